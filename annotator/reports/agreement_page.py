"""The report on agreement: one page with every number, the plots and the worst conflicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.agreement.conflict import Difference
from annotator.agreement.measures import Measure
from annotator.agreement.table import AgreementTable, Figure, Layer
from annotator.domain.ruling import Outcome
from annotator.reports.agreement_sections import sections_of
from annotator.reports.hidden_names import aliases, without_names
from annotator.reports.page import page
from annotator.reports.quotes import Quote
from annotator.reports.said import Said
from annotator.reports.wording import DIFFERENCES, OUTCOMES, interval_words, layer_words, number_words

_HEADLINES = (
    Measure.F1_STRICT,
    Measure.B3,
    Measure.F1_PRESENCE,
    Measure.ALPHA_NOMINAL,
    Measure.ALPHA_ORDINAL,
    Measure.ALPHA_MASI,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What some annotators said in a conflict, in words."""

    who: tuple[str, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class ReportedConflict:
    """A conflict as the report tells it."""

    article: str
    """Its title, or how it begins."""
    layer: Layer
    difference: Difference
    quote: Quote
    answers: tuple[Answer, ...]
    task: str | None = None
    decided: Outcome | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What the report is about, and when and by what it was made."""

    project: str
    scheme: str
    made: str
    """A time, ISO 8601."""
    program: str
    conflicts: int = 0
    """How many there are in all, of which the worst are told."""
    task_titles: Mapping[str, str] = field(default_factory=dict)
    """What the scheme calls its tasks; those without a title go by their names."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A number that stands on top, with the words around it."""

    title: str
    measure: str
    said: str
    interval: str
    n: int
    unit: str


@dataclass(frozen=True, slots=True)
class ToldConflict:
    """A conflict in the words of the page."""

    article: str
    place: str
    difference: str
    decided: str
    quote: Quote
    answers: tuple[Answer, ...]


def agreement_html(table: AgreementTable, worst: Sequence[ReportedConflict], about: About) -> str:
    """The page as HTML that needs no other file; names are those of the table."""
    table = _titled(table, about.task_titles)
    return page(
        "agreement.html.j2",
        table=table,
        about=about,
        headlines=tuple(_headline(one) for one in _headlined(table)),
        sections=sections_of(table),
        worst=tuple(_told(one, about.task_titles) for one in worst),
    )


def without_annotators_names(
    table: AgreementTable, worst: Sequence[ReportedConflict]
) -> tuple[AgreementTable, tuple[ReportedConflict, ...]]:
    """The same with "annotator 1", "annotator 2", ... for everybody."""
    names = {*table.annotators, *(name for one in worst for answer in one.answers for name in answer.who)}
    instead = aliases(names)
    hidden = tuple(
        replace(
            one,
            answers=tuple(
                replace(answer, who=tuple(sorted(instead[name] for name in answer.who)))
                for answer in one.answers
            ),
        )
        for one in worst
    )
    return without_names(table, instead), hidden


def _headlined(table: AgreementTable) -> tuple[Figure, ...]:
    """Of everybody on all labels; of the alphas the one that knows most of its task's labels."""
    everybody = set(table.annotators)
    together = [one for one in table.figures if one.label is None and set(one.annotators) == everybody]
    has_other = {one.task for one in together if one.measure in (Measure.ALPHA_ORDINAL, Measure.ALPHA_MASI)}
    return tuple(
        one
        for one in together
        if one.measure in _HEADLINES and (one.measure != Measure.ALPHA_NOMINAL or one.task not in has_other)
    )


def _headline(one: Figure) -> Headline:
    interval = "" if one.interval is None else interval_words(one.interval)
    said = number_words(replace(one, interval=None))
    return Headline(layer_words(one.layer, one.task), one.measure, said, interval, one.n, one.unit)


def _titled(table: AgreementTable, titles: Mapping[str, str]) -> AgreementTable:
    """The table with the titles of tasks in place of their names."""

    def title(task: str | None) -> str | None:
        return task if task is None else titles.get(task, task)

    def figure(one: Figure) -> Figure:
        return replace(one, task=title(one.task))

    return replace(
        table,
        figures=tuple(figure(one) for one in table.figures),
        confusions=tuple(replace(one, task=title(one.task)) for one in table.confusions),
        over_time=tuple(replace(one, figure=figure(one.figure)) for one in table.over_time),
        reliability=tuple(replace(one, task=title(one.task)) for one in table.reliability),
    )


def _told(one: ReportedConflict, titles: Mapping[str, str]) -> ToldConflict:
    return ToldConflict(
        article=one.article,
        place=layer_words(one.layer, one.task if one.task is None else titles.get(one.task, one.task)),
        difference=DIFFERENCES[one.difference],
        decided="" if one.decided is None else OUTCOMES[one.decided],
        quote=one.quote,
        answers=one.answers,
    )
