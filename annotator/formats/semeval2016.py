"""Reading SemEval-2016 task 6: tweets with the stance toward a topic, as decided or as each worker says."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE, AUTHOR, Ref, RefKind
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.scheme import About, Scheme
from annotator.formats.all_formats import SEMEVAL_2016
from annotator.formats.encoding import peek
from annotator.formats.found_annotations import (
    NOBODY_NAMED,
    FoundAnnotation,
    FoundArticle,
    FoundJudgement,
    lost,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.sentence_records import gathered, label_named, meta_of, one_sentence, task_named
from annotator.formats.sources import Source
from annotator.formats.tab_rows import TAB, first_rows, table_rows

TWEET, TARGET, STANCE, OPINION, SENTIMENT = "tweet", "target", "stance", "opiniontowards", "sentiment"
_ALWAYS = frozenset((TWEET, TARGET, STANCE))
_WORKERS = ("workerid", "worker")
_NAMES = re.compile(r"[^a-z0-9]")
_UNDECIDED = ("", "unknown", "?")
"""What stands for a stance in test data whose answers are kept back."""
_TASKS = {
    STANCE: ("stance", About.PAIR),
    OPINION: ("opinion_towards", About.PAIR),
    SENTIMENT: ("sentiment", About.ARTICLE),
}
_ANSWERS = {"1": "TARGET", "2": "OTHER", "3": "NO ONE"}
"""The answers about the opinion that some files write out as numbered sentences."""
_SENTIMENTS = {"pos": "POSITIVE", "neg": "NEGATIVE", "other": "NEITHER"}
_NUMBERED = re.compile(r"([123])\.\s")


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    tweet: str
    annotator: str
    target: str
    answers: Mapping[str, str]
    """By the column they stand in."""
    rest: Mapping[str, JsonValue]


def recognises(source: Source) -> bool:
    """Whether the first row names the columns of a tweet, its target and the stance."""
    beginning = peek(source.head()).lower()
    return all(name in beginning for name in _ALWAYS) and any(
        frozenset(map(_plain, row)) >= _ALWAYS for mark in (TAB, ",") for row in first_rows(source, mark)[:1]
    )


def _plain(name: str) -> str:
    return _NAMES.sub("", name.lower())


def read_semeval2016(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """An article for each tweet; each worker’s answers, or those that were decided, are an annotation."""
    for group in gathered(_rows(source, options), lambda row: row.tweet if isinstance(row, _Row) else ""):
        rows = [row for row in group if isinstance(row, _Row)]
        yield from (one for one in group if isinstance(one, BadInput))
        if rows:
            yield _article(source.file, rows, options.scheme)


def _rows(source: Source, options: ReadOptions) -> Iterator[_Row | BadInput]:
    header = next(iter(first_rows(source)), ())
    rows = table_rows(source, options, TAB if len(header) > 1 else ",")
    named = next(rows, (1, "It has no rows."))[1]
    columns = () if isinstance(named, str) else tuple(map(_plain, named))
    if not columns or not frozenset(columns) >= _ALWAYS or isinstance(named, str):
        reason = named if isinstance(named, str) else "Its first row does not name tweet, target and stance."
        yield BadInput(file=source.file, where="row 1", reason=reason)
        return
    titles = [name.removeprefix("\ufeff").strip() for name in named]
    for number, cells in rows:
        row = cells if isinstance(cells, str) else _row(number, cells, columns, titles)
        yield BadInput(file=source.file, where=f"row {number}", reason=row) if isinstance(row, str) else row


def _row(number: int, cells: Sequence[str], columns: Sequence[str], titles: Sequence[str]) -> _Row | str:
    """The row, or why it is none."""
    if len(cells) != len(columns):
        return f"It has {len(cells)} cells, but there are {len(columns)} columns."
    values = dict(zip(columns, cells, strict=True))
    target = values[TARGET].strip()
    if not target:
        return "It names no target."
    worker = next((values[column].strip() for column in _WORKERS if column in values), NOBODY_NAMED)
    if not worker:
        return "It names no worker."
    told = (*_TASKS, TWEET, TARGET, *_WORKERS)
    rest: dict[str, JsonValue] = {
        title: cell
        for title, column, cell in zip(titles, columns, cells, strict=True)
        if column not in told and cell
    }
    answers = {column: _answer(values[column].strip()) for column in _TASKS if column in values}
    return _Row(number, values[TWEET], worker, target, answers, rest)


def _answer(cell: str) -> str:
    numbered = _NUMBERED.match(cell)
    return _ANSWERS[numbered[1]] if numbered else _SENTIMENTS.get(cell, cell)


@dataclass
class _Person:
    judgements: dict[tuple[str, str, str], FoundJudgement] = field(default_factory=dict)

    def judge(self, task: str, label: str, target: Ref) -> bool:
        """Whether that is new."""
        key = task, label, target.name or ""
        is_new = key not in self.judgements
        if is_new:
            id_ = f"j{len(self.judgements) + 1}"
            holder = None if target.kind is RefKind.ARTICLE else AUTHOR
            self.judgements[key] = FoundJudgement(id_, task, label, holder, target)
        return is_new


def _article(file: str, rows: Sequence[_Row], scheme: Scheme | None) -> FoundArticle:
    people: dict[str, _Person] = {}
    losses: list[Loss] = []
    for row in rows:
        given = dict(_given(row, scheme))
        if not given:
            continue
        person = people.setdefault(row.annotator, _Person())
        new = [person.judge(task, label, target) for task, (label, target) in given.items()]
        if not any(new):
            losses.append(lost(f"row {row.number}", "an earlier one says the same"))
    text = rows[0].tweet
    return FoundArticle(
        file,
        f"row {rows[0].number}",
        text,
        tuple(
            FoundAnnotation(name, judgements=tuple(person.judgements.values()))
            for name, person in people.items()
        ),
        meta=meta_of(row.rest for row in rows),
        segments=one_sentence(text),
        losses=tuple(losses),
    )


def _given(row: _Row, scheme: Scheme | None) -> Iterable[tuple[str, tuple[str, Ref]]]:
    """The answers by task; nothing where the stance is not told."""
    if row.answers[STANCE].lower() in _UNDECIDED:
        return
    for column, label in row.answers.items():
        name, about = _TASKS[column]
        task = task_named(name, about, scheme)
        if label:
            target = ARTICLE if about is About.ARTICLE else _topic(row.target, scheme)
            yield task, (label_named(label, task, scheme), target)


def _topic(name: str, scheme: Scheme | None) -> Ref:
    """The scheme’s topic of that name, or one that is called by its name."""
    for topic in () if scheme is None else scheme.topics:
        if topic.name.casefold() == name.casefold():
            return Ref(kind=topic.kind, id=topic.id, name=topic.name)
    return Ref(kind=RefKind.TOPIC, id=name, name=name)


SEMEVAL_2016_READER = FileReader(SEMEVAL_2016, recognises, read_semeval2016)
