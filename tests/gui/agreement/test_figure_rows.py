"""The rows of the table: sections in order, measures between annotators, labels below opened measures."""

from annotator.agreement.table import Layer
from annotator.gui.agreement.figure_rows import FigureRow, GroupRow, SectionRow, pairs_of, rows_of
from tests.gui.agreement.tables import ANNA, BEN, EVERYBODY, LABELS, SCHEME, table

STRICT = (Layer.MENTIONS, None, "F1 strict")
ALONE = (Layer.MENTIONS, None, "u-alpha of one label")


def test_each_layer_and_task_is_a_section_of_its_own() -> None:
    rows = rows_of(table(), EVERYBODY, (), SCHEME)
    titles = [row.title for row in rows if isinstance(row, SectionRow)]
    assert titles == ["Mentions", "Entities", "Judgements: Stance", "Judgements: Tone"]


def test_labels_stay_away_until_their_measure_is_opened() -> None:
    closed = rows_of(table(), EVERYBODY, (), SCHEME)
    assert not any(isinstance(row, FigureRow) and row.is_of_label for row in closed)
    opened = rows_of(table(), EVERYBODY, {STRICT}, SCHEME)
    labels = [row.figure.label for row in opened if isinstance(row, FigureRow) and row.is_of_label]
    assert labels == list(LABELS)
    at = next(n for n, row in enumerate(opened) if isinstance(row, FigureRow) and row.is_open)
    assert isinstance(opened[at + 1], FigureRow)


def test_only_figures_between_the_annotators_asked_for_are_shown() -> None:
    rows = rows_of(table(), (ANNA, BEN), {STRICT}, SCHEME)
    assert {row.figure.annotators for row in rows if isinstance(row, FigureRow)} == {(ANNA, BEN)}


def test_a_measure_of_single_labels_has_a_row_to_open_it_by() -> None:
    closed = [row for row in rows_of(table(), EVERYBODY, (), SCHEME) if isinstance(row, GroupRow)]
    assert closed == [GroupRow(ALONE, len(LABELS), is_open=False)]
    opened = rows_of(table(), EVERYBODY, {ALONE}, SCHEME)
    assert sum(isinstance(row, FigureRow) and row.is_of_label for row in opened) == len(LABELS)


def test_everybody_together_comes_before_the_pairs_and_two_are_one_pair() -> None:
    assert pairs_of(table())[0] == EVERYBODY
    assert len(pairs_of(table())) == 4
    assert pairs_of(table((ANNA, BEN))) == ((ANNA, BEN),)
