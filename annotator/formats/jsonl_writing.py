"""Writing export rows, one a line: all that the program knows."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annotator.formats.all_formats import JSONL
from annotator.formats.export_row import row_line
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written


def write_jsonl(stream: BinaryIO, said: Iterable[Said], _options: WriteOptions) -> Iterator[Written]:
    """Export rows, one a line; nothing is lost."""
    for article, annotation in said:
        stream.write(row_line(article, annotation))
        yield Written()


JSONL_WRITER = FileWriter(JSONL, write_jsonl)
