"""QR codes (ISO/IEC 18004) of one kind, fast: bytes, level M, mask 2, versions 5 to 9, which hold 63 to 180 bytes.

From data to modules everything is linear over GF(2): a Reed-Solomon code's check symbols are sums, the placing only
moves bits, the mask is added. So the picture of a text is the picture of zeros of that length, plus for each byte a
picture that hangs on its place and value alone; both are worked out once. A sheet costs some ninety additions.

Any mask can be read; trying all eight for the best-looking one would take longer than the rest of a sheet.
Texts that are not ASCII or do not fit go to segno, which the tests hold this module against, bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from operator import xor
from typing import Final

import segno

_MASK: Final = 2


@dataclass(frozen=True, slots=True)
class _Kind:
    """A version at level M: check symbols per block, data symbols of each block, rows of alignment patterns."""

    version: int
    checks: int
    blocks: tuple[int, ...]
    centres: tuple[int, ...]

    @property
    def side(self) -> int:
        return 17 + 4 * self.version

    @property
    def room(self) -> int:
        """Bytes of text: 4 bits say "bytes", 8 say how many."""
        return sum(self.blocks) - 2


_KINDS: Final = (
    _Kind(5, 24, (43, 43), (6, 30)),
    _Kind(6, 16, (27,) * 4, (6, 34)),
    _Kind(7, 18, (31,) * 4, (6, 22, 38)),
    _Kind(8, 22, (38, 38, 39, 39), (6, 24, 42)),
    _Kind(9, 22, (36, 36, 36, 37, 37), (6, 26, 46)),
)


def rows(text: str) -> tuple[int, bytes]:
    """Modules along a side, and the rows from the top, each padded to whole bytes; a set bit is dark."""
    if text.isascii() and len(text) <= _KINDS[-1].room:
        kind = next(k for k in _KINDS if len(text) <= k.room)
        if kind.version > 5 or len(text) > 62:
            return kind.side, _picture(kind, text.encode("ascii"))
    code = segno.make(text, error="m", mask=_MASK, micro=False, boost_error=False)
    matrix = [bytes(row) for row in code.matrix]
    return len(matrix), b"".join(_row(row) for row in matrix)


def _row(bits: bytes) -> bytes:
    width = _padded(len(bits))
    return (int("".join("01"[b] for b in bits), 2) << (width - len(bits))).to_bytes(width // 8, "big")


def _padded(side: int) -> int:
    return (side + 7) // 8 * 8


def _picture(kind: _Kind, data: bytes) -> bytes:
    image = reduce(xor, [part[byte] for part, byte in zip(_parts(kind), data)], _zeros(kind, len(data)))  # noqa: B905
    return image.to_bytes(kind.side * _padded(kind.side) // 8, "big")


class _Part(dict[int, int]):
    """What a byte of the text at one place adds to the picture of zeros."""

    def __init__(self, kind: _Kind, place: int) -> None:
        super().__init__()
        self._kind, self._first = kind, 12 + 8 * place

    def __missing__(self, byte: int) -> int:
        found = 0
        for bit in range(8):
            if byte >> (7 - bit) & 1:
                found ^= _bit(self._kind, self._first + bit)
        self[byte] = found
        return found


@cache
def _parts(kind: _Kind) -> tuple[_Part, ...]:
    return tuple(_Part(kind, place) for place in range(kind.room))


@cache
def _bit(kind: _Kind, n: int) -> int:
    """The picture of one set bit of the data, with the check symbols that follow from it."""
    places, symbol, value = _places(kind), n >> 3, 0x80 >> (n & 7)
    start = 0
    for _block, length in enumerate(kind.blocks):
        if symbol < start + length:
            break
        start += length
    rest = bytearray(kind.checks)
    for position in range(length):
        _step(rest, kind.checks, value if start + position == symbol else 0)
    found = _spread(places[symbol], value)
    block = _block
    total = sum(kind.blocks)
    for n_check, check in enumerate(rest):
        found ^= _spread(places[total + block * kind.checks + n_check], check)
    return found


def _spread(places: tuple[int, ...], value: int) -> int:
    return sum(place for bit, place in enumerate(places) if value >> (7 - bit) & 1)


@cache
def _zeros(kind: _Kind, length: int) -> int:
    """The picture of so many zero bytes: patterns, format, mask, the head of the data and what fills it up."""
    capacity = 8 * sum(kind.blocks)
    bits = f"0100{length:08b}" + "0" * (8 * length)
    bits += "0" * min(4, capacity - len(bits))
    bits += "0" * (-len(bits) % 8)
    bits += "".join("1110110000010001"[8 * (n % 2) : 8 * (n % 2) + 8] for n in range((capacity - len(bits)) // 8))
    image = _patterns(kind)
    for n, bit in enumerate(bits):
        if bit == "1":
            image ^= _bit(kind, n)
    return image


# ---- arithmetic in GF(256), x^8 + x^4 + x^3 + x^2 + 1 -----------------------------------------------------------


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a, b = (a << 1) ^ (0x11D if a & 0x80 else 0), b >> 1
    return product


@cache
def _generator(checks: int) -> tuple[int, ...]:
    """The coefficients below the leading one of (x - 1)(x - a)…(x - a^(checks-1))."""
    poly, root = [1], 1
    for _degree in range(checks):
        shifted = [*poly, 0]
        for n, factor in enumerate(poly, 1):
            shifted[n] ^= _times(factor, root)
        poly, root = shifted, _times(root, 2)
    return tuple(poly[1:])


@cache
def _multiples(checks: int, factor: int) -> tuple[int, ...]:
    return tuple(_times(g, factor) for g in _generator(checks))


def _step(rest: bytearray, checks: int, symbol: int) -> None:
    """Divide on by one symbol."""
    factor = rest[0] ^ symbol
    del rest[0]
    rest.append(0)
    if factor:
        for n, g in enumerate(_multiples(checks, factor)):
            rest[n] ^= g


# ---- where things stand -----------------------------------------------------------------------------------------


def _at(kind: _Kind, row: int, column: int) -> int:
    width = _padded(kind.side)
    return 1 << ((kind.side - 1 - row) * width + width - 1 - column)


@cache
def _fixed(kind: _Kind) -> dict[tuple[int, int], int]:
    """The modules that carry no data, dark or light: (row, column) -> 1 or 0."""
    side = kind.side
    found: dict[tuple[int, int], int] = {}
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):  # finders with their light border
        for r in range(-1, 8):
            for c in range(-1, 8):
                if 0 <= top + r < side and 0 <= left + c < side:
                    ring = max(abs(r - 3), abs(c - 3))
                    found[top + r, left + c] = int(ring not in (2, 4))
    for n in range(8, side - 8):  # timing
        found[6, n] = found[n, 6] = 1 - n % 2
    last = kind.centres[-1]
    for row in kind.centres:
        for column in kind.centres:
            if (row, column) in ((6, 6), (6, last), (last, 6)):
                continue
            for r in range(-2, 3):
                for c in range(-2, 3):
                    found[row + r, column + c] = int(max(abs(r), abs(c)) != 1)
    _information(kind, found)
    return found


def _information(kind: _Kind, found: dict[tuple[int, int], int]) -> None:
    """Level and mask twice, and from version 7 the version twice."""
    side = kind.side
    bits = _checked(0b00 << 3 | _MASK, 10, 0x537) ^ 0x5412
    for n in range(15):
        bit = bits >> n & 1
        first = (8, side - 1 - n) if n < 8 else (side - 15 + n, 8)
        if n < 6:
            second = (n, 8)
        elif n < 8:
            second = (n + 1, 8)
        else:
            second = (8, 7) if n == 8 else (8, 14 - n)
        found[first] = found[second] = bit
    found[side - 8, 8] = 1
    if kind.version >= 7:
        bits = _checked(kind.version, 12, 0x1F25)
        for n in range(18):
            found[side - 11 + n % 3, n // 3] = found[n // 3, side - 11 + n % 3] = bits >> n & 1


def _checked(value: int, degree: int, generator: int) -> int:
    """The value with its BCH check bits."""
    rest = value << degree
    for shift in range(rest.bit_length() - 1, degree - 1, -1):
        if rest >> shift & 1:
            rest ^= generator << (shift - degree)
    return value << degree | rest


@cache
def _patterns(kind: _Kind) -> int:
    """The modules without data, and the mask over all others: every third column is turned over."""
    fixed = _fixed(kind)
    image = 0
    for row in range(kind.side):
        for column in range(kind.side):
            if fixed.get((row, column), int(column % 3 == 0)):
                image |= _at(kind, row, column)
    return image


@cache
def _places(kind: _Kind) -> tuple[tuple[int, ...], ...]:
    """Where the eight bits of each symbol stand: data symbols in order of the text, then check symbols by block."""
    side, fixed = kind.side, _fixed(kind)
    path = []
    upward, column = True, side - 1
    while column > 0:
        if column == 6:
            column -= 1
        for n in range(side):
            row = side - 1 - n if upward else n
            path += [_at(kind, row, c) for c in (column, column - 1) if (row, c) not in fixed]
        upward, column = not upward, column - 2
    order = _interleaved(kind)
    found: list[tuple[int, ...]] = [()] * len(order)
    for n, symbol in enumerate(order):
        found[symbol] = tuple(path[8 * n : 8 * n + 8])
    return tuple(found)


def _interleaved(kind: _Kind) -> list[int]:
    """The symbols in the order of their writing: first of each block, second of each block, and so on."""
    starts = [sum(kind.blocks[:n]) for n in range(len(kind.blocks))]
    order = [
        start + n
        for n in range(max(kind.blocks))
        for start, length in zip(starts, kind.blocks, strict=True)
        if n < length
    ]
    total = sum(kind.blocks)
    return order + [total + b * kind.checks + n for n in range(kind.checks) for b in range(len(kind.blocks))]
