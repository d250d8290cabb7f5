"""The readings of a conflict are cards that can be read, heard, walked through and taken."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.palette import DARK, LIGHT, Theme, label_colour, tone
from annotator.gui.panels.reading_card import Card, ReadingCard
from annotator.gui.panels.reading_cards import ReadingCards, columns_for
from tests.gui.panels.desk import nameless_controls

PERSON = label_colour("#6990e7", LIGHT)
A = Card("A", "Anna, Ben", 2 / 3, "said ", "Mira Toll", " on Monday", label="PERSON", colour=PERSON)
B = Card("B", "1 annotator", 1 / 3, "said ", "Toll", " on Monday", label="ORG", tone=1)
NOTHING = Card("C", "Chris", 0.0, is_nothing=True, tone=2)
STANCE = Card(
    "A",
    "3 annotators",
    0.6,
    label="Against",
    sentence="Varon is against the dam",
    evidence=("“Not one day,” they said.", "Never."),
)
KEYS = {"right": Qt.Key.Key_Right, "left": Qt.Key.Key_Left, "down": Qt.Key.Key_Down, "up": Qt.Key.Key_Up}


@pytest.fixture
def panel(qtbot: QtBot) -> ReadingCards:
    panel = ReadingCards()
    qtbot.addWidget(panel)
    panel.resize(1000, 300)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    return panel


def crowd(number: int) -> list[Card]:
    return [Card(chr(ord("A") + n), f"Annotator {n}", 1 / number, "x ", "y", " z") for n in range(number)]


def image_of(card: ReadingCard) -> QImage:
    return card.grab().toImage()


def colours(card: ReadingCard) -> set[str]:
    image = image_of(card)
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def shown(panel: ReadingCards) -> list[Card]:
    return [card.card for card in panel.cards]


def focused(panel: ReadingCards) -> int | None:
    return next((n for n, card in enumerate(panel.cards) if card.hasFocus()), None)


def press(*keys: Qt.Key) -> None:
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


def test_a_click_takes_a_card(panel: ReadingCards, qtbot: QtBot) -> None:
    panel.set_cards([A, B, NOTHING])
    with qtbot.waitSignal(panel.taken) as taken:
        QTest.mouseClick(panel.cards[2], Qt.MouseButton.LeftButton)
    assert taken.args == [2]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_takes_the_card_that_has_the_keyboard(panel: ReadingCards, qtbot: QtBot, key: Qt.Key) -> None:
    panel.set_cards([A, B])
    panel.setFocus()
    with qtbot.waitSignal(panel.taken) as taken:
        press(Qt.Key.Key_Right, key)
    assert taken.args == [1]


def test_taking_a_card_does_not_frame_it_before_it_is_chosen(panel: ReadingCards) -> None:
    panel.set_cards([A, B])
    panel.cards[1].click()
    assert [card.isChecked() for card in panel.cards] == [False, False]


def test_arrows_go_from_card_to_card_and_stop_at_the_ends(panel: ReadingCards) -> None:
    panel.set_cards(crowd(7))
    panel.setFocus()
    columns = panel.columns
    assert 1 < columns < 7
    assert focused(panel) == 0
    press(KEYS["left"], KEYS["up"])
    assert focused(panel) == 0
    press(KEYS["right"], KEYS["down"])
    assert focused(panel) == 1 + columns
    press(KEYS["up"], KEYS["left"])
    assert focused(panel) == 0
    press(Qt.Key.Key_End)
    assert focused(panel) == 6
    press(KEYS["right"], KEYS["down"])
    assert focused(panel) == 6
    press(Qt.Key.Key_Home)
    assert focused(panel) == 0


def test_the_keyboard_begins_at_the_chosen_card(panel: ReadingCards) -> None:
    chosen = Card("B", "Ben", 0.5, marked="Toll", is_chosen=True)
    panel.set_cards([A, chosen])
    panel.setFocus()
    assert focused(panel) == 1


def test_tab_comes_to_one_card_alone(panel: ReadingCards) -> None:
    panel.set_cards(crowd(5))
    panel.setFocus()
    press(KEYS["right"])
    by_tab = [bool(card.focusPolicy() & Qt.FocusPolicy.TabFocus) for card in panel.cards]
    assert by_tab == [False, True, False, False, False]


def test_the_keyboard_keeps_its_place_from_conflict_to_conflict(panel: ReadingCards) -> None:
    panel.set_cards([A, B, NOTHING])
    panel.setFocus()
    press(KEYS["right"])
    panel.set_cards([STANCE, NOTHING])
    assert focused(panel) == 1
    panel.set_cards([STANCE])
    assert focused(panel) == 0


def test_no_cards_and_cards_again(panel: ReadingCards) -> None:
    panel.set_cards([A, B])
    panel.set_cards([])
    assert shown(panel) == []
    panel.setFocus()
    panel.set_cards([NOTHING])
    assert shown(panel) == [NOTHING]
    assert panel.cards[0].isVisible()


def test_cards_stand_side_by_side_or_below_each_other_as_there_is_room(panel: ReadingCards) -> None:
    panel.set_cards([A, B, NOTHING])
    assert panel.columns == 3
    assert len({card.height() for card in panel.cards}) == 1
    panel.resize(300, 300)
    QApplication.processEvents()
    assert panel.columns == 1
    assert panel.cards[0].geometry().bottom() < panel.cards[1].geometry().top()
    assert panel.horizontalScrollBar().maximum() == 0


def test_twenty_five_cards_scroll_and_the_one_with_the_keyboard_is_seen(panel: ReadingCards) -> None:
    panel.set_cards(crowd(25))
    assert panel.verticalScrollBar().maximum() > 0
    panel.setFocus()
    press(Qt.Key.Key_End)
    last = panel.cards[-1]
    assert panel.viewport().rect().contains(last.mapTo(panel.viewport(), last.rect().center()))


@pytest.mark.parametrize(
    ("number", "width", "columns"),
    [(3, 1000, 3), (3, 250, 2), (4, 350, 2), (3, 50, 1), (25, 450, 4), (0, 500, 1), (1, 900, 1)],
)
def test_rows_are_as_even_as_can_be(number: int, width: int, columns: int) -> None:
    assert columns_for(number, width, 100) == columns


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_card_shows_its_tone_and_the_colour_of_its_label(panel: ReadingCards, theme: Theme) -> None:
    colour = label_colour("#6990e7", theme)
    panel.set_theme(theme)
    panel.set_cards([Card("B", "Anna", 0.5, "a ", "b", " c", label="PERSON", colour=colour, tone=1)])
    assert {tone(1, theme), colour.tint, theme.page} <= colours(panel.cards[0])


def test_the_chosen_card_is_framed(panel: ReadingCards) -> None:
    chosen = Card("A", "Anna", 0.5, marked="Toll", is_chosen=True)
    panel.set_cards([chosen, B])
    assert LIGHT.ring in colours(panel.cards[0])
    assert LIGHT.ring not in colours(panel.cards[1])


def test_the_bar_is_as_long_as_the_share(panel: ReadingCards) -> None:
    panel.set_cards([Card("A", "", share, is_nothing=True, tone=1) for share in (0.25, 0.75)])
    bars = []
    for card in panel.cards:
        image, ink = image_of(card), tone(1, LIGHT)
        # Below its key the card has the tone in its bar alone.
        bars.append(
            max(
                sum(image.pixelColor(x, y).name() == ink for x in range(image.width()))
                for y in range(card.height() // 3, card.height())
            )
        )
    assert bars[1] / bars[0] == pytest.approx(3, abs=0.2)


def test_the_whole_card_is_told_to_a_screen_reader(panel: ReadingCards) -> None:
    chosen = Card("B", "Ben", 0.2, sentence="No stance of Varon", is_nothing=True, is_chosen=True)
    panel.set_cards([A, NOTHING, STANCE, chosen])
    assert [card.accessibleName() for card in panel.cards] == [
        "A, Anna, Ben, 67%, PERSON, “Mira Toll”",
        "C, Chris, 0%, Nothing here",
        "A, 3 annotators, 60%, Against, Varon is against the dam, “Not one day,” they said.”, “Never.”",
        "B, Ben, 20%, No stance of Varon, chosen",
    ]
    assert nameless_controls(panel) == []
    assert panel.accessibleName() == "Readings"


def test_a_card_is_as_high_as_what_it_says(panel: ReadingCards) -> None:
    more = Card("A", "Anna", 0.5, sentence="Varon is against the dam", evidence=("One. " * 30,) * 3)
    panel.set_cards([STANCE])
    low = panel.cards[0].heightForWidth(300)
    panel.set_cards([more])
    assert panel.cards[0].heightForWidth(300) > low
    assert panel.cards[0].heightForWidth(300) > panel.cards[0].heightForWidth(600)


def ink_on_the_right(card: ReadingCard) -> float:
    """The part of the letters below the bar that stand in the right half."""
    image = image_of(card)
    page, width = image.pixelColor(8, image.height() - 8), image.width()
    inked = [
        x
        for x in range(10, width - 10)
        for y in range(int(0.6 * image.height()), image.height() - 8)
        if image.pixelColor(x, y) != page
    ]
    return sum(x > width / 2 for x in inked) / len(inked)


def test_text_from_right_to_left_begins_at_the_right(panel: ReadingCards) -> None:
    arabic = Card("A", "Anna", 0.5, "قال ", "أنور", " أمس")
    panel.set_cards([arabic])
    assert ink_on_the_right(panel.cards[0]) > 0.9
    panel.set_cards([Card("A", "Anna", 0.5, "AFP ", "أنور", "", is_rtl=True)])
    assert ink_on_the_right(panel.cards[0]) > 0.9
    panel.set_cards([Card("A", "Anna", 0.5, "said ", "Toll", " on")])
    assert ink_on_the_right(panel.cards[0]) < 0.1
