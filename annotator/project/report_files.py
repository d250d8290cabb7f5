"""Names for the files of reports that every system takes, whatever annotators are called."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

import regex

_MOST_BYTES = 120
_UNSAFE = regex.compile(r"[^\p{L}\p{N}\p{M}_ .-]+")
_TAKEN_ON_WINDOWS = regex.compile(
    r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\..*)?", regex.IGNORECASE
)


def file_names(names: Iterable[str], suffix: str) -> Mapping[str, str]:
    """A file name for each of the names, no two the same on any system.

    What would not do is left out or written as `_`; then a piece of a hash tells the names apart.
    """
    stems = {name: _stem(name) for name in names}
    taken = Counter(_as_systems_compare(stem) for stem in stems.values())
    return {
        name: (stem if stem == name and taken[_as_systems_compare(stem)] == 1 else _told_apart(stem, name))
        + suffix
        for name, stem in stems.items()
    }


def _stem(name: str) -> str:
    kept = _UNSAFE.sub("_", name).strip(" .")
    while len(kept.encode()) > _MOST_BYTES:
        kept = kept[:-1]
    return f"_{kept}" if _TAKEN_ON_WINDOWS.fullmatch(kept) or not kept else kept


def _told_apart(stem: str, name: str) -> str:
    return f"{stem}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _as_systems_compare(stem: str) -> str:
    """Some systems take names for the same that differ in case or in how accents are coded alone."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", stem).casefold())
