// A seal as shared/seal/SPEC.md describes it, read and checked in the browser. Every length is held against the bytes that
// are there; nothing but deterministic CBOR is taken.

export class Refusal extends Error {}
const refuse = reason => { throw new Refusal(reason); };

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const MAX_CHARACTERS = 2000;

// The fragment (or a whole carrier text) -> the token's bytes. RFC 4648 base32, any case, white space ignored.
export function tokenOf(text) {
  if (text.length > MAX_CHARACTERS) refuse('bad_carrier');
  const letters = text.replace(/\s+/g, '').toLowerCase().replace(/^https:\/\/[^/]+\/v#/, '');
  const out = [];
  let window = 0, held = 0;
  for (const letter of letters) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) refuse('bad_carrier');
    window = (window << 5 | digit) & 0xfff;
    held += 5;
    if (held >= 8) { held -= 8; out.push(window >> held & 0xff); }
  }
  if (out.length === 0 || held >= 5 || (window & ((1 << held) - 1)) !== 0) refuse('bad_carrier');
  return new Uint8Array(out);
}

class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  get left() { return this.bytes.length - this.at; }
  end() { if (this.left) refuse('cbor_trailing_bytes'); }

  head() {
    if (!this.left) refuse('cbor_truncated');
    const first = this.bytes[this.at++], major = first >> 5, info = first & 31;
    if (info < 24) return [major, info];
    if (info > 27) refuse('cbor_not_deterministic');
    if (major === 7) refuse('cbor_unsupported');
    const width = 1 << (info - 24);
    let value = 0;
    for (const byte of this.take(width)) value = value * 256 + byte;
    if (value > Number.MAX_SAFE_INTEGER) refuse('cbor_out_of_range');
    if (value < [24, 256, 65536, 4294967296][info - 24]) refuse('cbor_not_deterministic');
    return [major, value];
  }
  take(count) {
    if (count > this.left) refuse('cbor_truncated');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
  expect(major) {
    const [found, value] = this.head();
    if (found !== major) refuse('cbor_wrong_type');
    return value;
  }
  uint() { return this.expect(0); }
  integer() {
    const [major, value] = this.head();
    if (major > 1) refuse('cbor_wrong_type');
    return major ? -1 - value : value;
  }
  octets() { return this.take(this.expect(2)); }
  text() {
    try { return new TextDecoder('utf-8', { fatal: true }).decode(this.take(this.expect(3))); }
    catch (error) { return refuse(error instanceof Refusal ? error.message : 'cbor_bad_utf8'); }
  }
  array(length) { if (this.expect(4) !== length) refuse('cbor_wrong_type'); }
  skip(depth = 0) {  // what a later release may say of a key
    if (depth > 8) refuse('cbor_too_deep');
    const [major, value] = this.head();
    if (major === 2 || major === 3) this.take(value);
    for (let left = major === 4 ? value : major === 5 ? 2 * value : major === 6 ? 1 : 0; left > 0; --left) this.skip(depth + 1);
  }
  // Calls each(key) for every integer key, which must ascend in their encoded form; each reads the value.
  map(each) {
    let pairs = this.expect(5), last = '';
    if (pairs > this.left / 2) refuse('cbor_truncated');
    for (; pairs > 0; --pairs) {
      const start = this.at, key = this.integer(), spelt = hex(this.bytes.subarray(start, this.at));
      if (spelt <= last) refuse('cbor_not_deterministic');
      last = spelt;
      each(key);
    }
  }
}

export const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

// COSE_Sign1 (RFC 9052 section 4.2): tag 18, [protected, {}, payload, signature].
function openSign1(bytes) {
  const reader = new Reader(bytes);
  if (bytes[0] !== 0xd2) refuse('tag_missing');
  reader.at = 1;
  reader.array(4);
  const protectedBytes = reader.octets();
  reader.map(() => refuse('cose_headers_not_of_a_seal'));
  const payload = reader.octets(), signature = reader.octets();
  reader.end();
  return { protectedBytes, payload, signature };
}

function cborString(major, bytes) {
  const head = bytes.length < 24 ? [major << 5 | bytes.length]
    : bytes.length < 256 ? [major << 5 | 24, bytes.length]
    : [major << 5 | 25, bytes.length >> 8, bytes.length & 255];
  return [...head, ...bytes];
}

// Sig_structure (RFC 9052 section 4.4).
function toBeSigned({ protectedBytes, payload }) {
  const context = new TextEncoder().encode('Signature1');
  return new Uint8Array([0x84, ...cborString(3, context), ...cborString(2, protectedBytes), 0x40, ...cborString(2, payload)]);
}

const HALL = -65537;

function readClaims(payload) {
  const reader = new Reader(payload), claims = {};
  const exactly = (bytes, length) => bytes.length === length ? bytes : refuse('not_a_page_seal');
  const hall = {
    1: () => { claims.process = reader.text(); },
    2: () => { reader.array(2); claims.page = reader.uint(); claims.pages = reader.uint(); },
    3: () => { claims.holder = reader.text(); },
    4: () => { claims.digest = hex(exactly(reader.octets(), 16)); },
    5: () => { reader.array(2); claims.list = reader.uint(); claims.index = reader.uint(); },
  };
  const outer = {
    4: () => { claims.exp = reader.uint(); },
    6: () => { claims.iat = reader.uint(); },
    7: () => { claims.serial = hex(exactly(reader.octets(), 8)); },
    [HALL]: () => reader.map(key => (hall[key] || refuse)('not_a_page_seal')),
  };
  reader.map(key => (outer[key] || refuse)('not_a_page_seal'));
  reader.end();
  for (const needed of ['iat', 'serial', 'process', 'page', 'holder', 'digest', 'list'])
    if (claims[needed] === undefined) refuse('not_a_page_seal');
  if (claims.page < 1 || claims.page > claims.pages) refuse('not_a_page_seal');
  return claims;
}

export function openSeal(bytes) {
  const sign1 = openSign1(bytes), headers = new Reader(sign1.protectedBytes);
  let alg, kid;
  headers.map(key => {
    if (key === 1) alg = headers.integer();
    else if (key === 4) kid = hex(headers.octets());
    else refuse('cose_headers_not_of_a_seal');
  });
  headers.end();
  if (alg === undefined || kid === undefined || kid.length !== 16) refuse('cose_headers_not_of_a_seal');
  return { ...sign1, alg, kid };
}

// The hall's own key set (SPEC.md). This page comes from the same hall, so there is no root to hold it against here.
export function openKeySet(bytes) {
  const reader = new Reader(openSign1(bytes).payload), keys = [];
  const fields = { 1: 'kty', 2: 'kid', 3: 'alg', '-1': 'crv', '-2': 'x', '-3': 'y', '-65537': 'from', '-65538': 'until',
                   '-65539': 'verifyUntil', '-65540': 'revokedAt', '-65541': 'reason' };
  const count = reader.expect(4);
  if (count > 4096) refuse('key_set_too_large');
  for (let i = 0; i < count; ++i) {
    const key = {};
    reader.map(label => {
      const type = reader.bytes[reader.at] >> 5;
      if (!fields[label] || type > 3) reader.skip();
      else key[fields[label]] = type === 2 ? reader.octets() : type === 3 ? reader.text() : reader.integer();
    });
    if (key.alg in FITS && key.kid && key.x) keys.push({ ...key, kid: hex(key.kid) });
  }
  return keys;
}

const SM2 = -65537;
const FITS = { '-19': [-19, -8], '-8': [-19, -8], '-9': [-9, -7], '-7': [-9, -7], [SM2]: [SM2] };  // token's alg -> key's alg

export const isSm2 = seal => seal.alg === SM2;

async function signatureHolds(seal, key) {
  if (isSm2(seal)) throw new DOMException('WebCrypto has no SM2', 'NotSupportedError');
  const message = toBeSigned(seal);
  if (key.crv === 6) {
    const ready = await crypto.subtle.importKey('raw', key.x, { name: 'Ed25519' }, false, ['verify']);
    return crypto.subtle.verify({ name: 'Ed25519' }, ready, seal.signature, message);
  }
  const point = new Uint8Array([4, ...key.x, ...key.y]);
  const ready = await crypto.subtle.importKey('raw', point, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, ready, seal.signature, message);
}

// Rejects with the browser's own error where it doesn't know the algorithm; the caller then asks the hall.
export async function checkSeal(seal, keys, now) {
  const named = keys.filter(key => key.kid === seal.kid);
  if (named.length === 0) return { seal: 'unknown_key' };
  for (const key of named.filter(candidate => (FITS[seal.alg] || []).includes(candidate.alg))) {
    if (!await signatureHolds(seal, key)) continue;
    const claims = readClaims(seal.payload);
    const counts = key.revokedAt === undefined && claims.iat >= key.from && claims.iat < key.until && now < key.verifyUntil;
    return { seal: counts ? 'genuine' : 'key_revoked', claims };
  }
  return { seal: 'altered' };
}
