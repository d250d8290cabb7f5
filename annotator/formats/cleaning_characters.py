"""Edits of single characters: line ends the view cannot draw, control characters, mojibake."""

import re
from collections.abc import Iterator

from annotator.formats.cleaning_edits import Edit

LINE_BREAK = "line_break"
CONTROL_CHARACTER = "control_character"
MOJIBAKE = "mojibake"

# Vertical tab, form feed, NEL and the Unicode separators end a line in some views and vanish in others.
_ODD = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]|[\x00-\x08\x0e-\x1f\x7f]")
_BREAKS = frozenset("\r\x0b\x0c\x85\u2028\u2029")
_ODD_ASCII = bytes(set(range(0x20)) - set(b"\t\n")) + b"\x7f"
_LINE = re.compile("[^\r\n\u2028\u2029]+")

# UTF-8 that was read as Windows-1252 or Latin-1, seen in the bytes of the UTF-8 it became: a character that
# looks like the first byte of two, three or four, and as many that look like the others. Cheap, and right
# often enough to ask ftfy only where there is something to ask.
_OTHER = (
    rb"(?:\xc2[\x80-\xbf]|\xe2(?:\x80[\x93\x94\x98-\x9a\x9c-\x9e\xa0-\xa2\xa6\xb0\xb9\xba]|\x82\xac|\x84\xa2)"
    rb"|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c])"
)
# French “été »”, with its no-break space, would look like that and is not.
_LATIN = re.compile(
    rb"\xc3(?:[\x82-\x9f]%b|[\xa0-\xaf](?!\xc2\xa0\xc2\xbb)%b{2}|[\xb0-\xb4]%b{3}|[\x82\x83] )"
    % (_OTHER, _OTHER, _OTHER)
)
_C1 = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
# The same for UTF-8 that was read as Windows-1251 (with “вЂ” for curly quotes) or as Mac Roman.
_CYRILLIC = re.compile("[РС][Ђ-ЏЎІҐЁЄЇђ-џўіґёєї\xa0-\xbf‚-„†-‡‘-”•–—…€‰‹›№™][РС]")
_MAC_ROMAN = re.compile("√[\xa1-\xbf∂†≠®™´≤≥¥µøºª]")


def character_edits(text: str, utf8: bytes, *, mojibake: bool) -> list[Edit]:
    """What makes every line end a line feed, takes control characters out and, if asked, repairs mojibake."""
    repairs = list(_repairs(text)) if mojibake and _is_suspect(text, utf8) else []
    if not _has_odd(text, utf8):
        return repairs
    edits = [_odd_edit(match) for match in _ODD.finditer(text)]
    if not repairs:
        return edits
    repaired = {offset for repair in repairs for offset in range(repair.start, repair.end)}
    return sorted([*repairs, *(edit for edit in edits if edit.start not in repaired)])


def _has_odd(text: str, utf8: bytes) -> bool:
    if len(utf8) != len(utf8.translate(None, _ODD_ASCII)):
        return True
    return "\x85" in text or "\u2028" in text or "\u2029" in text


def _odd_edit(match: re.Match[str]) -> Edit:
    found, start = match[0], match.start()
    if found == "\r\n":
        return Edit(start, start + 1, "", LINE_BREAK)
    if found in _BREAKS:
        return Edit(start, start + 1, "\n", LINE_BREAK)
    return Edit(start, start + 1, "", CONTROL_CHARACTER)


def _is_suspect(text: str, utf8: bytes) -> bool:
    if text.isascii():
        return False
    return (
        _LATIN.search(utf8) is not None
        or _C1.search(utf8) is not None
        or ("Р" in text and _CYRILLIC.search(text) is not None)
        or ("Ђ" in text and "вЂ" in text)
        or ("‚" in text and "‚Ä" in text)
        or ("√" in text and _MAC_ROMAN.search(text) is not None)
    )


def _repairs(text: str) -> Iterator[Edit]:
    # Loaded only for text that looks broken.
    from ftfy import fix_encoding

    for line in _LINE.finditer(text):
        broken = line.group()
        if not broken.isascii() and _is_suspect(broken, broken.encode()):
            yield from _differences(broken, fix_encoding(broken), line.start())


_PLAIN = re.compile("[\x00-\x7f]+")
_RUN = re.compile("[^\x00-\x7f]+")


def _differences(broken: str, repaired: str, offset: int) -> Iterator[Edit]:
    """The pieces that changed. ASCII is never part of mojibake, so it shows which piece became which."""
    if _RUN.sub("é", broken) == _RUN.sub("é", repaired):
        runs = zip(_RUN.finditer(broken), _RUN.finditer(repaired), strict=True)
        pieces = [(was.start(), was.end(), now.group()) for was, now in runs]
    else:
        pieces = [(*_changed_middle(broken, repaired),)]
    for start, end, now in pieces:
        if broken[start:end] != now:
            yield Edit(start + offset, end + offset, _ODD.sub(_plain_line_end, now), MOJIBAKE)


def _changed_middle(broken: str, repaired: str) -> tuple[int, int, str]:
    """Where ASCII changed too, as where a space had been half a character: all between what is the same."""
    head = next((i for i, (a, b) in enumerate(zip(broken, repaired, strict=False)) if a != b), 0)
    most = min(len(broken), len(repaired)) - head
    tail = next((i for i in range(most) if broken[-1 - i] != repaired[-1 - i]), most)
    return head, len(broken) - tail, repaired[head : len(repaired) - tail]


def _plain_line_end(match: re.Match[str]) -> str:
    return "\n" if match.group() in _BREAKS or match.group() == "\r\n" else ""
