"""Ties: what votes left open."""

from typing import NamedTuple

from annotator.agreement.table import Layer


class Tie(NamedTuple):
    """Something the votes did not decide; half-open offsets say where, 0-0 is the whole article."""

    article_id: str
    layer: Layer
    task: str | None
    start: int
    end: int
    what: str
    """What is tied: "existence" (left out), "label", "boundaries" or "entity"."""
    labels: tuple[str, ...] = ()
