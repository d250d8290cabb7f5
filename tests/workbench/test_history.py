"""Undo and redo, in memory and read back from the log."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.log import LogEntry
from annotator.domain.refused import Refused
from annotator.workbench.history import History
from annotator.workbench.workbench import Taken
from tests.commands.desks import RecordingDesk

ACTS = (
    "mark",
    "label.ORG",
    "label.GPE",
    "mention.delete",
    "mention.next",
    "mention.end_right",
    "entity.split",
    "mention.all",
    "edit.undo",
    "edit.redo",
    "article.flag",
    "edit.clear",
)
WORDS = ("Mira Toll", "Varon", "Toll", "dam", "council", "Monday")


def act(desk: RecordingDesk, name: str, word: str) -> None:
    try:
        if name == "mark":
            desk.mark(word, "PERSON")
        else:
            desk.run(name)
    except Refused:
        pass


def undo_all(desk: RecordingDesk) -> None:
    while desk.workbench.history.last is not None:
        desk.workbench.undo()


def redo_all(desk: RecordingDesk) -> None:
    while desk.workbench.history.next is not None:
        desk.workbench.redo()


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(WORDS)), max_size=25))
def test_undoing_everything_leads_back_and_redoing_everything_leads_forth(
    acts: list[tuple[str, str]],
) -> None:
    desk = RecordingDesk()
    beginning = desk.workbench.annotation
    for name, word in acts:
        act(desk, name, word)
    redo_all(desk)
    end = desk.workbench.annotation
    undo_all(desk)
    assert desk.workbench.annotation == beginning
    redo_all(desk)
    assert desk.workbench.annotation == end


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(WORDS)), max_size=25))
def test_a_history_read_from_the_log_is_the_history_that_wrote_it(acts: list[tuple[str, str]]) -> None:
    desk = RecordingDesk()
    log: list[LogEntry] = []

    def note(taken: Taken) -> None:
        log.append(taken.entry)

    desk.workbench.changed.connect(note)
    for name, word in acts:
        act(desk, name, word)
    assert [entry.revision for entry in log] == list(range(1, len(log) + 1))

    again = RecordingDesk()
    again.workbench.open(again.workbench.article, desk.workbench.annotation, History(log), len(log))
    while (step := again.workbench.history.last) is not None:
        assert desk.workbench.history.last == step
        desk.workbench.undo()
        again.workbench.undo()
    assert not desk.workbench.history.has_own_work
    assert desk.workbench.annotation == again.workbench.annotation


def test_a_new_step_ends_what_could_be_redone() -> None:
    desk = RecordingDesk()
    desk.mark("Varon", "GPE")
    desk.run("edit.undo")
    desk.mark("Monday", "ORG")
    assert desk.workbench.history.next is None
