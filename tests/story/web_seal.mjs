// The public page's seal.js against SPEC.md's examples: node web_seal.mjs SOURCE_FOLDER
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const source = process.argv[2];
// Read as a module by its text: the file's .js says nothing to Node.
const code = fs.readFileSync(path.join(source, 'assets/web/seal.js'), 'utf8');
const { Refusal, checkSeal, isSm2, openKeySet, openSeal, tokenOf } =
  await import('data:text/javascript,' + encodeURIComponent(code));

const specification = fs.readFileSync(path.join(source, 'shared/seal/SPEC.md'), 'utf8');
const examples = specification.slice(specification.indexOf('## 8. Examples'), specification.indexOf('## 9. '));
const blocks = [...examples.matchAll(/```\n([^`]*)```/g)].map(([, block]) => block.replaceAll('\n', ''));
const [ed25519, esp256, sm2] = blocks.filter(block => block.startsWith('https://'));
const keySet = Buffer.from(blocks.at(-2), 'hex');
const keys = openKeySet(keySet), NOW = 1795420800;

const reasonOf = async call => {
  try { await call(); } catch (error) { return error instanceof Refusal ? error.message : error.name; }
  return 'accepted';
};

const tests = {
  async 'the example seals that a browser can check are genuine, and say what they say'() {
    for (const carrier of [ed25519, esp256]) {
      const { seal, claims } = await checkSeal(openSeal(tokenOf(carrier)), keys, NOW);
      assert.equal(seal, 'genuine');
      assert.deepEqual({ process: claims.process, holder: claims.holder, page: claims.page, index: claims.index, serial: claims.serial },
                       { process: 'QJ', holder: '张*华', page: 1, index: 4711, serial: '57e05db340112233' });
    }
  },
  async 'an SM2 seal is neither genuine nor altered here: the hall has to be asked'() {
    const seal = openSeal(tokenOf(sm2));
    assert.ok(isSm2(seal) && !isSm2(openSeal(tokenOf(ed25519))));
    assert.equal(await reasonOf(() => checkSeal(seal, keys, NOW)), 'NotSupportedError');
    assert.deepEqual(await checkSeal(seal, keys.filter(key => key.kid !== seal.kid), NOW), { seal: 'unknown_key' });
  },
  async 'a set with SM2 keys, and with keys of kinds yet to come, serves the others'() {
    assert.deepEqual(keys.map(key => key.alg), [-19, -9, -65537]);
    const foreign = Buffer.from('a4010203382e200122f5', 'hex');  // kty EC2, alg ES256K, a compressed point
    const at = keySet.indexOf(Buffer.from('83a8', 'hex'));       // the set's array of three
    const set = Buffer.concat([keySet.subarray(0, at), Buffer.from([0x84]), foreign, keySet.subarray(at + 1)]);
    set.writeUInt16BE(set.readUInt16BE(at - 2) + foreign.length, at - 2);  // the payload's length
    assert.deepEqual(openKeySet(set).map(key => key.alg), [-19, -9, -65537]);
  },
  async 'one algorithm under the other key\'s kid is altered'() {
    const seal = openSeal(tokenOf(ed25519));
    for (const key of keys.slice(1))
      assert.deepEqual(await checkSeal({ ...seal, kid: key.kid }, keys, NOW), { seal: 'altered' });
    assert.deepEqual(await checkSeal({ ...seal, alg: -65537 }, keys, NOW), { seal: 'altered' });
  },
  async 'every bit of a seal counts'() {
    const token = tokenOf(ed25519);
    for (let bit = 0; bit < token.length * 8; bit += 3) {
      const changed = token.slice();
      changed[bit >> 3] ^= 1 << (bit & 7);
      try {
        const { seal, claims } = await checkSeal(openSeal(changed), keys, NOW);
        assert.ok(seal !== 'genuine' && claims === undefined, 'bit ' + bit);
      } catch (error) {
        assert.ok(error instanceof Refusal, `bit ${bit}: ${error}`);
      }
    }
  },
  async 'a text that is no carrier is refused'() {
    for (const text of ['', 'A', 'HELLO 1', 'A'.repeat(2001), 'https://hall/x#AAAA'])
      assert.equal(await reasonOf(() => tokenOf(text)), 'bad_carrier', text);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log('ok      ' + name);
  } catch (error) {
    ++failed;
    console.log('FAILED  ' + name + '\n' + error.stack);
  }
}
process.exit(failed ? 1 : 0);
