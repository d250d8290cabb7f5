"""Lines that name the date, the source or the author of an article: empty ones, and ones that say it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.formats.dates import iso_date

EMPTY_METADATA = "empty_metadata"
METADATA_LINE = "metadata_line"
LONGEST_METADATA = 120
_LONGEST_DATE = 50
_DIGIT = re.compile(r"\d")

_PUBLISHED = (
    r"(?:first\s+)?published(?:\s+(?:on|in|at|by))?|posted(?:\s+(?:on|in|at|by))?|issued\s+on|(?:publication|publish)\s+date|"
    r"date(?:\s+published|\s+of\s+publication)?|publiée?(?:\s+(?:le|dans|par|à))?|date\s+de\s+publication|"
    r"veröffentlicht(?:\s+am)?|erstellt(?:\s+am)?|datum|publicad[oa](?:\s+(?:el|en|por))?|fecha(?:\s+de\s+publicación)?|"
    r"نُ?شرت?(?:\s+(?:في|بتاريخ))?|تم\s+النشر(?:\s+(?:في|بتاريخ))?|تاريخ(?:\s+النشر)?"
)
_UPDATED = (
    r"last\s+(?:updated?|modified|changed)(?:\s+(?:on|at))?|updated?(?:\s+(?:on|at))?|modified(?:\s+(?:on|at))?|"
    r"mise?\s+à\s+jour(?:\s+le)?|modifié(?:\s+le)?|dernière\s+(?:mise\s+à\s+jour|modification)|"
    r"(?:zuletzt\s+)?(?:aktualisiert|geändert)(?:\s+am)?|stand|letzte\s+(?:aktualisierung|änderung)|"
    r"actualizad[oa](?:\s+el)?|última\s+(?:actualización|modificación)|"
    r"[آا]خر\s+(?:تحديث|تعديل)|تم\s+التحديث(?:\s+في)?|تحديث"
)
_SOURCE = r"sources?|quellen?|fuentes?|المصدر"
_AUTHOR = r"authors?|(?:written\s+)?by|auteurs?|par|autor(?:in)?|von|por|بقلم|الكاتب|كتب"
_OTHERS = (
    r"tags?|categor(?:y|ies)|filed\s+under|topics?|keywords?|section|location|reading\s+time|views|comments|"
    r"(?:photo|image|picture)(?:\s+credit)?|mots[\s-]clés|catégories?|rubrique|schlagw(?:ort|orte|örter)|kategorien?|"
    r"ressort|etiquetas|categorías?|sección|الكلمات\s+المفتاحية|كلمات\s+(?:مفتاحية|دلالية)|التصنيف|الوسوم"
)
_COLON = r"\s*[:：]\s*"
_GAP = " \t\xa0\u200e\u200f|•·–—-,،"

_EMPTY = re.compile(
    rf"(?:(?:{'|'.join((_PUBLISHED, _UPDATED, _SOURCE, _AUTHOR, _OTHERS))}){_COLON}[|•·–—-]*\s*)+"
)
_DATE_LABEL = re.compile(rf"(?<!\w)(?:(?P<published>{_PUBLISHED})|(?:{_UPDATED}))(?!\w)\s*[:：]?")
_NAME = r"(?P<name>[^.:;!?…\"“”«»\d\n]{2,60})"
_NAMED = (
    ("source", re.compile(rf"(?:{_SOURCE}){_COLON}{_NAME}", re.IGNORECASE)),
    ("author", re.compile(rf"(?:{_AUTHOR}){_COLON}{_NAME}", re.IGNORECASE)),
)
_MOST_WORDS_OF_A_NAME = 6


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a line beside the article says of it: its `published`, `source` or `author`, or nothing."""

    rule: str
    fields: Mapping[str, str]


def metadata_of(line: str) -> Metadata | None:
    """What a line of at most `LONGEST_METADATA` says; None for a line of the article."""
    lower = line.lower().strip(_GAP)
    if ":" in lower or "：" in lower:
        if _EMPTY.fullmatch(lower):
            return Metadata(EMPTY_METADATA, {})
        for field, pattern in _NAMED:
            match = pattern.fullmatch(line.strip(_GAP))
            if match and len(match["name"].split()) <= _MOST_WORDS_OF_A_NAME:
                return Metadata(METADATA_LINE, {field: match["name"].strip()})
    return _dates_of(lower) if _DATE_LABEL.match(lower) else None


def bare_date(line: str) -> Metadata | None:
    """What a line says that is a date and nothing else."""
    if len(line) > _LONGEST_DATE or _DIGIT.search(line) is None:
        return None
    found = iso_date(line.strip(_GAP))
    return Metadata(METADATA_LINE, {"published": found}) if found else None


def _dates_of(line: str) -> Metadata | None:
    """The date of publishing, if the line is labels of dates and dates, and nothing else."""
    labels = list(_DATE_LABEL.finditer(line))
    ends = [label.start() for label in labels[1:]] + [len(line)]
    values = [line[label.end() : end].strip(_GAP) for label, end in zip(labels, ends, strict=True)]
    # Names of zones are known in capitals only.
    dates = [iso_date(value.upper()) for value in values if value]
    if not dates or None in dates:
        return None
    for label, value in zip(labels, values, strict=True):
        published = iso_date(value.upper()) if label["published"] else None
        if published:
            return Metadata(METADATA_LINE, {"published": published})
    return Metadata(METADATA_LINE, {})
