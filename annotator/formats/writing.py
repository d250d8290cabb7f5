"""The formats that can be written, by name: one module each, listed here."""

from collections.abc import Mapping

from annotator.formats.brat_writing import BRAT_WRITER
from annotator.formats.conll_writing import CONLL_WRITER
from annotator.formats.csv_writing import CSV_WRITER
from annotator.formats.doccano_writing import DOCCANO_WRITER
from annotator.formats.gliner import GLINER_WRITER
from annotator.formats.hf_tokens import HF_TOKENS_WRITER
from annotator.formats.jsonl_writing import JSONL_WRITER
from annotator.formats.label_studio_writing import LABEL_STUDIO_WRITER
from annotator.formats.lewidi import LEWIDI_WRITER
from annotator.formats.newsmtsc_writing import NEWSMTSC_WRITER
from annotator.formats.prodigy_writing import PRODIGY_WRITER
from annotator.formats.seesaw_writing import SEESAW_WRITER
from annotator.formats.soft_labels import SOFT_LABELS_WRITER
from annotator.formats.spacy_docbin import SPACY_WRITER
from annotator.formats.spans import SPANS_WRITER
from annotator.formats.stance_pairs import STANCE_PAIRS_WRITER
from annotator.formats.uima import CAS_JSON_WRITER, XMI_WRITER
from annotator.formats.webanno_writing import WEBANNO_WRITER
from annotator.formats.writer import Writer

_ALL: tuple[Writer, ...] = (
    JSONL_WRITER,
    CSV_WRITER,
    DOCCANO_WRITER,
    LABEL_STUDIO_WRITER,
    PRODIGY_WRITER,
    SPACY_WRITER,
    BRAT_WRITER,
    CONLL_WRITER,
    WEBANNO_WRITER,
    XMI_WRITER,
    CAS_JSON_WRITER,
    HF_TOKENS_WRITER,
    GLINER_WRITER,
    SPANS_WRITER,
    NEWSMTSC_WRITER,
    SEESAW_WRITER,
    STANCE_PAIRS_WRITER,
    SOFT_LABELS_WRITER,
    LEWIDI_WRITER,
)

WRITERS: Mapping[str, Writer] = {writer.format.name: writer for writer in _ALL}
