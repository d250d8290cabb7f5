"""What is said of formats is true of their readers and writers."""

import pytest

from annotator.formats.all_formats import FORMATS
from annotator.formats.detection import SUFFIXES
from annotator.formats.format import Format
from annotator.formats.other_tools import TOOLS
from annotator.formats.writer import FolderWriter
from annotator.formats.writing import WRITERS


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_a_format_is_read_and_written_as_it_is_listed(format_: Format) -> None:
    assert format_.reads == (format_.name in TOOLS or format_.name in SUFFIXES)
    assert format_.writes == (format_.name in WRITERS)
    assert format_.reads or format_.writes
    assert format_.holds.endswith(".")
    assert format_.cannot_hold.endswith(".")
    writer = WRITERS.get(format_.name)
    assert format_.is_folder == isinstance(writer, FolderWriter)


def test_every_reader_and_writer_is_listed_once() -> None:
    names = [format_.name for format_ in FORMATS]
    assert len(set(names)) == len(names)
    assert {*TOOLS, *WRITERS, *SUFFIXES} == set(names)
