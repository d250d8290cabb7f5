"""The table of figures as one uses it: keys, clicks, what is opened and what stays current."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Layer
from annotator.gui.agreement.figure_model import Column
from annotator.gui.agreement.figure_rows import SectionRow
from annotator.gui.agreement.figure_table import FigureTable
from tests.gui.agreement.tables import ANNA, BEN, EVERYBODY, LABELS, SCHEME, table


@pytest.fixture
def figures(qtbot: QtBot) -> FigureTable:
    view = FigureTable()
    qtbot.addWidget(view)
    view.resize(740, 600)
    view.show_figures(table(), EVERYBODY, SCHEME)
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()
    return view


def row_named(view: FigureTable, name: str) -> QModelIndex:
    model = view.figures
    number = next(n for n in range(model.rowCount()) if model.index(n, Column.MEASURE).data() == name)
    return model.index(number, Column.VALUE)


def place(view: FigureTable, index: QModelIndex) -> QPoint:
    return view.visualRect(index).center()


def names(view: FigureTable) -> list[str]:
    return [str(view.figures.index(n, Column.MEASURE).data()) for n in range(view.figures.rowCount())]


def test_the_first_figure_is_current_and_arrows_pass_over_headings(
    figures: FigureTable, qtbot: QtBot
) -> None:
    assert figures.figure is not None
    assert figures.figure.measure == "F1 strict"
    visited = []
    for _ in range(20):
        visited.append(figures.row)
        QTest.keyClick(figures, Qt.Key.Key_Down)
    assert not any(isinstance(row, SectionRow) for row in visited)
    assert figures.figure.measure == "alpha ordinal"


def test_right_opens_a_measure_into_its_labels_and_left_closes_it_again(
    figures: FigureTable, qtbot: QtBot
) -> None:
    QTest.keyClick(figures, Qt.Key.Key_Right)
    assert names(figures)[1:5] == ["F1 strict", *LABELS]
    QTest.keyClick(figures, Qt.Key.Key_Down)
    assert figures.figure is not None
    assert figures.figure.label == "PERSON"
    QTest.keyClick(figures, Qt.Key.Key_Left)
    assert "PERSON" not in names(figures)
    assert figures.figure.label is None


def test_enter_asks_for_the_conflicts_behind_the_figure(figures: FigureTable, qtbot: QtBot) -> None:
    figures.choose_label("ORG")
    with qtbot.waitSignal(figures.opened) as asked:
        QTest.keyClick(figures, Qt.Key.Key_Return)
    assert asked.args == [ConflictFilter(Layer.MENTIONS, label="ORG")]


def test_a_click_on_the_value_asks_for_the_conflicts_of_a_pair(figures: FigureTable, qtbot: QtBot) -> None:
    figures.show_figures(table(), (ANNA, BEN))
    with qtbot.waitSignal(figures.opened) as asked:
        at = place(figures, row_named(figures, "alpha nominal"))
        QTest.mouseClick(figures.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == [ConflictFilter(Layer.JUDGEMENTS, "stance", annotators=(ANNA, BEN))]


def test_a_click_on_the_name_opens_the_labels_and_no_conflicts(figures: FigureTable, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(figures.opened):
        at = place(figures, row_named(figures, "u-alpha of one label").siblingAtColumn(Column.MEASURE))
        QTest.mouseClick(figures.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert names(figures).count("ORG") == 1


def test_nothing_lies_behind_what_was_not_measured(figures: FigureTable, qtbot: QtBot) -> None:
    figures.setCurrentIndex(row_named(figures, "alpha ordinal"))
    assert figures.currentIndex().data() == "not measured"
    with qtbot.assertNotEmitted(figures.opened):
        QTest.keyClick(figures, Qt.Key.Key_Return)


def test_other_annotators_and_other_numbers_keep_what_is_current_and_opened(figures: FigureTable) -> None:
    figures.choose_label("GPE")
    figures.show_figures(table(), (ANNA, BEN))
    assert figures.figure is not None
    assert (figures.figure.label, figures.figure.annotators) == ("GPE", (ANNA, BEN))
    figures.show_figures(table(labels=("PERSON",)), EVERYBODY)
    assert (figures.figure.measure, figures.figure.label) == ("F1 strict", None)


def test_a_label_without_figures_of_the_measure_changes_nothing(figures: FigureTable) -> None:
    before = names(figures)
    figures.choose_label("nobody uses this")
    assert names(figures) == before


def test_words_stand_in_the_table_where_there_is_no_number(figures: FigureTable) -> None:
    undefined = row_named(figures, "Gwet's AC1")
    assert undefined.data() == "undefined"
    assert undefined.siblingAtColumn(Column.INTERVAL).data() == "–"
    assert "Everybody used one label only" in str(undefined.data(Qt.ItemDataRole.ToolTipRole))
    left_out = row_named(figures, "u-alpha").siblingAtColumn(Column.LEFT_OUT)
    assert left_out.data() == "3"
    assert "nested in a longer one" in str(left_out.data(Qt.ItemDataRole.ToolTipRole))


@pytest.mark.parametrize("width", [740, 590])
def test_every_value_is_whole_in_wide_and_narrow_windows(figures: FigureTable, width: int) -> None:
    figures.resize(width, 600)
    metrics = figures.fontMetrics()
    for name in ("u-alpha of one label", "alpha nominal"):
        at = row_named(figures, name).siblingAtColumn(Column.MEASURE)
        assert 1.5 * metrics.height() + metrics.horizontalAdvance(name) < figures.visualRect(at).width()
    for row in range(figures.figures.rowCount()):
        for column in (Column.VALUE, Column.INTERVAL, Column.COUNTED, Column.LEFT_OUT):
            index = figures.figures.index(row, column)
            assert metrics.horizontalAdvance(str(index.data())) < figures.visualRect(index).width()


def test_home_and_end_go_to_the_first_and_last_figure(figures: FigureTable) -> None:
    QTest.keyClick(figures, Qt.Key.Key_End)
    last = [f for f in table().figures if f.annotators == EVERYBODY and f.label is None][-1]
    assert figures.figure == last
    QTest.keyClick(figures, Qt.Key.Key_Home)
    assert figures.figure == table().figures[0]
