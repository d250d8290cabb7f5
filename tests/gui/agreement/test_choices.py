"""What is compared: what is usual to begin with, and one wish once choosing has come to rest."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.agreement.wish import MeasureWish, ReadingChoice
from annotator.domain.annotation import AnnotatorKind, Status
from annotator.gui.agreement.check_button import CheckButton
from annotator.gui.agreement.choices import Choices, SearchFound
from annotator.project import AnnotatorStatus
from tests.gui.panels.desk import SCHEME


def person(name: str, kind: AnnotatorKind = AnnotatorKind.HUMAN, articles: int = 3) -> AnnotatorStatus:
    return AnnotatorStatus(name, kind, articles, {Status.DONE: articles}, 10, 2, 60.0, 0)


PEOPLE = (
    person("anna"),
    person("ben"),
    person("cem"),
    person("gold", AnnotatorKind.ADJUDICATED),
    person("model", AnnotatorKind.MODEL),
    person("newcomer", articles=0),
)


@pytest.fixture
def choices(qtbot: QtBot) -> Choices:
    made = Choices()
    qtbot.addWidget(made)
    made.set_people(PEOPLE)
    made.set_scheme(SCHEME)
    made.set_search(None)
    return made


def article_ids(choices: Choices) -> set[str] | None:
    ids = choices.wish.choice.article_ids
    return None if ids is None else set(ids)


def check(button: CheckButton, title: str, *, is_checked: bool) -> None:
    (item,) = button.list.findItems(title, Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)


def test_to_begin_with_people_are_compared_on_everything_they_finished(choices: Choices) -> None:
    assert choices.wish == MeasureWish()
    assert list(choices.annotators.chosen) == ["anna", "ben", "cem"]
    assert choices.trouble == ""


def test_those_who_annotated_nothing_are_not_offered_and_gold_is_named_for_what_it_is(
    choices: Choices,
) -> None:
    titles = [choices.annotators.list.item(n).text() for n in range(choices.annotators.list.count())]
    assert titles == ["anna", "ben", "cem", "gold (adjudicated)", "model (model)"]


def test_several_choices_in_a_row_are_one_wish(choices: Choices, qtbot: QtBot) -> None:
    wishes: list[MeasureWish] = []
    choices.wanted.connect(wishes.append)
    check(choices.annotators, "cem", is_checked=False)
    check(choices.annotators, "gold (adjudicated)", is_checked=True)
    choices.unfinished.setChecked(True)
    check(choices.labels, "ORG", is_checked=False)
    qtbot.waitUntil(lambda: bool(wishes))
    assert wishes == [
        MeasureWish(
            ReadingChoice(("anna", "ben", "gold"), include_unfinished=True),
            labels=frozenset({"PERSON", "GPE"}),
        )
    ]


def test_the_articles_of_the_search_can_be_compared_while_there_is_one(choices: Choices) -> None:
    choices.set_search(SearchFound("dam", frozenset({"a1", "a2"})))
    assert choices.articles.itemText(1) == "Found by “dam” (2)"
    assert article_ids(choices) is None
    choices.articles.setCurrentIndex(1)
    assert article_ids(choices) == {"a1", "a2"}
    choices.set_search(SearchFound("river", frozenset({"a3"})))
    assert article_ids(choices) == {"a3"}
    choices.set_search(None)
    assert article_ids(choices) is None


def test_one_annotator_alone_or_no_label_is_trouble_that_is_said(choices: Choices) -> None:
    check(choices.annotators, "ben", is_checked=False)
    check(choices.annotators, "cem", is_checked=False)
    assert choices.trouble == "Choose at least two annotators."
    check(choices.annotators, "ben", is_checked=True)
    for label in ("PERSON", "ORG", "GPE"):
        check(choices.labels, label, is_checked=False)
    assert choices.trouble == "Choose at least one label."


def test_what_was_chosen_stays_so_when_somebody_new_has_annotated(choices: Choices) -> None:
    check(choices.annotators, "ben", is_checked=False)
    choices.set_people((*PEOPLE, person("dora")))
    assert list(choices.annotators.chosen) == ["anna", "cem", "dora"]
    assert "3 of 6" in choices.annotators.text()


def test_the_list_stays_open_while_one_chooses(choices: Choices, qtbot: QtBot) -> None:
    with qtbot.waitExposed(choices):
        choices.show()
    choices.annotators.click()
    assert choices.annotators.list.isVisible()
    check(choices.annotators, "cem", is_checked=False)
    assert choices.annotators.list.isVisible()
    assert choices.annotators.accessibleName() == "Annotators: 2 of 5"


def test_who_has_finished_nothing_is_counted_apart_unless_unfinished_work_counts(choices: Choices) -> None:
    beginner = AnnotatorStatus("dora", AnnotatorKind.HUMAN, 2, {Status.IN_PROGRESS: 2}, 10, 2, 60.0, 0)
    choices.set_people((*PEOPLE, beginner))
    assert choices.annotators.text() == "Annotators: 4 of 6, 1 with nothing finished ▾"
    titles = [choices.annotators.list.item(n).text() for n in range(choices.annotators.list.count())]
    assert "dora, nothing finished" in titles
    choices.unfinished.setChecked(True)
    assert choices.annotators.text() == "Annotators: 4 of 6 ▾"
