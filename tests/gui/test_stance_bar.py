"""A stance by three keys, or by mouse, or letter by letter; and every way back."""

import os
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.commands.stances import start
from annotator.domain.annotation import RefKind
from annotator.gui.stance_bar import StanceBar
from annotator.workbench.selection import Selection
from annotator.workbench.stance_entry import Field
from tests.builders import TEXT
from tests.gui.panels.desk import DAM, STANCE, Desk, nameless_controls

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
REJECTS = TEXT.index("rejects")


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.bench.select(Selection().with_caret(REJECTS))
    return desk


@pytest.fixture
def bar(desk: Desk, qtbot: QtBot) -> StanceBar:
    bar = StanceBar(desk.bench, desk.attempt)
    qtbot.addWidget(bar)
    bar.resize(600, 400)
    return bar


def begin(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    with qtbot.waitExposed(bar):
        start(desk.bench, STANCE)


def offered(bar: StanceBar) -> list[tuple[str, str]]:
    return [(choice.key, choice.title) for choice in bar.offered]


def test_three_keys_make_a_stance(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    QTest.keyClick(bar, Qt.Key.Key_1)
    QTest.keyClick(bar, Qt.Key.Key_A)
    with qtbot.waitSignal(bar.ended):
        QTest.keyClick(bar, Qt.Key.Key_3)
    assert desk.claims == ["Mira Toll against the dam"]
    (judgement,) = desk.bench.annotation.judgements.values()
    assert [TEXT[s.start : s.end] for s in judgement.evidence] == ["Toll’s party rejects the dam."]
    assert bar.isHidden()


def test_those_named_in_the_sentence_are_offered_first(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    assert offered(bar)[:3] == [("1", "Mira Toll"), ("2", "Varon"), ("3", "Varon council")]
    assert ("@", "the author") in offered(bar)


def test_letters_narrow_the_list_and_are_shown(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    QTest.keyClicks(bar, "coun")
    assert offered(bar) == [("1", "Varon council")]
    assert "coun" in bar.chip(Field.HOLDER).text()
    QTest.keyClick(bar, Qt.Key.Key_Backspace)
    assert "cou" in bar.chip(Field.HOLDER).text()


def test_enter_and_tab_take_the_selected_choice(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    QTest.keyClick(bar, Qt.Key.Key_Down)
    QTest.keyClick(bar, Qt.Key.Key_Tab)
    QTest.keyClick(bar, Qt.Key.Key_Return)
    QTest.keyClick(bar, Qt.Key.Key_Up)
    QTest.keyClick(bar, Qt.Key.Key_Return)
    assert desk.claims == ["Varon favor the dam"]


def test_backspace_goes_back_to_the_field_before(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    QTest.keyClick(bar, Qt.Key.Key_1)
    assert bar.chip(Field.LABEL).is_asked
    QTest.keyClick(bar, Qt.Key.Key_Backspace)
    assert bar.chip(Field.HOLDER).is_asked


def test_escape_leaves_the_stance_unmade(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    QTest.keyClick(bar, Qt.Key.Key_1)
    with qtbot.waitSignal(bar.ended):
        QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert desk.claims == []
    assert desk.bench.stance_entry is None


def test_the_mouse_can_do_all_of_it(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    for title in ("Varon council", "In favour", "the dam"):
        row = [choice.title for choice in bar.offered].index(title)
        where = bar.list.visualRect(bar.list.model().index(row, 0)).center()
        QTest.mouseClick(bar.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert desk.claims == ["Varon council favor the dam"]


def test_a_click_on_a_chip_asks_for_that_field(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    QTest.mouseClick(bar.chip(Field.TARGET), Qt.MouseButton.LeftButton)
    assert bar.chip(Field.TARGET).is_asked
    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert bar.chip(Field.LABEL).is_asked


def test_a_topic_that_is_not_listed_is_typed(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    QTest.keyClicks(bar, "1a")
    QTest.keyClicks(bar, "the price of water")
    QTest.keyClick(bar, Qt.Key.Key_Return)
    (judgement,) = desk.bench.annotation.judgements.values()
    assert judgement.target is not None
    assert (judgement.target.kind, judgement.target.name) == (RefKind.TOPIC, "the price of water")


def test_what_is_refused_is_said_in_the_bar(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    desk.stance(desk.entity("Mira Toll"), DAM, "against")
    desk.bench.select(Selection().with_caret(REJECTS))
    begin(desk, bar, qtbot)
    QTest.keyClicks(bar, "1a3")
    assert bar.refusal == "That is said already."
    assert desk.refusals == ["That is said already."]
    assert not bar.isHidden()
    QTest.keyClick(bar, Qt.Key.Key_Backspace)
    assert bar.refusal == ""


def test_a_part_that_is_asked_alone_keeps_the_others(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    desk.stance(desk.entity("Mira Toll"), DAM, "against")
    judgement = next(iter(desk.bench.annotation.judgements.values()))
    start(desk.bench, STANCE, holder=judgement.holder, target=judgement.target)
    entry = desk.bench.stance_entry
    assert entry is not None
    desk.bench.set_stance_entry(replace(entry, label="against", editing=judgement.id))
    QTest.keyClick(bar, Qt.Key.Key_N)
    assert desk.claims == ["Mira Toll neutral the dam"]


def test_keys_with_control_are_left_to_the_window(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    QTest.keyClick(bar, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert bar.chip(Field.HOLDER).is_asked


def test_opening_another_article_ends_it(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    with qtbot.waitSignal(bar.ended):
        desk.open("Varon sleeps.")
    assert bar.isHidden()


def test_every_control_has_a_name(desk: Desk, bar: StanceBar, qtbot: QtBot) -> None:
    begin(desk, bar, qtbot)
    assert nameless_controls(bar) == []


def test_a_key_no_label_begins_with_is_refused_and_leaves_the_labels_in_sight(
    desk: Desk, bar: StanceBar, qtbot: QtBot
) -> None:
    begin(desk, bar, qtbot)
    QTest.keyClick(bar, Qt.Key.Key_1)
    before = offered(bar)
    QTest.keyClick(bar, Qt.Key.Key_7)
    assert offered(bar) == before != []
    assert "“7”" in bar.refusal
