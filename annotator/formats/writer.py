"""What writes a format: from annotations, article by article, to one file or a folder of files."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Protocol

from annotator.domain.scheme import Scheme
from annotator.formats.format import Format
from annotator.formats.written import Said, Written


class Tagging(StrEnum):
    """How tokens are tagged: begin and inside, or also the end of several and single ones."""

    BIO = "bio"
    BIOES = "bioes"


class Context(StrEnum):
    """How much of the article goes with a stance: its sentences, three on each side as well, or all."""

    SENTENCE = "sentence"
    NEIGHBOURS = "neighbours"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Everything a writer may be told beside what to write."""

    scheme: Scheme
    tagging: Tagging = Tagging.BIO
    context: Context = Context.SENTENCE
    part: str = "train"
    """Which part of a divided data set is written: train, dev or test."""


class Folder(Protocol):
    """Where files are put, once each, by names that may have folders in them."""

    def put(self, name: str, content: bytes) -> None: ...


@dataclass(frozen=True)
class FileWriter:
    """Writes one file; takes articles with annotations, by article, and yields as the file grows."""

    format: Format
    write: Callable[[BinaryIO, Iterable[Said], WriteOptions], Iterator[Written]]


@dataclass(frozen=True)
class FolderWriter:
    """Writes many files, and yields as their number grows."""

    format: Format
    write: Callable[[Folder, Iterable[Said], WriteOptions], Iterator[Written]]


Writer = FileWriter | FolderWriter
