"""What came of work, as the window tells it: of very many refusals and losses the first of each kind.

It is made in the process of the job, so that a million losses hold nobody up; hence no Qt here.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss, kind_of_reason
from annotator.domain.readiness import Finding
from annotator.project import ExportResult, ImportResult, Job, Project, ReadinessResult, Stop

_NUMBER = re.compile(r"\b\d{1,15}\b")
_FEW = 3
_MOST_LABELS = 10
_LONGEST_TITLE = 60
_OPEN = 10
"""Lines that a group is opened with, so that all groups are in sight."""
MOST_LINES = 200
"""Of a group; nobody reads more, and a list of all would hold the window up."""
MOST_GROUPS = 200


Titles = Callable[[Collection[str]], Mapping[str, str]]
"""What articles are called, by id; those that are nowhere are left out."""


@dataclass(frozen=True)
class Group:
    """A row with a cell for each column, and under it lines as wide as the list."""

    cells: tuple[str, ...]
    lines: tuple[str, ...] = ()
    is_open: bool = True


def _no_titles(_: Collection[str]) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class ImportOutcome:
    """A headline, whether there is anything new, and what needs a look."""

    headline: str
    is_new: bool
    groups: tuple[Group, ...] = ()
    is_stopped: bool = False
    """Whether there is more in the files."""


@dataclass(frozen=True)
class ExportOutcome:
    """How many rows there are, how many things were lost, and which."""

    rows: int
    lost: int = 0
    groups: tuple[Group, ...] = ()
    files: int = 0
    """How many were written; none where rows and losses were only counted."""


@dataclass(frozen=True)
class ReadinessOutcome:
    """How many annotations were looked at, and what of them will not train well."""

    annotations: int
    findings: int = 0
    groups: tuple[Group, ...] = ()


def tell_import(begin: Callable[[Project], Job[ImportResult]], project: Project) -> Job[ImportOutcome]:
    try:
        return import_outcome((yield from begin(project)), project.titles)
    except Stop as stop:
        if not isinstance(stop.so_far, ImportResult):
            raise
        return stopped_import(stop.so_far, project.titles)


def tell_export(begin: Callable[[Project], Job[ExportResult]], project: Project) -> Job[ExportOutcome]:
    return export_outcome((yield from begin(project)), project.titles)


def tell_readiness(
    begin: Callable[[Project], Job[ReadinessResult]], project: Project
) -> Job[ReadinessOutcome]:
    result = yield from begin(project)
    groups = finding_groups(result.findings, project.titles)
    return ReadinessOutcome(result.annotations, len(result.findings), groups)


def import_outcome(result: ImportResult, titles: Titles = _no_titles) -> ImportOutcome:
    refused = _Grouping(is_open=True)
    files = list(dict.fromkeys(bad.file for bad in result.refused))
    order = {file: number for number, file in enumerate(files)}
    for bad in sorted(result.refused, key=lambda bad: (order[bad.file], place_in_file(bad))):
        refused.add(f"Refused in {Path(bad.file).name or bad.file}", _Line(_refusal(bad)))
    notes = _Grouping(is_open=not result.refused)
    for note in result.notes:
        notes.add("How files were read", _Line(note))
    groups = (*refused.groups(), *loss_groups(result.losses, titles, before="No place: "), *notes.groups())
    groups = (*groups, *label_group(result.labels_added))
    return ImportOutcome(
        import_headline(result), bool(result.articles_added or result.annotations_added), groups
    )


def stopped_import(result: ImportResult, titles: Titles = _no_titles) -> ImportOutcome:
    """The same of an import that did not come to its end."""
    outcome = import_outcome(result, titles)
    return replace(outcome, headline=f"Stopped. {outcome.headline}", is_stopped=True)


def export_outcome(result: ExportResult, titles: Titles = _no_titles) -> ExportOutcome:
    groups = loss_groups(result.losses, titles)
    return ExportOutcome(result.rows, len(result.losses), groups, len(result.files))


def import_headline(result: ImportResult) -> str:
    """What came of an import in one or two sentences."""
    said = [f"{number_of(result.articles_added, 'article')} added"]
    if result.annotations_added:
        said.append(f"{number_of(result.annotations_added, 'annotation')} added")
    if result.duplicates:
        said.append(f"{result.duplicates:,} there already")
    if result.refused:
        said.append(f"{len(result.refused):,} refused")
    headline = ", ".join(said) + "."
    if result.labels_added:
        headline += f" New in the scheme: {labels_in_words(result.labels_added)}."
    return headline


def labels_in_words(labels: Sequence[str]) -> str:
    """The labels, of many the first ones; the list has them all."""
    said = ", ".join(labels[:_MOST_LABELS])
    more = len(labels) - _MOST_LABELS
    return said if more <= 0 else f"{said} and {more:,} more, at the end of the list"


def label_group(labels: Sequence[str]) -> Iterator[Group]:
    """The labels, where they are too many for a sentence."""
    if len(labels) > _MOST_LABELS:
        yield Group(("New in the scheme", f"{len(labels):,}"), tuple(labels), is_open=False)


def loss_groups(
    losses: Iterable[Loss], titles: Titles = _no_titles, *, before: str = ""
) -> tuple[Group, ...]:
    """A group for each kind of reason, the commonest first; `before` begins its title."""
    grouping = _Grouping(is_open=True, titles=titles)
    for loss in losses:
        reason = kind_of_reason(loss.why)
        # Where reasons differ in a name or a number, each line says its own.
        line = _Line(loss.what, loss.article, "" if reason == loss.why else loss.why)
        grouping.add(f"{before}{reason}", line)
    return tuple(grouping.commonest_first())


def finding_groups(findings: Iterable[Finding], titles: Titles = _no_titles) -> tuple[Group, ...]:
    """What will not train well, by its kind."""
    grouping = _Grouping(is_open=False, titles=titles)
    for one in findings:
        grouping.add(f"Will not train well: {one.problem.value}", _Line(one.what, one.article or "", one.why))
    return tuple(grouping.commonest_first())


def number_of(number: int, noun: str) -> str:
    """ "1 article", "10,000 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def place_in_file(bad: BadInput) -> tuple[int, ...]:
    """By which the refusals of one file stand in the order of the file: the numbers in their places."""
    return tuple(int(number) for number in _NUMBER.findall(bad.where)[:_FEW])


def _refusal(bad: BadInput) -> str:
    return f"{bad.where}: {bad.reason}" if bad.where else bad.reason


@dataclass(frozen=True, slots=True)
class _Line:
    """What is told, of which article, by its id, and why."""

    what: str
    article: str = ""
    why: str = ""

    def text(self, titles: Mapping[str, str]) -> str:
        return self.what + self._place(titles) + (f": {self.why}" if self.why else "")

    def _place(self, titles: Mapping[str, str]) -> str:
        if not self.article:
            return ""
        title = titles.get(self.article)
        return f", in article {self.article}" if title is None else f", in “{_short(title)}”"


class _Grouping:
    """Lines by their title, of very many the first, all of them counted."""

    def __init__(self, *, is_open: bool, titles: Titles = _no_titles) -> None:
        self._is_open = is_open
        self._titles = titles
        self._lines: dict[str, dict[_Line, int]] = {}
        """With how often each is told: several annotators lose the same thing."""
        self._counts: dict[str, int] = {}

    def add(self, title: str, line: _Line) -> None:
        self._counts[title] = self._counts.get(title, 0) + 1
        lines = self._lines.setdefault(title, {})
        if line in lines or len(lines) < MOST_LINES:
            lines[line] = lines.get(line, 0) + 1

    def commonest_first(self) -> Iterator[Group]:
        return self._in_order(sorted(self._counts, key=lambda title: -self._counts[title]))

    def groups(self) -> Iterator[Group]:
        return self._in_order(list(self._counts))

    def _in_order(self, titles: list[str]) -> Iterator[Group]:
        shown = [line for title in titles[:MOST_GROUPS] for line in self._lines[title]]
        called = self._titles({line.article for line in shown if line.article})
        for title in titles[:MOST_GROUPS]:
            told, number = self._lines[title], self._counts[title]
            lines = [f"{line.text(called)}{_times(times)}" for line, times in told.items()]
            if rest := number - sum(told.values()):
                lines.append(f"and {rest:,} more")
            is_open = self._is_open and (len(titles) == 1 or number <= _OPEN)
            yield Group((_sentence(title), f"{number:,}"), tuple(lines), is_open=is_open)
        if rest := sum(self._counts[title] for title in titles[MOST_GROUPS:]):
            more = f"{len(titles) - MOST_GROUPS:,} kinds more"
            yield Group((more, f"{rest:,}"))


def _times(times: int) -> str:
    return "" if times == 1 else f" ({times:,} times)"


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def _sentence(title: str) -> str:
    return title[:1].upper() + title[1:]
