"""Every format there is: what it is called, what it can hold and what it cannot.

Nothing but words, so that lists of formats wait for no reader or writer.
"""

from annotator.formats.detection import SUFFIXES
from annotator.formats.format import Format

JSONL = Format(
    "jsonl",
    "JSON, one record a line: the program’s own export rows, or anybody’s records of articles",
    SUFFIXES["jsonl"],
    reads=True,
    writes=True,
    holds="Everything the program knows.",
    cannot_hold="Nothing in its own rows; annotations in other records stay in “meta” as they are.",
)
JSON = Format(
    "json",
    "JSON: a list of records, an object with such a list, or one record",
    SUFFIXES["json"],
    reads=True,
    writes=False,
    holds="The same as JSONL.",
    cannot_hold="The same as JSONL.",
)
TEXT = Format(
    "text",
    "Plain text, one article a file",
    SUFFIXES["text"],
    reads=True,
    writes=False,
    holds="Articles.",
    cannot_hold="Annotations; source, author and web address, unless the text names them.",
)
HTML = Format(
    "html",
    "Web pages, one article a page",
    SUFFIXES["html"],
    reads=True,
    writes=False,
    holds="Articles.",
    cannot_hold="Annotations; the way from an offset back to the page.",
)
CSV = Format(
    "csv",
    "A table with an article in each row, the first row naming the columns",
    SUFFIXES["csv"],
    reads=True,
    writes=False,
    holds="Articles, their fields and what else is in their rows.",
    cannot_hold="Annotations; kinds of values: what is not known stays in “meta” as text.",
)
TSV = Format(
    "tsv",
    "The same, divided by tabs",
    SUFFIXES["tsv"],
    reads=True,
    writes=False,
    holds="The same as CSV.",
    cannot_hold="The same as CSV.",
)
ZIP = Format(
    "zip",
    "An archive of files in any of these formats",
    SUFFIXES["zip"],
    reads=True,
    writes=False,
    holds="What the formats of its files hold.",
    cannot_hold="What the formats of its files cannot hold.",
)
SOFT_LABELS = Format(
    "soft-labels",
    "Soft labels: for each mention and judgement everybody’s answers and their shares, one a line",
    (".jsonl",),
    reads=False,
    writes=True,
    holds="What several people answered, side by side, with their shares and ties.",
    cannot_hold="Work that is not done; models’ work; which mentions are one entity; intensities, notes.",
    is_of_people=True,
)
LEWIDI = Format(
    "lewidi",
    "LeWiDi: the same for judgements, in the JSON of the shared tasks on learning with disagreements",
    (".json",),
    reads=False,
    writes=True,
    holds="What several people answered about texts, and its soft label.",
    cannot_hold="Mentions, and what soft labels cannot hold.",
    is_of_people=True,
)
PRODIGY = Format(
    "prodigy",
    "Prodigy: tasks with tokens, spans, relations and how they were answered, one a line",
    (".jsonl", ".json"),
    reads=True,
    writes=True,
    holds="Mentions, relations of two mentions, categories and choices, rejected and ignored tasks.",
    cannot_hold=(
        "Gaps in mentions, which mentions are one entity, evidence and what else stands beside a label, "
        "holders and targets that are not in the text, work that is not done."
    ),
)
DOCCANO = Format(
    "doccano",
    "doccano: spans, relations and labels of texts, one text a line; offsets count UTF-16 units",
    (".jsonl", ".json"),
    reads=True,
    writes=True,
    holds="Mentions, relations of two mentions, a label of the whole text, comments.",
    cannot_hold=(
        "Gaps in mentions, which mentions are one entity, evidence and what else stands beside a label, "
        "holders and targets that are not in the text, whether the work is done."
    ),
)
SPACY_JSONL = Format(
    "spacy-jsonl",
    "Texts with entities as lists of start, end and label, as they are written by hand for spaCy",
    (".jsonl", ".json"),
    reads=True,
    writes=False,
    holds="Mentions.",
    cannot_hold="Everything else.",
)
GATE_JSON = Format(
    "gate-json",
    "GATE: texts with entities by kind, in JSON",
    (".json", ".jsonl"),
    reads=True,
    writes=False,
    holds="Mentions and their features.",
    cannot_hold="Which mentions are one entity, stances, who annotated.",
)

FORMATS = (
    JSONL,
    JSON,
    TEXT,
    HTML,
    CSV,
    TSV,
    ZIP,
    PRODIGY,
    DOCCANO,
    SPACY_JSONL,
    GATE_JSON,
    SOFT_LABELS,
    LEWIDI,
)
"""In the order in which they are listed."""
