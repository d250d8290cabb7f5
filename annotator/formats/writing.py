"""The formats that can be written, by name: one module each, listed here."""

from collections.abc import Mapping

from annotator.formats.doccano_writing import DOCCANO_WRITER
from annotator.formats.jsonl_writing import JSONL_WRITER
from annotator.formats.lewidi import LEWIDI_WRITER
from annotator.formats.prodigy_writing import PRODIGY_WRITER
from annotator.formats.soft_labels import SOFT_LABELS_WRITER
from annotator.formats.writer import Writer

_ALL: tuple[Writer, ...] = (
    JSONL_WRITER,
    DOCCANO_WRITER,
    PRODIGY_WRITER,
    SOFT_LABELS_WRITER,
    LEWIDI_WRITER,
)

WRITERS: Mapping[str, Writer] = {writer.format.name: writer for writer in _ALL}
