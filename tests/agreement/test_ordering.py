"""The queue of conflicts: in which order, and which of them."""

from dataclasses import replace

import pytest

from annotator.agreement.conflict import Difference
from annotator.agreement.conflict_row import ConflictRow
from annotator.agreement.ordering import ConflictFilter, Order, in_order
from annotator.agreement.table import Layer

ROW = ConflictRow(
    article_id="a1",
    number=1,
    title="Dam",
    item_id="x",
    layer=Layer.MENTIONS,
    difference=Difference.LABEL,
    label="PERSON",
    task=None,
    start=10,
    end=14,
    quote="Toll",
    sides=(("Anna", "Ben"), ("Cleo",)),
    labels=(("PERSON",), ("ORG",)),
    share=2 / 3,
    impact=0.1,
    updated="2024-05-17T09:30:00.000+00:00",
)
SMALL = replace(ROW, item_id="small", impact=0.01, start=2)
LATER = replace(ROW, item_id="later", number=2, start=0, label="GPE")
STANCE = replace(
    ROW,
    item_id="stance",
    number=3,
    layer=Layer.JUDGEMENTS,
    difference=Difference.PRESENCE,
    task="stance",
    label="against",
    sides=(("Anna",), ("Ben",)),
    labels=(("against",), ()),
    impact=0.5,
)
ROWS = (SMALL, LATER, ROW, STANCE)


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        (Order.IMPACT, ["stance", "x", "later", "small"]),
        (Order.LABEL, ["later", "x", "small", "stance"]),
        (Order.PAIR, ["stance", "x", "later", "small"]),
        (Order.ARTICLE, ["small", "x", "later", "stance"]),
    ],
)
def test_conflicts_come_in_the_order_that_is_chosen(order: Order, wanted: list[str]) -> None:
    assert [row.item_id for row in in_order(ROWS, order)] == wanted
    assert in_order(reversed(ROWS), order) == in_order(ROWS, order)


def test_pairs_are_those_who_gave_different_answers() -> None:
    assert ROW.pairs == (("Anna", "Cleo"), ("Ben", "Cleo"))
    assert ROW.annotators == ("Anna", "Ben", "Cleo")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ConflictFilter(), ["small", "later", "x", "stance"]),
        (ConflictFilter(Layer.JUDGEMENTS), ["stance"]),
        (ConflictFilter(task="stance"), ["stance"]),
        (ConflictFilter(differences=frozenset({Difference.PRESENCE})), ["stance"]),
        (ConflictFilter(article_id="a9"), []),
        (ConflictFilter(label="ORG"), ["small", "later", "x"]),
        (ConflictFilter(label="ORG", other_label="PERSON"), ["small", "later", "x"]),
        (ConflictFilter(label="ORG", other_label="ORG"), []),
        (ConflictFilter(annotators=("Ben", "Anna")), ["stance"]),
        (ConflictFilter(annotators=("Cleo",)), ["small", "later", "x"]),
        (ConflictFilter(since="2024-05-17"), ["small", "later", "x", "stance"]),
        (ConflictFilter(since="2024-05-18"), []),
        (ConflictFilter(before="2024-05-17"), []),
    ],
)
def test_a_filter_leaves_what_is_wanted(wanted: ConflictFilter, found: list[str]) -> None:
    assert [row.item_id for row in ROWS if wanted.holds(row)] == found
