"""What got lost on the way into or out of a format, as a table."""

from collections.abc import Iterable

from rich.table import Table

from annotator.domain.loss import Loss


def losses_table(losses: Iterable[Loss]) -> Table:
    table = Table("article", "what", "why", box=None, pad_edge=False)
    for loss in losses:
        table.add_row(loss.article, loss.what, loss.why)
    return table
