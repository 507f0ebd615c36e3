#!/usr/bin/python3
"""A second verifier of hall seals, written from shared/seal/SPEC.md alone; it shares no code with the first.

  python3 verify.py --root FILE --keys FILE [--status FILE]... [--now SECONDS] < carriers.txt

A line is a carrier, or a JSON object {"carrier": text, "content": {"template", "version", "fields"}, "data_code": [symbols in
hexadecimal], "now": seconds}, of which all but the carrier may be missing. The answer is one line of JSON each: verdict, reason, claims, status. The numbers
in brackets are the sections of SPEC.md.
"""
import argparse
import base64
import hashlib
import json
import re
import sys
import time
import zlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils

import cbor
import data_code
import sm
from cbor import Refused

YEAR_10000 = 253402300800
STATUS_NAMES = ('valid', 'void', 'suspended', 'superseded')
UNDERSTOOD = (1, 2, 3, 4, 15, 16)  # header parameters a crit may name
MAX_STATUS_BYTES = (1 << 20) // 4
MAX_TTL = 366 * 86400


def need(condition, otherwise):
    if not condition:
        raise Refused(otherwise)


def is_int(value):
    return type(value) is int  # True is an int to isinstance


def is_uint(value, below=1 << 63):
    return is_int(value) and 0 <= value < below


def is_time(value):
    return is_uint(value, YEAR_10000)


def is_bytes(value, size):
    return isinstance(value, bytes) and len(value) == size


# --- signatures [2] ---------------------------------------------------------------------------------------------------------

def ed25519_holds(key, message, signature):
    ed25519.Ed25519PublicKey.from_public_bytes(key[-2]).verify(signature, message)
    return True


def p256_holds(key, message, signature):
    r, s = int.from_bytes(signature[:32], 'big'), int.from_bytes(signature[32:], 'big')
    p256_key(key).verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    return True


def p256_key(key):
    point = b'\x04' + key[-2] + key[-3]
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def sm2_holds(key, message, signature):
    return sm.sm2_holds(key[-2], key[-3], b'1234567812345678', message, signature)


# alg of a key -> (kty, crv, algs of signatures it checks, how)
ALGORITHMS = {
    -19: (1, 6, (-19, -8), ed25519_holds),
    -9: (2, 1, (-9, -7), p256_holds),
    -65537: (2, -65537, (-65537,), sm2_holds),
}


def signature_holds(key, message, signature):
    try:
        return len(signature) == 64 and ALGORITHMS[key[3]][3](key, message, signature)
    except (InvalidSignature, ValueError):
        return False


class Sign1:
    """A COSE_Sign1 with tag 18: its parts and the bytes that were signed."""

    def __init__(self, data):
        need(data and data[0] >> 5 == 6, 'tag_missing')
        need(cbor.head(data, 0)[1] == 18, 'tag_wrong')
        parts = cbor.read(data).value
        need(isinstance(parts, list) and len(parts) == 4, 'not a COSE_Sign1')
        protected, self.unprotected, self.payload, self.signature = parts
        need(all(isinstance(part, bytes) for part in (protected, self.payload, self.signature)), 'not a COSE_Sign1')
        self.headers = cbor.read(protected)
        need(isinstance(self.headers, dict) and isinstance(self.unprotected, dict), 'not a COSE_Sign1')
        self.message = cbor.write(['Signature1', protected, b'', self.payload])

    def need_alg_and_kid(self):
        need(is_int(self.headers.get(1)) and isinstance(self.headers.get(4), bytes), 'headers')

    def refuse_critical(self):
        """Other parameters than a reader knows are ignored, unless the signer says they mustn't be [5]."""
        critical = self.headers.get(2, [1])
        need(isinstance(critical, list) and critical and all(is_int(one) and one in UNDERSTOOD for one in critical), 'crit')
        need(2 not in self.unprotected, 'crit')
        need(all(not (label in self.headers and label in self.unprotected) for label in (1, 4)), 'alg or kid twice')


# --- the key set [5] --------------------------------------------------------------------------------------------------------

def thumbprint(key):
    """RFC 9679: of the key's required parameters only."""
    return hashlib.sha256(cbor.write({label: key[label] for label in (1, -1, -2, -3) if label in key})).digest()


class KeySet:
    def __init__(self, data, root, kids_as_listed=False):
        need(len(data) <= 1 << 20, 'more than 1 MiB')
        sign1 = Sign1(data)
        sign1.refuse_critical()
        headers = sign1.headers
        need(headers.get(1) in (-19, -8) and headers.get(3) == 102, 'headers of a key set')
        need(isinstance(headers.get(15), dict) and is_time(headers[15].get(6)), 'issued at')
        need(signature_holds({3: -19, -2: root}, sign1.message, sign1.signature), 'not signed by the root')
        keys = cbor.read(sign1.payload)
        need(isinstance(keys, list) and len(keys) <= 4096, 'keys')
        self.keys = [checked_key(key, kids_as_listed) for key in keys if alg_of_key(key) in ALGORITHMS]

    def fitting(self, sign1):
        """Whether the kid is known, and the keys with it that may have signed with the token's alg [2]."""
        with_kid = [key for key in self.keys if key[2] == sign1.headers[4]]
        return with_kid, [key for key in with_kid if sign1.headers[1] in ALGORITHMS[key[3]][2]]


def alg_of_key(key):
    need(isinstance(key, dict) and 1 in key and 3 in key, 'kty and alg of a key')
    if isinstance(key[1], str) or isinstance(key[3], str):
        return None  # registered some day; none of today's has a name
    need(is_int(key[1]) and is_int(key[3]), 'kty and alg of a key')
    return {-8: -19, -7: -9}.get(key[3], key[3])


def checked_key(key, kids_as_listed):
    key = {**key, 3: alg_of_key(key)}
    kty, crv = ALGORITHMS[key[3]][:2]
    need(is_int(key.get(-1)) and (key[1], key[-1]) == (kty, crv), 'kty and crv')
    need(is_bytes(key.get(-2), 32), 'x of a key')
    need(is_bytes(key.get(-3), 32) if kty == 2 else -3 not in key, 'y of a key')
    check_point(key)
    need(kids_as_listed or key.get(2) == thumbprint(key)[:8], 'kid of a key')
    need(all(is_time(key.get(label)) for label in (-65537, -65538, -65539)), 'times of a key')
    need(key[-65537] < key[-65538] <= key[-65539], 'order of the times')
    need(is_time(key.get(-65540, 0)), 'revoked at')
    need(isinstance(key.get(-65541, ''), str) and len(key.get(-65541, '').encode()) <= 200, 'reason')
    return key


def check_point(key):
    if key[3] == -9:
        try:
            p256_key(key)
        except ValueError:
            raise Refused('point of a key') from None
    if key[3] == -65537:
        need(sm.on_curve((int.from_bytes(key[-2], 'big'), int.from_bytes(key[-3], 'big'))), 'point of a key')


# --- the status lists [6] ---------------------------------------------------------------------------------------------------

class StatusList:
    def __init__(self, data, key_set):
        need(len(data) <= 260 << 10, 'more than 260 KiB')
        sign1 = Sign1(data)
        sign1.refuse_critical()
        sign1.need_alg_and_kid()
        need(sign1.headers.get(16) == 'application/statuslist+cwt', 'typ of a status list')
        claims = cbor.read(sign1.payload)
        need(isinstance(claims, dict) and is_time(claims.get(6)) and is_uint(claims.get(65534), MAX_TTL + 1), 'claims')
        self.as_of, self.ttl, inner = claims[6], claims[65534], claims.get(65533)
        name = re.fullmatch('/api/v1/status/([0-9]+)', claims[2]) if isinstance(claims.get(2), str) else None
        need(name and int(name[1]) < 1 << 32, 'sub of a status list')
        self.number = int(name[1])
        need(any(self._signed_by(key, sign1) for key in key_set.fitting(sign1)[1]), 'not signed by the hall')
        need(isinstance(inner, dict) and is_int(inner.get('bits')) and inner['bits'] == 2, 'bits')
        self.entries = unfolded(inner.get('lst'))

    def _signed_by(self, key, sign1):
        in_window = -65540 not in key and key[-65537] <= self.as_of < key[-65538]
        return in_window and signature_holds(key, sign1.message, sign1.signature)

    def status(self, index, now):
        if now >= self.as_of + self.ttl or index // 4 >= len(self.entries):
            return 'unknown'
        return STATUS_NAMES[self.entries[index // 4] >> 2 * (index % 4) & 3]


def unfolded(lst):
    need(isinstance(lst, bytes), 'lst')
    stream = zlib.decompressobj()
    try:
        entries = stream.decompress(lst, MAX_STATUS_BYTES + 1)
    except zlib.error:
        raise Refused('lst') from None
    need(len(entries) <= MAX_STATUS_BYTES and stream.eof and not stream.unused_data, 'lst')
    return entries


# --- a seal [1, 2, 3, 4, 7] -------------------------------------------------------------------------------------------------

HOST = '[a-z0-9.:\\[\\]-]{1,259}'


def token_of_carrier(text):
    need(len(text.encode()) <= 2000, 'too long')
    folded = re.sub('[ \t\n\v\f\r]', '', text)
    need(folded.isascii(), 'not ASCII')
    match = re.fullmatch(f'(?:https://{HOST}/v#)?([a-z2-7]+)', folded.lower())
    need(match, 'not a carrier')
    payload = match[1].upper()
    need(len(payload) % 8 not in (1, 3, 6), 'not base32')
    token = base64.b32decode(payload + '=' * (-len(payload) % 8))
    need(base64.b32encode(token).decode().rstrip('=') == payload, 'unused bits')
    return token


def read_token(data):
    sign1 = Sign1(data)
    sign1.need_alg_and_kid()
    need(len(sign1.headers) == 2 and len(sign1.headers[4]) == 8 and not sign1.unprotected, 'headers of a seal')
    return sign1


def read_claims(payload):
    claims = cbor.read(payload)
    need(isinstance(claims, dict) and claims.keys() - {4} == {6, 7, -65537}, 'claims')
    need(is_time(claims[6]) and is_time(claims.get(4, 0)) and is_bytes(claims[7], 8), 'claims')
    own = claims[-65537]
    need(isinstance(own, dict) and own.keys() == {1, 2, 3, 4, 5}, 'claims')
    need(isinstance(own[1], str) and re.fullmatch('[A-Za-z0-9_]{1,32}', own[1]), 'process')
    need(isinstance(own[2], list) and len(own[2]) == 2 and all(map(is_uint, own[2])), 'page')
    need(1 <= own[2][0] <= own[2][1] <= 999, 'page')
    need(isinstance(own[3], str) and 1 <= len(own[3].encode()) <= 64, 'holder')
    need(not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in own[3]), 'holder')
    need(is_bytes(own[4], 16), 'digest')
    need(isinstance(own[5], list) and len(own[5]) == 2 and all(is_uint(one, 1 << 32) for one in own[5]), 'status')
    return claims


def shown(claims):
    own = claims[-65537]
    return {'exp': claims.get(4), 'iat': claims[6], 'cti': claims[7].hex(), 'process': own[1], 'page': own[2],
            'holder': own[3], 'digest': own[4].hex(), 'status': own[5]}


def digest(alg, cti, content):
    """content: as the template, version and fields, or as their CBOR."""
    if not isinstance(content, bytes):
        content = cbor.write({name: content[name] for name in ('fields', 'version', 'template')})
    whole = cti + content
    return (sm.sm3(whole) if alg == -65537 else hashlib.sha256(whole).digest())[:16]


def sealed_content(symbols, alg, claims):
    """What the data code adds to the answer [10]: its content only where the seal binds it."""
    try:
        cti, encoded, content = data_code.opened([bytes.fromhex(symbol) for symbol in symbols])
    except Refused:
        return {'data_code': 'refused'}
    if cti != claims[7] or digest(alg, cti, encoded) != claims[-65537][4]:
        return {'data_code': 'not_bound'}
    return {'data_code': 'bound', 'sealed': content}


class Verifier:
    def __init__(self, key_set, lists):
        self.key_set, self.lists = key_set, lists

    def judge(self, carrier, now, content=None, symbols=None):
        def verdict(name, reason, **more):
            return {'verdict': name, 'reason': reason, **more}

        try:
            token = token_of_carrier(carrier)
        except Refused:
            return verdict('not_a_hall_seal', 'bad_carrier')
        try:
            sign1 = read_token(token)
        except Refused as refused:
            tag = str(refused) if str(refused).startswith('tag_') else 'no_token'  # the rest is each verifier's own [7]
            return verdict('not_a_hall_seal', tag)
        with_kid, keys = self.key_set.fitting(sign1)
        if not with_kid:
            return verdict('unknown_key', 'unknown_kid')
        if not keys:
            return verdict('altered', 'wrong_algorithm')
        key = next((key for key in keys if signature_holds(key, sign1.message, sign1.signature)), None)
        if key is None:
            return verdict('altered', 'bad_signature')
        try:
            claims = read_claims(sign1.payload)
        except Refused:
            return verdict('not_a_hall_seal', 'not_a_page_seal')
        more = {'claims': shown(claims), 'status': self.status(claims, now)}
        if content is not None:
            more['content'] = digest(key[3], claims[7], content) == claims[-65537][4]
        if -65540 in key:
            return verdict('key_revoked', 'key_revoked', **more)
        if not key[-65537] <= claims[6] < key[-65538]:
            return verdict('key_revoked', 'outside_signing_window', **more)
        if now >= key[-65539]:
            return verdict('key_revoked', 'key_retired', **more)
        if symbols is not None:
            more.update(sealed_content(symbols, key[3], claims))
        return verdict('genuine', '', **more)

    def status(self, claims, now):
        number, index = claims[-65537][5]
        found = [one for one in self.lists if one.number == number]
        status = max(found, key=lambda one: one.as_of).status(index, now) if found else 'unknown'
        return 'expired' if status in ('valid', 'unknown') and now >= claims.get(4, YEAR_10000) else status


def load(name):
    with open(name, 'rb') as file:
        return file.read()


def load_lists(names, key_set):
    for name in names:
        try:
            yield StatusList(load(name), key_set)
        except Refused as refused:
            print(f'{name}: {refused}', file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--root', required=True, help='the root: 32 bytes in one line of base64')
    parser.add_argument('--keys', required=True, help='the key set')
    parser.add_argument('--status', action='append', default=[], help='a status list; may stand several times')
    parser.add_argument('--kids-as-listed', action='store_true',
                        help='for tests: take any kid in the key set, since nobody can make two keys with one kid')
    parser.add_argument('--now', type=int, default=int(time.time()), help='seconds since 1970')
    options = parser.parse_args()
    try:
        root = base64.b64decode(load(options.root).strip(), validate=True)
        need(len(root) == 32, 'root')
        key_set = KeySet(load(options.keys), root, options.kids_as_listed)
    except (Refused, ValueError) as refused:
        sys.exit(f'{options.keys}: {refused}')
    sys.stdin.reconfigure(encoding='utf-8')
    sys.stdout.reconfigure(encoding='utf-8')
    verifier = Verifier(key_set, list(load_lists(options.status, key_set)))
    for line in sys.stdin:
        asked = json.loads(line) if line.startswith('{') else {'carrier': line.rstrip('\n')}
        now = asked.get('now', options.now)
        answer = verifier.judge(asked['carrier'], now, asked.get('content'), asked.get('data_code'))
        print(json.dumps(answer, ensure_ascii=False, sort_keys=True))


if __name__ == '__main__':
    main()
