"""Drawings of the invented sample: what a delegate might draw by hand and hand in with a letter.

Danger: a place that exists, drawn by accident.
Duty: the old quay of a harbour that is nowhere, with or without where observers would stand, as a PNG that tells who drew it.
Shape: black lines on white, from a few points each; drawn anew every time, the same to the byte.
"""

import zlib
from itertools import pairwise

WIDTH, HEIGHT = 360, 220
_COAST = ((0, 150), (70, 140), (110, 168), (180, 160), (250, 172), (300, 150), (359, 158))
_QUAY = ((168, 160), (168, 70), (196, 70), (196, 161))
_TANKER = ((212, 84), (262, 84), (272, 96), (262, 108), (212, 108), (212, 84))
_ROAD = ((182, 160), (182, 190), (120, 219))
_OBSERVERS = ((160, 64), (204, 64), (182, 182))
Point = tuple[int, int]


def quay(*, observers: bool, by: str) -> bytes:
    """The old quay, a tanker beside it and the road behind. `by`: who drew it, as a program notes it in the file."""
    page = [bytearray(b"\xff" * WIDTH) for _ in range(HEIGHT)]
    for line in (_COAST, _QUAY, _TANKER, _ROAD):
        for start, end in pairwise(line):
            _draw(page, start, end)
    for x, y in _OBSERVERS if observers else ():
        for dx in range(-6, 7, 12):
            _draw(page, (x + dx, y - 6), (x + dx, y + 6))
            _draw(page, (x - 6, y + dx), (x + 6, y + dx))
    return _png(page, by)


def _draw(page: list[bytearray], start: Point, end: Point) -> None:
    """A line two points wide."""
    (x0, y0), (x1, y1) = start, end
    steps = max(abs(x1 - x0), abs(y1 - y0), 1)
    for n in range(steps + 1):
        x, y = x0 + (x1 - x0) * n // steps, y0 + (y1 - y0) * n // steps
        for row in page[max(0, y) : y + 2]:
            row[max(0, x) : min(WIDTH, x + 2)] = bytes(min(WIDTH, x + 2) - max(0, x))


def _png(page: list[bytearray], by: str) -> bytes:
    head = WIDTH.to_bytes(4, "big") + HEIGHT.to_bytes(4, "big") + bytes((8, 0, 0, 0, 0))
    rows = zlib.compress(b"".join(b"\0" + bytes(row) for row in page), 9)
    told = b"Author\0" + by.encode("latin-1")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        for kind, body in ((b"IHDR", head), (b"tEXt", told), (b"IDAT", rows), (b"IEND", b""))
    )
