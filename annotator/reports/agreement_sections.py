"""The table of agreement, arranged as the page shows it: a section for each layer and task."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from annotator.agreement.table import AgreementTable, Figure, Layer, Standing
from annotator.reports.figure_rows import FigureTable, Notes, figure_table, reliability_table
from annotator.reports.section_plots import section_plots
from annotator.reports.wording import layer_words


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    tables: tuple[FigureTable, ...]
    notes: tuple[str, ...]
    plots: tuple[Markup, ...]


def sections_of(table: AgreementTable) -> tuple[Section, ...]:
    """A section for each layer and task that there is a figure of, in the order of the table."""
    parts: dict[tuple[Layer, str | None], list[Figure]] = {}
    for one in table.figures:
        parts.setdefault((one.layer, one.task), []).append(one)
    return tuple(
        _section(f"part-{number}", layer, task, figures, table)
        for number, ((layer, task), figures) in enumerate(parts.items(), 1)
    )


def _section(
    id_: str, layer: Layer, task: str | None, figures: Sequence[Figure], table: AgreementTable
) -> Section:
    everybody = set(table.annotators)
    together = [one for one in figures if set(one.annotators) == everybody]
    # Where nothing was compared at all, hundreds of pairs have no more to say.
    is_compared = any(one.standing is not Standing.NOT_MEASURED for one in together)
    pairs = [one for one in figures if is_compared and set(one.annotators) != everybody]
    notes = Notes()
    reliable = [one for one in table.reliability if (one.layer, one.task) == (layer, task)]
    pair = "Between each two annotators"
    tables = (
        figure_table("All labels together", ("measure",), _in_all(together), notes),
        figure_table("By label", ("measure", "label"), _labelled(together), notes),
        reliability_table(reliable, notes),
        figure_table(pair, ("measure", "between"), _in_all(pairs), notes),
        figure_table(f"{pair}, by label", ("measure", "between", "label"), _labelled(pairs), notes),
    )
    return Section(
        id=id_,
        title=layer_words(layer, task),
        tables=tuple(one for one in tables if one.rows),
        notes=tuple(notes.numbers),
        plots=section_plots(layer, task, together, pairs, table),
    )


def _in_all(figures: Sequence[Figure]) -> list[Figure]:
    return [one for one in figures if one.label is None]


def _labelled(figures: Sequence[Figure]) -> list[Figure]:
    return [one for one in figures if one.label is not None]
