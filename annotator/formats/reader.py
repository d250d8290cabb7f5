"""What reads a format of another tool, and how files in it are recognised."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from annotator.domain.bad_input import BadInput
from annotator.formats.format import Format
from annotator.formats.found_annotations import FoundArticle
from annotator.formats.read_options import ReadOptions
from annotator.formats.records import FoundRecord
from annotator.formats.sources import Source


@dataclass(frozen=True)
class RecordReader:
    """Reads the records of JSON or JSON Lines as one tool writes them.

    A file is taken for the tool's if `recognises` one of its first records; `read` then gets all of them,
    and what is no record at all is refused before.
    """

    format: Format
    recognises: Callable[[Mapping[str, JsonValue]], bool]
    read: Callable[[Iterator[FoundRecord], ReadOptions], Iterator[FoundArticle | BadInput]]


def _claims_nothing(_file: str, _files: Collection[str]) -> Collection[str]:
    return ()


@dataclass(frozen=True)
class FileReader:
    """Reads whole files as one tool writes them, with the files beside them that belong to them.

    `claims` tells by a file's name alone which of the files read together with it it takes along, so that
    these are not read as articles of their own.
    """

    format: Format
    recognises: Callable[[Source], bool]
    read: Callable[[Source, ReadOptions], Iterator[FoundArticle | BadInput]]
    claims: Callable[[str, Collection[str]], Collection[str]] = _claims_nothing
