"""The formats of other tools and data sets that can be read: one module each, listed here."""

from collections.abc import Collection, Mapping

from annotator.formats.brat import BRAT_READER
from annotator.formats.conll import CONLL_READER
from annotator.formats.directed_sentiment import DIRECTED_SENTIMENT_READER
from annotator.formats.doccano import DOCCANO_READER
from annotator.formats.gate_json import GATE_JSON_READER
from annotator.formats.inception_project import INCEPTION_READER
from annotator.formats.label_studio import LABEL_STUDIO_READER
from annotator.formats.lewidi_reading import LEWIDI_READER
from annotator.formats.newsmtsc import NEWSMTSC_READER
from annotator.formats.potato import POTATO_READER
from annotator.formats.prodigy import PRODIGY_READER
from annotator.formats.reader import FileReader, RecordReader
from annotator.formats.seesaw import SEESAW_READER
from annotator.formats.semeval2016 import SEMEVAL_2016_READER
from annotator.formats.semeval2022 import SEMEVAL_2022_READER
from annotator.formats.spacy_docbin import SPACY_READER
from annotator.formats.spacy_jsonl import SPACY_JSONL_READER
from annotator.formats.spacy_pairs import SPACY_PAIRS_READER
from annotator.formats.uima import CAS_JSON_READER, XMI_READER
from annotator.formats.webanno_tsv import WEBANNO_READER

# The first that recognises a file takes it, so that the more particular shapes come first.
RECORD_READERS: tuple[RecordReader, ...] = (
    LABEL_STUDIO_READER,
    LEWIDI_READER,
    PRODIGY_READER,
    DOCCANO_READER,
    NEWSMTSC_READER,
    SEMEVAL_2022_READER,
    SPACY_JSONL_READER,
    GATE_JSON_READER,
)
FILE_READERS: tuple[FileReader, ...] = (
    INCEPTION_READER,
    WEBANNO_READER,
    XMI_READER,
    CAS_JSON_READER,
    SEESAW_READER,
    POTATO_READER,
    SPACY_PAIRS_READER,
    SPACY_READER,
    DIRECTED_SENTIMENT_READER,
    SEMEVAL_2016_READER,
    BRAT_READER,
    CONLL_READER,
)

_ALL: tuple[RecordReader | FileReader, ...] = (*RECORD_READERS, *FILE_READERS)
TOOLS: Mapping[str, RecordReader | FileReader] = {reader.format.name: reader for reader in _ALL}


def claimed(files: Collection[str]) -> frozenset[str]:
    """Those of the files read together that belong to another one of them, by their names."""
    together = frozenset(files)
    return frozenset(
        belonging
        for reader in FILE_READERS
        for file in together
        for belonging in reader.claims(file, together)
    )
