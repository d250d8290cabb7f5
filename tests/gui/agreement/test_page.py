"""The agreement page: table and plots about one selection, what it asks for, what it says while it waits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import AgreementTable, Layer
from annotator.agreement.wish import MeasureWish
from annotator.gui.agreement.page import AgreementPage
from annotator.gui.palette import DARK
from annotator.project import Progress
from tests.gui.agreement.tables import ALONE, ANNA, BEN, table
from tests.gui.agreement.test_choices import PEOPLE, check
from tests.gui.panels.desk import SCHEME, nameless_controls


@pytest.fixture
def page(qtbot: QtBot) -> AgreementPage:
    made = AgreementPage()
    qtbot.addWidget(made)
    made.resize(1280, 740)
    made.set_choices(PEOPLE, SCHEME, None)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def full(page: AgreementPage) -> AgreementPage:
    page.show_table(table())
    page.setFocus()
    return page


def test_the_table_drives_the_plots(full: AgreementPage) -> None:
    full.table.choose_label("ORG")
    assert full.details.startswith("F1 strict, ORG, all 3 together: ")
    for tabs in (full.plots.bars, full.plots.grids):
        current = tabs.page.plot.current
        assert current is not None
        assert current.label == "ORG"


def test_the_plots_drive_the_table(full: AgreementPage) -> None:
    full.plots.bars.go_to(0)
    plot = full.plots.bars.page.plot
    QTest.keyClick(plot, Qt.Key.Key_Down)
    assert full.table.figure is not None
    assert full.table.figure.label == "ORG"
    full.plots.grids.go_to(0)
    QTest.keyClick(full.plots.grids.page.plot, Qt.Key.Key_Down)
    assert full.table.figure.label == "GPE"
    assert plot.current is not None
    assert plot.current.label == "GPE"


def test_figures_between_two_are_shown_in_table_and_bars(full: AgreementPage) -> None:
    full.who.setCurrentIndex(full.who.findText("Anna and Ben"))
    assert full.table.figure is not None
    assert full.table.figure.annotators == (ANNA, BEN)
    assert full.plots.bars.page.plot.chart.title.endswith("Anna and Ben")
    full.show_table(table())
    assert full.who.currentText() == "Anna and Ben"


def test_table_plots_and_button_ask_for_conflicts(full: AgreementPage, qtbot: QtBot) -> None:
    wanted = ConflictFilter(Layer.MENTIONS, label="ORG")
    full.table.choose_label("ORG")
    with qtbot.waitSignal(full.conflicts_wanted) as by_key:
        QTest.keyClick(full.table, Qt.Key.Key_Return)
    with qtbot.waitSignal(full.conflicts_wanted) as by_button:
        full.conflicts.click()
    full.plots.bars.go_to(0)
    with qtbot.waitSignal(full.conflicts_wanted) as by_plot:
        QTest.keyClick(full.plots.bars.page.plot, Qt.Key.Key_Return)
    assert by_key.args == by_button.args == by_plot.args == [wanted]


def test_of_some_annotators_alone_the_conflicts_between_them_are_wanted(
    full: AgreementPage, qtbot: QtBot
) -> None:
    check(full.choices.annotators, "cem", is_checked=False)
    with qtbot.waitSignal(full.conflicts_wanted) as asked:
        QTest.keyClick(full.table, Qt.Key.Key_Return)
    assert asked.args == [ConflictFilter(Layer.MENTIONS, annotators=("anna", "ben"))]


def test_alt_and_a_digit_go_to_a_plot_and_esc_leaves(full: AgreementPage, qtbot: QtBot) -> None:
    QTest.keyClick(full.table, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert full.plots.grids.currentIndex() == 1
    assert full.plots.grids.page.plot.hasFocus()
    with qtbot.waitSignal(full.left):
        QTest.keyClick(full.plots.grids.page.plot, Qt.Key.Key_Escape)


def test_esc_closes_an_open_list_before_it_leaves_the_page(full: AgreementPage, qtbot: QtBot) -> None:
    button = full.choices.annotators
    button.click()
    with qtbot.assertNotEmitted(full.left):
        QTest.keyClick(button.list, Qt.Key.Key_Escape)
    assert not button.list.isVisible()
    with qtbot.waitSignal(full.left):
        QTest.keyClick(full.table, Qt.Key.Key_Escape)


def test_choosing_asks_for_numbers_again(full: AgreementPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(full.wanted) as asked:
        full.choices.unfinished.click()
    assert asked.args is not None
    wish = asked.args[0]
    assert isinstance(wish, MeasureWish)
    assert wish.choice.include_unfinished


def test_what_cannot_be_measured_is_said_and_not_asked_for(full: AgreementPage, qtbot: QtBot) -> None:
    check(full.choices.annotators, "ben", is_checked=False)
    check(full.choices.annotators, "cem", is_checked=False)
    with qtbot.assertNotEmitted(full.wanted):
        full.measure()
    assert full.work.said == "Choose at least two annotators."


def test_measuring_shows_how_far_it_is_beside_the_numbers_from_before(
    full: AgreementPage, qtbot: QtBot
) -> None:
    full.show_progress(None)
    full.show_progress(Progress(300, 10_000, "articles"))
    assert full.work.said == "Measuring: articles 300 of 10,000"
    assert full.work.isVisible()
    assert full.table.isVisible()
    with qtbot.waitSignal(full.stopped):
        full.work.stop.click()
    full.show_table(table())
    assert full.work.isHidden()


def test_a_failure_is_said_and_the_numbers_from_before_stay(full: AgreementPage) -> None:
    full.show_failure("The project is gone.")
    assert full.work.said == "The project is gone."
    assert full.table.isVisible()
    assert not full.work.stop.isVisible()


def test_with_nothing_to_compare_the_page_says_what_is_needed(page: AgreementPage) -> None:
    page.show_table(AgreementTable(("anna",), 0, (), left_out=(ALONE,)))
    assert not page.table.isVisible()
    assert "At least two annotators have to finish the same article." in page.hint
    assert "2 articles: read by one annotator alone" in page.hint


def test_another_project_leaves_nothing_of_the_numbers(full: AgreementPage) -> None:
    full.forget()
    assert not full.table.isVisible()
    full.show_failure("Measuring was stopped.")
    assert full.hint == "Measuring was stopped."


def test_keys_that_change_the_hidden_article_do_nothing_here(full: AgreementPage, qtbot: QtBot) -> None:
    done: list[bool] = []
    action = full.addAction("Done")
    action.setShortcut("Ctrl+Return")
    action.triggered.connect(lambda: done.append(True))
    QTest.keyClick(full.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == [True]
    full.keep_from_window(["Ctrl+Return"])
    QTest.keyClick(full.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == [True]


def test_every_control_has_a_name_for_those_who_do_not_see_it(full: AgreementPage) -> None:
    full.set_theme(DARK)
    assert nameless_controls(full) == []


def test_nothing_makes_the_page_larger_than_a_small_screen(full: AgreementPage) -> None:
    assert full.minimumSizeHint().width() <= 1000
    assert full.minimumSizeHint().height() <= 560
