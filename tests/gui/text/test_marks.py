"""Which mentions each paragraph draws, whatever was done to them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Decision
from annotator.domain.edits.mentions import add_mention
from annotator.domain.steps import apply
from annotator.gui.text.look import Look
from annotator.gui.text.marks import MarkIndex, marks_of
from annotator.gui.text.paragraphs import Paragraphs
from tests.builders import annotation, article, mention
from tests.gui.text.desk import ShownView, bench_with
from tests.gui.text.samples import ARABIC, ENGLISH
from tests.random_edits import KINDS, edit

NUMBERS = st.tuples(st.integers(0, KINDS - 1), st.integers(0, 60), st.integers(0, 60))


@settings(max_examples=60, deadline=None)
@given(st.lists(NUMBERS, max_size=14), st.data())
def test_following_the_steps_comes_to_the_same_as_beginning_anew(
    numbers: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    read, value = article(), annotation()
    paragraphs = Paragraphs(read)
    index = MarkIndex(paragraphs, ())
    for kind, one, two in numbers:
        step = edit(value, read, kind, one, two)
        if data.draw(st.booleans()):
            index.marks(0)
        value = apply(value, step)
        index.follow(step)
    anew = MarkIndex(paragraphs, value.mentions.values())
    for number in range(len(paragraphs)):
        assert index.marks(number) == anew.marks(number)


def test_a_step_tells_which_paragraphs_it_touches() -> None:
    read = article("One here\n\nTwo there")
    step = add_mention(annotation(), read, 4, 13, "ORG")
    assert MarkIndex(Paragraphs(read), ()).follow(step) == {0, 1, 2}


def test_marks_come_in_order_of_reading_with_enclosing_ones_further_out() -> None:
    marks = marks_of([mention("m1", 6, 9), mention("m2", 0, 9), mention("m3", 0, 4)])
    assert [(mark.mention.id, mark.level) for mark in marks] == [("m2", 1), ("m3", 0), ("m1", 0)]


def test_a_proposal_nobody_looked_at_is_not_decided() -> None:
    proposal = mention("m1", 0, 4).model_copy(update={"decision": Decision.UNTOUCHED})
    assert [mark.is_decided for mark in marks_of([proposal, mention("m2", 5, 9)])] == [False, True]


def test_after_any_edits_the_screen_is_as_if_painted_anew(qtbot: QtBot) -> None:
    """Only what a step touches is repainted, and that is enough."""
    shown = ShownView(bench_with(f"{ENGLISH}\n{ARABIC}"), Look(), qtbot)
    bench = shown.bench
    for number in range(60):
        step = edit(bench.annotation, bench.article, number * 7, number * 5 % 61, number * 11 % 61)
        bench.do(step)
        if number % 4 == 3:
            bench.undo()
        QApplication.processEvents()
        repainted = shown.on_screen()
        shown.viewport.repaint()
        assert repainted == shown.on_screen(), f"after step {number}, {step.name}"
