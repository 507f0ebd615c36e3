"""Deterministic CBOR (RFC 8949 section 4.2.1) as far as SPEC.md goes: no floating point, integers of 64 bits signed."""


class Refused(Exception):
    """What was read isn't what the format says."""


class Tag:
    def __init__(self, number, value):
        self.number, self.value = number, value


MAX_DEPTH = 8
SIMPLE = {20: False, 21: True, 22: None, 23: None}  # 23 is undefined


def read(data):
    """The one item that is all of data."""
    value, end = _item(data, 0, MAX_DEPTH)
    if end != len(data):
        raise Refused('bytes after the item')
    return value


def head(data, at):
    if at >= len(data):
        raise Refused('ends early')
    major, low = data[at] >> 5, data[at] & 31
    if low < 24:
        return major, low, at + 1
    if low > 27:
        raise Refused('indefinite or reserved length')
    size = 1 << (low - 24)
    number = int.from_bytes(data[at + 1:at + 1 + size], 'big')
    if at + 1 + size > len(data):
        raise Refused('ends early')
    if number < 24 if size == 1 else number >> (4 * size) == 0:
        raise Refused('not the shortest head')
    return major, number, at + 1 + size


def _item(data, at, depth):
    major, number, at = head(data, at)
    if depth == 0:
        raise Refused('nested too deep')
    if major in (0, 1):
        if number >= 1 << 63:
            raise Refused('integer out of range')
        return (number if major == 0 else -1 - number), at
    if major in (2, 3):
        if number > len(data) - at:
            raise Refused('ends early')
        part = data[at:at + number]
        return (part if major == 2 else _text(part)), at + number
    if major == 4:
        return _array(data, at, number, depth)
    if major == 5:
        return _map(data, at, number, depth)
    if major == 6:
        value, at = _item(data, at, depth - 1)
        return Tag(number, value), at
    if number not in SIMPLE:  # of the shortest heads, no floating point comes to these numbers
        raise Refused('neither floating point nor other simple values')
    return SIMPLE[number], at


def _text(part):
    try:
        return part.decode('utf-8')
    except UnicodeDecodeError:
        raise Refused('text that is no UTF-8') from None


def _array(data, at, count, depth):
    items = []
    while len(items) < count:
        value, at = _item(data, at, depth - 1)
        items.append(value)
    return items, at


def _map(data, at, count, depth):
    entries, previous = {}, b''
    while len(entries) < count:
        start = at
        key, at = _item(data, at, depth - 1)
        if data[start] >> 5 not in (0, 1, 3):
            raise Refused('map keys are integers or texts')
        if data[start:at] <= previous:
            raise Refused('map keys out of order or twice')
        previous = data[start:at]
        entries[key], at = _item(data, at, depth - 1)
    return entries, at


def write(value):
    if isinstance(value, int):
        return _write_head(0, value) if value >= 0 else _write_head(1, -1 - value)
    if isinstance(value, bytes):
        return _write_head(2, len(value)) + value
    if isinstance(value, str):
        return _write_head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _write_head(4, len(value)) + b''.join(map(write, value))
    entries = sorted((write(key), write(entry)) for key, entry in value.items())
    return _write_head(5, len(entries)) + b''.join(key + entry for key, entry in entries)


def _write_head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    power = next(power for power in range(4) if number < 1 << (8 << power))
    return bytes([major << 5 | 24 + power]) + number.to_bytes(1 << power, 'big')
