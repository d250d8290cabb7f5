"""Plots as one uses them: pointed at, walked through with arrows, opened, and put into words."""

from functools import partial

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Layer
from annotator.gui.agreement.chart import Shown
from annotator.gui.agreement.chart_plot import ChartPlot
from annotator.gui.agreement.plots import Plots, PlotTabs
from annotator.gui.palette import DARK
from tests.gui.agreement.tables import ANNA, EVERYBODY, SCHEME, table

MENTIONS = Shown(Layer.MENTIONS, None, "F1 strict", EVERYBODY)


@pytest.fixture
def plots(qtbot: QtBot) -> Plots:
    made = Plots()
    qtbot.addWidget(made)
    made.resize(560, 680)
    with qtbot.waitExposed(made):
        made.show()
    made.show_plots(table(), MENTIONS, SCHEME)
    return made


def every_tab(plots: Plots) -> list[tuple[PlotTabs, int]]:
    return [(tabs, number) for tabs in (plots.bars, plots.grids) for number in range(tabs.count())]


def is_in_sight(plot: ChartPlot) -> bool:
    """Whether the current mark can be seen."""
    seen = QRectF(plot.viewport().visibleRegion().boundingRect())
    return seen.contains(plot.current_rect.center())


def middle(plot: ChartPlot, row: int, column: int) -> QPointF:
    return plot.rect_on_screen(row, column).center()


def test_every_plot_has_a_name_and_says_all_it_shows(plots: Plots) -> None:
    for tabs, number in every_tab(plots):
        tabs.go_to(number)
        plot = tabs.page.plot
        assert plot.accessibleName()
        assert plot.accessibleDescription().startswith(plot.accessibleName())
        for _, _, mark in plot.chart.all_marks:
            assert mark.said in plot.accessibleDescription()


def test_every_mark_of_every_plot_opens_the_conflicts_behind_it_by_a_click(
    plots: Plots, qtbot: QtBot
) -> None:
    for tabs, number in every_tab(plots):
        tabs.go_to(number)
        plot = tabs.page.plot
        for row, column, mark in plot.chart.all_marks:
            at = middle(plot, row, column).toPoint()
            with qtbot.waitSignal(plots.opened) as asked:
                QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
            assert asked.args == [mark.conflicts]


def test_arrows_go_from_bar_to_bar_and_enter_opens(plots: Plots, qtbot: QtBot) -> None:
    plots.bars.go_to(0)
    plot = plots.bars.page.plot
    assert plot.current is not None
    assert plot.current.label == "PERSON"
    with qtbot.waitSignal(plots.label_chosen) as chosen:
        QTest.keyClick(plot, Qt.Key.Key_Down)
    assert chosen.args == ["ORG"]
    assert plots.bars.page.said.startswith("F1 strict, ORG")
    with qtbot.waitSignal(plots.opened) as asked:
        QTest.keyClick(plot, Qt.Key.Key_Return)
    assert asked.args == [ConflictFilter(Layer.MENTIONS, label="ORG")]
    QTest.keyClick(plot, Qt.Key.Key_Up)
    QTest.keyClick(plot, Qt.Key.Key_Up)
    assert plot.current.label == "PERSON"


def test_arrows_cross_the_grid_of_annotators_without_the_empty_diagonal(plots: Plots) -> None:
    plots.grids.go_to(1)
    plot = plots.grids.page.plot
    QTest.keyClick(plot, Qt.Key.Key_Down)
    QTest.keyClick(plot, Qt.Key.Key_Down)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.current is not None
    assert plot.current.conflicts is not None
    assert ANNA in plot.current.conflicts.annotators


def test_the_label_that_is_chosen_is_current_in_both_plots(plots: Plots) -> None:
    plots.show_plots(table(), Shown(Layer.MENTIONS, None, "F1 strict", EVERYBODY, "GPE"), SCHEME)
    for tabs in (plots.bars, plots.grids):
        current = tabs.page.plot.current
        assert current is not None
        assert current.label == "GPE"
        assert not current.differs
    plots.show_plots(table(), MENTIONS, SCHEME)
    assert plots.bars.page.plot.current is None


def test_pointing_at_a_bar_says_it_and_takes_nothing_from_what_is_current(plots: Plots) -> None:
    plots.bars.go_to(0)
    plot = plots.bars.page.plot
    QTest.mouseMove(plot.viewport(), middle(plot, 2, 0).toPoint())
    assert plots.bars.page.said.startswith("F1 strict, GPE")
    assert plot.current is not None
    assert plot.current.label == "PERSON"


def test_a_section_without_labels_says_why_there_is_nothing_to_draw(plots: Plots) -> None:
    plots.show_plots(table(), Shown(Layer.ENTITIES, None, "B3", EVERYBODY), SCHEME)
    plots.bars.go_to(0)
    assert plots.bars.page.plot.chart.is_empty
    assert not plots.bars.page.plot.isVisible()


def test_a_theme_and_another_size_leave_the_marks_where_they_can_be_clicked(
    plots: Plots, qtbot: QtBot
) -> None:
    plots.set_theme(DARK)
    plots.resize(900, 500)
    plot = plots.bars.page.plot
    qtbot.waitUntil(lambda: plot.width() > 700)
    with qtbot.waitSignal(plots.opened) as asked:
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=middle(plot, 1, 0).toPoint())
    assert asked.args == [ConflictFilter(Layer.MENTIONS, label="ORG")]


def test_many_labels_and_annotators_scroll_to_the_one_that_is_current(plots: Plots, qtbot: QtBot) -> None:
    labels = tuple(f"LABEL {n}" for n in range(30))
    everybody = tuple(f"annotator {n:02}" for n in range(25))
    wide = Shown(Layer.MENTIONS, None, "F1 strict", everybody, "LABEL 29")
    plots.show_plots(table(everybody, labels), wide, SCHEME)
    for tabs in (plots.bars, plots.grids):
        plot = tabs.page.plot
        assert plot.current is not None
        assert plot.current.label == "LABEL 29"
        qtbot.waitUntil(partial(is_in_sight, plot))


def test_a_plot_first_seen_later_is_drawn_to_its_whole_height(plots: Plots, qtbot: QtBot) -> None:
    plots.grids.go_to(1)
    plot = plots.grids.page.plot
    last = len(plot.chart.rows) - 1
    qtbot.waitUntil(lambda: 0 < plot.rect_on_screen(last, 0).bottom() <= plot.height())
