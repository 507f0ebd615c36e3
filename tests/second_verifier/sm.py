"""SM3 (GB/T 32905) and the checking of SM2 signatures (GB/T 32918.2) in plain integers, over the curve of GB/T 32918.5."""

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
     0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)

START = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)


def _turn(word, by):
    by %= 32
    return (word << by | word >> (32 - by)) & 0xFFFFFFFF


def sm3(data):
    padded = data + b'\x80' + bytes(-(len(data) + 9) % 64) + (8 * len(data)).to_bytes(8, 'big')
    state = START
    for at in range(0, len(padded), 64):
        state = _compress(state, padded[at:at + 64])
    return b''.join(word.to_bytes(4, 'big') for word in state)


def _compress(state, block):
    w = [int.from_bytes(block[at:at + 4], 'big') for at in range(0, 64, 4)]
    for j in range(16, 68):
        mixed = w[j - 16] ^ w[j - 9] ^ _turn(w[j - 3], 15)
        w.append(mixed ^ _turn(mixed, 15) ^ _turn(mixed, 23) ^ _turn(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        early = j < 16
        ss1 = _turn(_turn(a, 12) + e + _turn(0x79CC4519 if early else 0x7A879D8A, j) & 0xFFFFFFFF, 7)
        ff = a ^ b ^ c if early else a & b | a & c | b & c
        gg = e ^ f ^ g if early else e & f | ~e & g
        tt1 = ff + d + (ss1 ^ _turn(a, 12)) + (w[j] ^ w[j + 4]) & 0xFFFFFFFF
        tt2 = gg + h + ss1 + w[j] & 0xFFFFFFFF
        a, b, c, d, e, f, g, h = tt1, a, _turn(b, 9), c, tt2 ^ _turn(tt2, 9) ^ _turn(tt2, 17), e, _turn(f, 19), g
    return tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h)))


def on_curve(point):
    x, y = point
    return x < P and y < P and (y * y - (x * x * x + A * x + B)) % P == 0


def _add(one, other):
    """The sum of two points; None is the point at infinity."""
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P) if one == other else (y2 - y1) * pow(x2 - x1, -1, P)
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def _sum_of_products(s, t, point):
    """s G + t point, both in one walk over the bits."""
    total, both = None, _add(G, point)
    for bit in range(255, -1, -1):
        total = _add(total, total)
        pick = (s >> bit & 1, t >> bit & 1)
        total = _add(total, {(0, 0): None, (1, 0): G, (0, 1): point, (1, 1): both}[pick])
    return total


def sm2_holds(x, y, identifier, message, signature):
    """Whether signature (r and s, 32 bytes each) holds over message, for the signer called identifier."""
    r, s = int.from_bytes(signature[:32], 'big'), int.from_bytes(signature[32:], 'big')
    if len(signature) != 64 or not 0 < r < N or not 0 < s < N or (r + s) % N == 0:
        return False
    numbers = b''.join(number.to_bytes(32, 'big') for number in (A, B, *G))
    z = sm3((8 * len(identifier)).to_bytes(2, 'big') + identifier + numbers + x + y)
    e = int.from_bytes(sm3(z + message), 'big')
    point = _sum_of_products(s, (r + s) % N, (int.from_bytes(x, 'big'), int.from_bytes(y, 'big')))
    return point is not None and (e + point[0]) % N == r
