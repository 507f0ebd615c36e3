"""The data code of SPEC.md section 10: symbols' bytes -> content, which counts only when a genuine seal binds it."""
import hashlib
import pathlib
import re
import zlib

import cbor
from cbor import Refused

SPEC = pathlib.Path(__file__).resolve().parents[2] / 'shared/seal/SPEC.md'
DICTIONARY_SHA256 = '97232c45f6a609c5f385eb23f13a666a4956035de00e159e281d16b17e8a0da4'
MAX_BYTES, MAX_FIELDS, MAX_PARTS, MAX_VERSION = 262144, 4096, 23, 1000000


def need(condition, otherwise):
    if not condition:
        raise Refused(otherwise)


def dictionary():
    """Read where it is printed: the block of SPEC.md that has the hash SPEC.md names, without its line breaks."""
    for block in re.findall('```\n(.*?)```', SPEC.read_text(encoding='utf-8'), re.DOTALL):
        words = block.replace('\n', '').encode()
        if hashlib.sha256(words).hexdigest() == DICTIONARY_SHA256:
            return words
    raise SystemExit('SPEC.md prints no such dictionary')


def opened(symbols):
    """The cti, and the content as CBOR and as what it says."""
    need(symbols, 'no symbols')
    pieces, heads = {}, set()
    for symbol in symbols:
        cti, part, parts, piece = part_of(symbol)
        heads.add((cti, parts))
        need(pieces.setdefault(part, piece) == piece, 'two different pieces for one part')
    need(len(heads) == 1, 'parts of several codes')
    cti, parts = heads.pop()
    need(len(pieces) == parts, 'a part is missing')
    encoded = unfolded(b''.join(pieces[part] for part in range(1, parts + 1)))
    return cti, encoded, content_of(encoded)


def part_of(symbol):
    need(14 <= len(symbol) <= 2953 and symbol[:3] == b'\xdc\x48\x01', 'not a data code of format 1')
    part, parts = symbol[11], symbol[12]
    need(1 <= part <= parts <= MAX_PARTS, 'no such part')
    return symbol[3:11], part, parts, symbol[13:]


def unfolded(stream):
    unfolding = zlib.decompressobj(wbits=-15, zdict=dictionary())
    try:
        content = unfolding.decompress(stream, MAX_BYTES + 1)
    except zlib.error:
        raise Refused('not a deflate stream') from None
    need(len(content) <= MAX_BYTES and unfolding.eof and not unfolding.unused_data, 'too long, cut off, or bytes behind')
    return content


def content_of(encoded):
    content = cbor.read(encoded)
    need(isinstance(content, dict) and content.keys() == {'fields', 'version', 'template'}, 'content')
    fields, version = content['fields'], content['version']
    need(type(version) is int and 0 <= version <= MAX_VERSION and isinstance(content['template'], str), 'content')
    need(isinstance(fields, dict) and len(fields) <= MAX_FIELDS, 'fields')
    need(all(isinstance(text, str) for field in fields.items() for text in field), 'fields')
    return content
