"""Reading directed sentiment: a sentence with two entities in brackets, and who feels what toward whom."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.annotation import Ref, RefKind
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.scheme import About
from annotator.domain.tokens import Offsets
from annotator.formats.all_formats import DIRECTED_SENTIMENT
from annotator.formats.encoding import peek
from annotator.formats.found_annotations import (
    FoundAnnotation,
    FoundArticle,
    FoundJudgement,
    FoundMention,
    FoundSpan,
    lost,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.sentence_records import (
    gathered,
    label_named,
    one_sentence,
    task_named,
    whole_text,
)
from annotator.formats.sources import Source
from annotator.formats.tab_rows import TAB, first_rows, table_rows

TASK = "sentiment"
ENTITY_LABEL = "ENTITY"
"""Such files do not say what the two are."""
_LABELS: Mapping[str, tuple[str, bool]] = {
    "0": ("neutral", True),
    "1": ("positive", True),
    "2": ("positive", False),
    "3": ("negative", True),
    "4": ("negative", False),
}
"""What a number says, and whether the first of the two says it of the second."""
_CELLS = 4
_WHOLE_NUMBER = re.compile(r"([0-4])(?:\.0)?")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row without brackets: where the two entities stand in the text, and the number."""

    number: int
    text: str
    first: Offsets
    second: Offsets
    code: str


def recognises(source: Source) -> bool:
    """Whether most of the first rows are a sentence, its two bracketed entities, and a number from 0 to 4."""
    beginning = peek(source.head())
    rows = first_rows(source) if TAB in beginning and "[" in beginning else ()
    fitting = sum(_has_shape(row) for row in rows)
    return fitting > 0 and fitting * 2 >= len(rows)


def _has_shape(row: Sequence[str]) -> bool:
    return not isinstance(_parsed(1, row), str)


def read_directed_sentiment(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """An article for each sentence, with an answer for each row that holds it."""
    task = task_named(TASK, About.PAIR, options.scheme)
    labels = {code: label_named(label, task, options.scheme) for code, (label, _) in _LABELS.items()}
    for group in gathered(_rows(source, options), _text_of):
        rows = [row for row in group if isinstance(row, _Row)]
        yield from (one for one in group if isinstance(one, BadInput))
        if rows:
            yield _article(source.file, rows, task, labels)


def _text_of(row: _Row | BadInput) -> str:
    return row.text if isinstance(row, _Row) else ""


def _rows(source: Source, options: ReadOptions) -> Iterator[_Row | BadInput]:
    for number, cells in table_rows(source, options):
        row = cells if isinstance(cells, str) else _parsed(number, cells)
        if isinstance(row, _Row):
            yield row
        elif number > 1 or isinstance(cells, str) or not _is_header(cells):
            yield BadInput(file=source.file, where=f"row {number}", reason=row)


def _is_header(cells: Sequence[str]) -> bool:
    return len(cells) == _CELLS and "[" not in cells[0] and not cells[3].strip().isdecimal()


def _parsed(number: int, cells: Sequence[str]) -> _Row | str:
    """The row, or why it is none."""
    if len(cells) != _CELLS:
        return f"It has {len(cells)} cells; a row is a sentence, two entities and a number."
    sentence, first, second, code = cells
    match = _WHOLE_NUMBER.fullmatch(code.strip())
    if match is None:
        return f"Its last cell is “{code[:20]}” and not a number from 0 to 4."
    if not first or not second:
        return "One of its entities has no name."
    start = sentence.find(f"[{first}]")
    after = start + len(first) + len("[]")
    other = sentence.find(f"[{second}]", after) if start >= 0 else -1
    if other < 0:
        return f"“[{first[:40]}]” and then “[{second[:40]}]” do not stand in the sentence."
    between = sentence[after:other]
    text = f"{sentence[:start]}{first}{between}{second}{sentence[other + len(second) + len('[]') :]}"
    place = other - len("[]")
    return _Row(number, text, (start, start + len(first)), (place, place + len(second)), match[1])


def _article(file: str, rows: Sequence[_Row], task: str, labels: Mapping[str, str]) -> FoundArticle:
    text = rows[0].text
    mentions: dict[Offsets, FoundMention] = {}
    judgements: dict[tuple[str, str, str], FoundJudgement] = {}
    losses: list[Loss] = []
    for row in rows:
        refs = [_mentioned(mentions, text, place) for place in (row.first, row.second)]
        holder, target = refs if _LABELS[row.code][1] else refs[::-1]
        key = str(holder.id), labels[row.code], str(target.id)
        if key in judgements:
            losses.append(lost(f"row {row.number}", "an earlier one says the same"))
            continue
        judgements[key] = FoundJudgement(
            f"j{len(judgements) + 1}", task, labels[row.code], holder, target, anchor=whole_text(text)
        )
    annotation = FoundAnnotation(mentions=tuple(mentions.values()), judgements=tuple(judgements.values()))
    where = f"row {rows[0].number}"
    return FoundArticle(
        file,
        where,
        text,
        (annotation,),
        segments=one_sentence(text),
        losses=tuple(losses),
        file_countings=(),
    )


def _mentioned(mentions: dict[Offsets, FoundMention], text: str, place: Offsets) -> Ref:
    """The mention at the place, made if there is none."""
    mention = mentions.setdefault(
        place, FoundMention(f"m{len(mentions) + 1}", FoundSpan((place,), text[slice(*place)]), ENTITY_LABEL)
    )
    return Ref(kind=RefKind.MENTION, id=mention.id)


DIRECTED_SENTIMENT_READER = FileReader(DIRECTED_SENTIMENT, recognises, read_directed_sentiment)
