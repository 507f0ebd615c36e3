// COSE_Sign1 between this project and npm's @auth0/cose, both ways, and our keys in Node's own crypto:
//   node cose_interop.mjs COSE_PEER
//
// @auth0/cose 1.0.2 knows the algorithms' older numbers, -8 and -7, not RFC 9864's -19 and -9: with those, what it decodes
// and wants to have signed is checked by Node's crypto instead. It knows no SM2, makes no tokens with external_aad or an
// empty protected header (it checks them), and takes no tag 61: that is taken off before.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { Algorithms, Headers, ProtectedHeaders, Sign1, UnprotectedHeaders } from '@auth0/cose';

const [peer] = process.argv.slice(2);
const ask = (task, lines = []) => execFileSync(peer, [task], { input: lines.join('\n'), encoding: 'utf8', maxBuffer: 1 << 26 });
const hex = bytes => bytes.length ? Buffer.from(bytes).toString('hex') : '-';
const bytes = text => text === '-' ? Buffer.alloc(0) : Buffer.from(text, 'hex');
const CWT = Buffer.from('d83d', 'hex');
const withoutCwt = token => token.subarray(0, 2).equals(CWT) ? token.subarray(2) : token;
const keyOf = jwk => createPublicKey({ key: jwk, format: 'jwk' });

// @auth0/cose's answer: the payload, or undefined.
async function theirs(token, key, externalAAD) {
  try {
    const sign1 = Sign1.decode(withoutCwt(token));
    await sign1.verify(key, { externalAAD });
    return Buffer.from(sign1.payload);
  } catch {
    return undefined;
  }
}

// Node's crypto over what @auth0/cose decodes: for algorithm numbers that it doesn't know.
function byCrypto(token, key) {
  const sign1 = Sign1.decode(withoutCwt(token));
  const message = Sign1.Signature1(sign1.encodedProtectedHeaders, Buffer.alloc(0), sign1.payload);
  const digest = key.asymmetricKeyType === 'ec' ? 'sha256' : null;
  return verify(digest, message, { key, dsaEncoding: 'ieee-p1363' }, sign1.signature);
}

// Our answers to many tokens at once: the payload, or undefined.
function ours(questions) {
  const lines = questions.map(({ alg, point, aad, token }) => `${alg} ${point} ${hex(aad ?? [])} ${hex(token)}`);
  return ask('check', lines).trim().split('\n').map(line => line.startsWith('ok ') ? bytes(line.slice(3)) : undefined);
}

function* flippedBits(token) {
  for (let bit = 0; bit < token.length * 8; ++bit) {
    const flipped = Buffer.from(token);
    flipped[bit >> 3] ^= 1 << (bit & 7);
    yield flipped;
  }
}

// Keys as Node makes them.
function stranger(alg) {
  const { privateKey, publicKey } = alg === Algorithms.EdDSA ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = [x, y].filter(Boolean).map(part => Buffer.from(part, 'base64url').toString('hex')).join('');
  return { privateKey, publicKey, alg, point };
}

const PAYLOAD = Buffer.from('This is the content. 正文');
const signed = async ({ alg, privateKey }, more = {}, unprotected = {}, payload = PAYLOAD) =>
  Buffer.from((await Sign1.sign(new ProtectedHeaders([[Headers.Algorithm, alg], ...Object.values(more)]),
                                new UnprotectedHeaders(Object.values(unprotected)), payload, privateKey)).encode());

const KID = [Headers.KeyID, Buffer.from('12345678')];
async function theirTokens(key) {
  const token = await signed(key);
  assert.equal(token[0], 0xd2);
  return {
    'tag 18': token,
    'tags 61 and 18': Buffer.concat([CWT, token]),
    'no tag': token.subarray(1),
    'kid protected': await signed(key, { KID }),
    'kid unprotected': await signed(key, {}, { KID }),
    'a content type by name': await signed(key, { type: [Headers.ContentType, 'text/plain'] }, { KID }),
    'an unknown parameter': await signed(key, { own: [-70000, new Map([['a', [1, 2.5, null]]])] }),
    '100,000 bytes': await signed(key, {}, {}, Buffer.alloc(100000, 7)),
    'no payload\'s bytes': await signed(key, {}, {}, Buffer.alloc(0)),
  };
}

const stories = {
  async '@auth0/cose checks what we sign, and refuses it with any part changed'() {
    const vectors = JSON.parse(ask('make')).filter(({ alg }) => [-7, -8].includes(alg));
    assert.equal(vectors.length, 18);
    for (const { name, token, payload, aad, jwk } of vectors) {
      const key = keyOf(jwk);
      assert.deepEqual(await theirs(bytes(token), key, bytes(aad)), bytes(payload), name);
      assert.equal(await theirs(bytes(token), key, Buffer.from('another')), undefined, name);
      for (const where of [-1, -64, payload === '-' ? -1 : -67]) {
        const changed = bytes(token);
        changed[changed.length + where] ^= 1;
        assert.equal(await theirs(changed, key, bytes(aad)), undefined, name);
      }
    }
  },
  async 'Node checks what we sign under RFC 9864\'s numbers, which @auth0/cose doesn\'t know'() {
    const vectors = JSON.parse(ask('make')).filter(({ alg, aad }) => [-9, -19].includes(alg) && aad === '-');
    assert.equal(vectors.length, 14);
    for (const { name, token, jwk } of vectors) {
      const key = keyOf(jwk), changed = bytes(token);
      changed[changed.length - 1] ^= 1;
      assert.equal(await theirs(bytes(token), key), undefined, name);
      assert.ok(byCrypto(bytes(token), key), name);
      assert.ok(!byCrypto(changed, key), name);
    }
  },
  async 'we check what @auth0/cose signs, in every shape it writes'() {
    for (const alg of [Algorithms.EdDSA, Algorithms.ES256]) {
      const key = stranger(alg), tokens = await theirTokens(key);
      const answers = ours(Object.values(tokens).map(token => ({ ...key, token })));
      for (const [index, [name, token]] of Object.entries(tokens).entries())
        assert.deepEqual(answers[index], await theirs(token, key.publicKey), name);
      assert.ok(answers.every(Boolean));
      const token = tokens['tag 18'], other = stranger(alg);
      assert.deepEqual(ours([{ ...key, token, aad: Buffer.from('x') }, { ...other, token }]), [undefined, undefined]);
      assert.deepEqual(ours([{ ...key, alg: alg === -8 ? -7 : -8, token }]), [undefined]);
    }
  },
  async 'we never accept a flipped bit that @auth0/cose refuses, and neither accepts one that the signature covers'() {
    for (const alg of [Algorithms.EdDSA, Algorithms.ES256]) {
      const key = stranger(alg), token = await signed(key, {}, { KID }, Buffer.from('short'));
      const tokens = [...flippedBits(token)], answers = ours(tokens.map(one => ({ ...key, token: one })));
      let accepted = 0;
      for (const [bit, one] of tokens.entries()) {
        const answer = await theirs(one, key.publicKey);
        if (!answers[bit]) continue;
        ++accepted;
        assert.deepEqual(answers[bit], answer, `bit ${bit} of ${hex(token)}`);
        assert.ok(answer.equals(Buffer.from('short')), `bit ${bit} of ${hex(token)}`);
      }
      assert.ok(accepted >= 64 && accepted < 80, `${accepted}`);  // the kid's 8 bytes, which nothing signs, and its label
    }
  },
  async 'a detached payload is refused here, as the seal has none, and needs to be handed over there'() {
    const key = stranger(Algorithms.EdDSA), token = await signed(key);
    const sign1 = Sign1.decode(token);
    sign1.payload = null;
    const detached = Buffer.from(sign1.encode());
    await Sign1.decode(detached).verify(key.publicKey, { detachedPayload: PAYLOAD });
    assert.deepEqual(ask('check', [`-8 ${key.point} - ${hex(detached)}`]).trim(), 'no cose_payload_detached');
  },
  'every key of the JWKS is a key to Node and checks the seal that it signed, and no other'() {
    const { jwks, seals } = JSON.parse(ask('keys'));
    assert.equal(jwks.keys.length, 4);
    assert.equal(seals.length, 7);
    for (const jwk of jwks.keys) {
      const key = keyOf(jwk);
      assert.equal(jwk.alg, { ed25519: 'EdDSA', ec: 'ES256' }[key.asymmetricKeyType]);
      assert.equal(jwk.use, 'sig');
      for (const { kid, token } of seals) assert.equal(byCrypto(bytes(token), key), kid === jwk.kid);
    }
  },
};

let failed = 0;
for (const [name, story] of Object.entries(stories)) {
  try {
    await story();
    console.log('ok      ' + name);
  } catch (error) {
    ++failed;
    console.log('FAILED  ' + name + '\n' + error.stack);
  }
}
process.exit(failed ? 1 : 0);
