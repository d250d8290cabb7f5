"""What plots show, before anything is drawn: values, words, and the conflicts behind every mark."""

from dataclasses import replace

import pytest

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import AgreementTable, Confusion, Layer, Standing
from annotator.gui.agreement.chart import Chart, Kind, Shown
from annotator.gui.agreement.chart_layout import mark_at, next_mark, reach, rect_of
from annotator.gui.agreement.charts import by_label, by_pair, confusion, over_time, reliability
from tests.gui.agreement.tables import ANNA, BEN, CEM, EVERYBODY, LABELS, SCHEME, figure, table

MENTIONS = Shown(Layer.MENTIONS, None, "F1 strict", EVERYBODY)
STANCE = Shown(Layer.JUDGEMENTS, "stance", "alpha nominal", EVERYBODY)
CHARTS = [
    chart_of(table(), shown, SCHEME)
    for chart_of in (by_label, by_pair, confusion, over_time, reliability)
    for shown in (MENTIONS, STANCE)
]


def test_each_label_has_a_bar_with_its_interval_and_opens_the_conflicts_of_the_label() -> None:
    chart = by_label(table(), MENTIONS, SCHEME)
    assert chart.rows == LABELS
    (org,) = chart.marks[1]
    assert org is not None
    assert org.interval is not None
    assert org.conflicts == ConflictFilter(Layer.MENTIONS, label="ORG")


def test_bars_between_two_of_three_open_the_conflicts_of_those_two() -> None:
    chart = by_label(table(), Shown(Layer.MENTIONS, None, "F1 strict", (ANNA, CEM)), SCHEME)
    (person,) = chart.marks[0]
    assert person is not None
    assert person.conflicts == ConflictFilter(Layer.MENTIONS, label="PERSON", annotators=(ANNA, CEM))


def test_a_measure_without_labels_gives_way_to_one_of_its_section_that_has_them() -> None:
    chart = by_label(table(), Shown(Layer.MENTIONS, None, "F1 partial", EVERYBODY), SCHEME)
    assert chart.title == "Mentions: F1 strict by label, all 3 together"
    assert by_label(table(), STANCE, SCHEME).is_empty
    assert by_label(table(), STANCE, SCHEME).hint


def test_what_was_not_measured_has_neither_a_bar_nor_conflicts() -> None:
    nothing = figure(value=None, standing=Standing.NOT_MEASURED, label="ORG", n=0)
    chart = by_label(AgreementTable(EVERYBODY, 0, (nothing,)), MENTIONS, SCHEME)
    (mark,) = chart.marks[0]
    assert mark is not None
    assert (mark.value, mark.written, mark.conflicts) == (None, "not measured", None)


def test_the_grid_of_annotators_is_the_same_on_both_sides_and_empty_between_one_and_themselves() -> None:
    chart = by_pair(table(), MENTIONS, SCHEME)
    assert chart.rows == chart.columns == EVERYBODY
    for row in range(3):
        assert chart.marks[row][row] is None
        for column in range(3):
            assert chart.marks[row][column] == chart.marks[column][row]
    between = chart.marks[0][1]
    assert between is not None
    assert between.conflicts == ConflictFilter(Layer.MENTIONS, annotators=(ANNA, BEN))


def test_the_grid_of_annotators_follows_the_label() -> None:
    chart = by_pair(table(), Shown(Layer.MENTIONS, None, "F1 strict", EVERYBODY, "GPE"), SCHEME)
    assert "GPE" in chart.title
    between = chart.marks[1][2]
    assert between is not None
    assert between.conflicts == ConflictFilter(Layer.MENTIONS, label="GPE", annotators=(BEN, CEM))


def test_two_annotators_are_a_pair_also_where_they_are_everybody() -> None:
    chart = by_pair(table((ANNA, BEN)), Shown(Layer.MENTIONS, None, "F1 strict", (ANNA, BEN)), SCHEME)
    between = chart.marks[0][1]
    assert between is not None
    assert between.conflicts == ConflictFilter(Layer.MENTIONS, annotators=(ANNA, BEN))


def test_confused_labels_open_the_conflicts_between_both_and_the_most_frequent_is_darkest() -> None:
    chart = confusion(table(), MENTIONS, SCHEME)
    apart, same = chart.marks[0][1], chart.marks[0][0]
    assert apart is not None
    assert same is not None
    assert apart.conflicts == ConflictFilter(Layer.MENTIONS, label="PERSON", other_label="ORG")
    assert apart.said == "One said PERSON, the other ORG: 5 times."
    assert (apart.differs, apart.shade) == (True, 1.0)
    assert (same.differs, same.conflicts) == (False, ConflictFilter(Layer.MENTIONS, label="PERSON"))
    assert confusion(table(), STANCE, SCHEME).title == "Confusion of labels: Stance"


def test_a_stretch_of_time_opens_the_conflicts_up_to_the_next() -> None:
    chart = over_time(table(), MENTIONS, SCHEME)
    first, last = chart.marks[0][0], chart.marks[0][2]
    assert first is not None
    assert last is not None
    assert first.conflicts == ConflictFilter(Layer.MENTIONS, since="2026-01-05", before="2026-01-12")
    assert last.conflicts == ConflictFilter(Layer.MENTIONS, since="2026-02-02")


def test_an_annotator_opens_the_conflicts_in_which_they_stand_alone() -> None:
    chart = reliability(table(), MENTIONS, SCHEME)
    (ben,) = chart.marks[1]
    assert ben is not None
    assert ben.conflicts == ConflictFilter(Layer.MENTIONS, annotators=(BEN,))


def test_being_right_that_something_is_there_and_which_label_it_has_are_bars_of_their_own() -> None:
    rows = [
        replace(one, measure=measure) for measure in ("existence", "label") for one in table().reliability
    ]
    chart = reliability(replace(table(), reliability=tuple(rows)), MENTIONS, SCHEME)
    assert chart.rows[0] == f"{ANNA}, presence"
    assert len(set(chart.rows)) == 2 * len(table().reliability)


@pytest.mark.parametrize("chart_of", [by_label, by_pair, confusion, over_time, reliability])
def test_an_empty_table_gives_a_chart_that_says_so(chart_of: object) -> None:
    assert callable(chart_of)
    chart = chart_of(AgreementTable((), 0, ()), MENTIONS, SCHEME)
    assert chart.is_empty
    assert chart.hint


@pytest.mark.parametrize("chart", [chart for chart in CHARTS if not chart.is_empty])
def test_every_mark_is_found_where_it_is_drawn_and_is_part_of_the_words(chart: Chart) -> None:
    for row, column, mark in chart.all_marks:
        rect = rect_of(chart, row, column)
        assert mark_at(chart, rect.center()) == (row, column)
        assert reach(chart).adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(rect)
        assert mark.said in chart.description
    assert chart.description.startswith(chart.title)


@pytest.mark.parametrize("chart", [chart for chart in CHARTS if not chart.is_empty])
def test_arrows_reach_every_mark_and_stop_at_the_edges(chart: Chart) -> None:
    first = next_mark(chart, None, 0, 0)
    assert first is not None
    reached, ahead = {first}, [first]
    while ahead:
        here = ahead.pop()
        for direction in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = next_mark(chart, here, *direction)
            assert there is not None
            if there not in reached:
                reached.add(there)
                ahead.append(there)
    assert reached == {(row, column) for row, column, _ in chart.all_marks}


def test_values_below_chance_move_the_axis_and_large_grids_tell_what_is_confused_most() -> None:
    assert by_label(table(), MENTIONS, SCHEME).low == 0.0
    below = AgreementTable(EVERYBODY, 1, (figure(value=-0.2, label="ORG"),))
    assert by_label(below, MENTIONS, SCHEME).low == -0.5
    labels = tuple(f"LABEL {n}" for n in range(20))
    large = confusion(table(labels=labels), MENTIONS, SCHEME)
    assert large.kind is Kind.GRID
    assert "One said LABEL 0, the other LABEL 1" in large.description
    assert len(large.description) < 1500


def test_answers_go_by_their_titles_and_what_has_none_by_its_name() -> None:
    of_stance = Confusion(Layer.JUDGEMENTS, "stance", ("favor", "odd"), ((4, 2), (2, 1)))
    chart = confusion(replace(table(), confusions=(of_stance,)), STANCE, SCHEME)
    assert chart.rows == chart.columns == ("In favour", "odd")
    (_, mark), _ = chart.marks
    assert mark is not None
    assert mark.said == "One said In favour, the other odd: 2 times."
    assert mark.conflicts == ConflictFilter(Layer.JUDGEMENTS, "stance", "favor", "odd")
