"""Which conflicts lie behind a figure: the way from the agreement page to the list of conflicts."""

from collections.abc import Sequence

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Figure


def behind(figure: Figure, everybody: Sequence[str]) -> ConflictFilter:
    """The conflicts that keep the figure from being perfect."""
    pair = figure.annotators if len(figure.annotators) < len(everybody) else ()
    return ConflictFilter(figure.layer, figure.task, figure.label, annotators=pair)
