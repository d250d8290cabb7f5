"""Where the type systems of files lie: beside them or in a folder above, under the usual names."""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from annotator.formats.cas_types import Types, types_in_xml
from annotator.formats.sources import Source, Surroundings

TYPE_SYSTEM = "TypeSystem.xml"
_OF = (".xmi", ".tsv")


def claims_type_system(file: str, files: Collection[str]) -> Collection[str]:
    """The type systems beside a file and above it."""
    if posixpath.splitext(file)[1].lower() not in _OF:
        return ()
    known = _by_folder(frozenset(files))
    return [one for folder in _folders_of(file) for one in known.get(folder, ())]


def types_for(source: Source) -> Types:
    """The types of the nearest type system; none where there is none. Raises Unreadable."""
    known = _around(source.around)
    for folder in _folders_of(source.file):
        # What lies beside a file that was named by itself is found by its name alone.
        usual = posixpath.join(folder, TYPE_SYSTEM)
        for file in (usual, *known.get(folder, ())):
            if source.around.find(file) is not None:
                return _types_in(source.around, file)
    return Types()


@lru_cache(maxsize=8)
def _types_in(around: Surroundings, file: str) -> Types:
    source = around.find(file)
    return Types() if source is None else types_in_xml(source.whole())


@lru_cache(maxsize=4)
def _around(around: Surroundings) -> Mapping[str, Sequence[str]]:
    return _by_folder(frozenset(around.files))


@lru_cache(maxsize=4)
def _by_folder(files: frozenset[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files):
        if _is_type_system(file):
            found[posixpath.dirname(file)].append(file)
    return found


def _folders_of(file: str) -> list[str]:
    """The folders the file is in, the nearest first."""
    folders = [posixpath.dirname(file)]
    while folders[-1].strip("/"):
        folders.append(posixpath.dirname(folders[-1]))
    return folders


def _is_type_system(file: str) -> bool:
    name = posixpath.basename(file).lower()
    return name.endswith(".xml") and "typesystem" in name.replace("_", "").replace("-", "")
