"""The rows of the agreement table: sections, measures, and below an opened measure one row a label."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from annotator.agreement.table import AgreementTable, Figure, Layer
from annotator.domain.scheme import Scheme
from annotator.gui.agreement.figure_words import LAYER_TITLES

Section = tuple[Layer, str | None]
"""A layer; of judgements, a layer and a task."""
MeasureKey = tuple[Layer, str | None, str]


@dataclass(frozen=True, slots=True)
class SectionRow:
    title: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure; `can_open` says that there are figures by label, `is_open` that they follow."""

    figure: Figure
    can_open: bool = False
    is_open: bool = False

    @property
    def is_of_label(self) -> bool:
        return self.figure.label is not None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A measure that is taken of single labels alone, so that it has no figure of its own."""

    measure: MeasureKey
    labels: int
    is_open: bool


Row = SectionRow | GroupRow | FigureRow


def measure_of(figure: Figure) -> MeasureKey:
    return figure.layer, figure.task, figure.measure


def pairs_of(table: AgreementTable) -> tuple[tuple[str, ...], ...]:
    """Whom the table has figures between, everybody together first."""
    found = dict.fromkeys(figure.annotators for figure in table.figures)
    return tuple(sorted(found, key=lambda annotators: -len(annotators)))


def rows_of(
    table: AgreementTable,
    who: tuple[str, ...],
    opened: Collection[MeasureKey],
    scheme: Scheme,
) -> tuple[Row, ...]:
    """The rows of the figures between those annotators; opened measures with a row for each label."""
    by_measure: dict[Section, dict[MeasureKey, dict[str | None, Figure]]] = {}
    for figure in table.figures:
        if figure.annotators == who:
            measures = by_measure.setdefault((figure.layer, figure.task), {})
            measures.setdefault(measure_of(figure), {}).setdefault(figure.label, figure)
    sections = sorted(by_measure, key=lambda section: list(Layer).index(section[0]))
    rows: list[Row] = []
    for section in sections:
        rows.append(SectionRow(_title(section, scheme)))
        for key, found in by_measure[section].items():
            rows += _measure(key, found, opened)
    return tuple(rows)


def _measure(
    key: MeasureKey, found: Mapping[str | None, Figure], opened: Collection[MeasureKey]
) -> Iterator[Row]:
    of_labels = [figure for label, figure in found.items() if label is not None]
    is_open = key in opened and bool(of_labels)
    whole = found.get(None)
    if whole is None:
        yield GroupRow(key, len(of_labels), is_open)
    else:
        yield FigureRow(whole, can_open=bool(of_labels), is_open=is_open)
    if is_open:
        yield from map(FigureRow, of_labels)


def _title(section: Section, scheme: Scheme) -> str:
    layer, task = section
    return LAYER_TITLES[layer] if task is None else f"{LAYER_TITLES[layer]}: {scheme.task_title(task)}"
