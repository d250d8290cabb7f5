"""How many values a MessagePack holds, found without making any of them."""

_SIZES = dict(zip(range(0xCA, 0xD9), (4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3, 5, 9, 17), strict=True))
"""Bytes of what has a fixed size, by its first byte."""
_LENGTHS = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xC7: 1, 0xC8: 2, 0xC9: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
"""Bytes of the length of bytes, texts and extensions."""
_EXTENSIONS = frozenset((0xC7, 0xC8, 0xC9))
_ITEMS = {0xDC: (2, 1), 0xDD: (4, 1), 0xDE: (2, 2), 0xDF: (4, 2)}
"""Bytes of the number of items of lists and maps, and how many values an item is."""


def has_more_values(data: bytes, most: int) -> bool:
    """Whether it holds, or says it holds, more than so many values; what breaks off is counted so far."""
    place, counted, waiting, end = 0, 0, 1, len(data)
    while waiting and place < end:
        first = data[place]
        place += 1
        waiting -= 1
        counted += 1
        if first in _LENGTHS:
            size = _LENGTHS[first]
            place += size + int.from_bytes(data[place : place + size], "big") + (first in _EXTENSIONS)
        elif first in _ITEMS:
            size, values = _ITEMS[first]
            waiting += values * int.from_bytes(data[place : place + size], "big")
            place += size
        elif first in _SIZES:
            place += _SIZES[first]
        elif 0x80 <= first <= 0x8F:
            waiting += 2 * (first & 0x0F)
        elif 0x90 <= first <= 0x9F:
            waiting += first & 0x0F
        elif 0xA0 <= first <= 0xBF:
            place += first & 0x1F
        if counted + waiting > most:
            return True
    return False
