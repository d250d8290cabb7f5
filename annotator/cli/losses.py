"""What got lost on the way into or out of a format, as a table."""

from rich.table import Table

from annotator.project import Losses

_FEW = 20


def losses_table(losses: Losses) -> Table:
    """Each of them while they are few; of many the commonest kinds, each with how many there are."""
    if len(losses) > _FEW:
        return _kinds_table(losses)
    table = Table("article", "what", "why", box=None, pad_edge=False)
    for loss in losses:
        table.add_row(loss.article, loss.what, loss.why)
    return table


def _kinds_table(losses: Losses) -> Table:
    kinds = losses.kinds()
    table = Table("times", "for example", "in article", "why", box=None, pad_edge=False)
    table.columns[0].justify = "right"
    for kind in kinds[:_FEW]:
        table.add_row(f"{kind.times:,}", kind.example.what, kind.example.article, kind.example.why)
    rest = sum(kind.times for kind in kinds[_FEW:])
    if rest:
        table.add_row(f"{rest:,}", f"others, of {len(kinds) - _FEW} more kinds", "", "")
    return table
