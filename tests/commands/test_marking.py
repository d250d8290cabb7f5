"""Correcting mentions with commands alone."""

import pytest

from annotator.domain.annotation import Annotation, Annotator, AnnotatorKind, Decision, Mention, MentionOrigin
from annotator.domain.edits.mentions import START, start_from
from annotator.domain.refused import Refused
from tests.commands.desks import SCHEME, TEXT, RecordingDesk


def start_with_proposals(desk: RecordingDesk, *words: tuple[str, str]) -> None:
    """Opens the article with a model's proposals for the first place of each of the words."""
    mentions = {
        f"m{n}": Mention(
            id=f"m{n}",
            start=TEXT.index(word),
            end=TEXT.index(word) + len(word),
            label=label,
            origin=MentionOrigin.MODEL,
            decision=Decision.UNTOUCHED,
        )
        for n, (word, label) in enumerate(words)
    }
    model = Annotation(
        article_id="a1",
        annotator=Annotator(name="model 1", kind=AnnotatorKind.MODEL),
        scheme=SCHEME.id,
        mentions=mentions,
    )
    desk.workbench.do(start_from(desk.workbench.annotation, model))
    desk.workbench.select(desk.workbench.selection.with_caret(0))


def test_a_label_key_marks_the_selected_text(desk: RecordingDesk) -> None:
    desk.select("Mira Toll")
    desk.run("label.PERSON")
    assert desk.marked == [("Mira Toll", "PERSON")]


def test_a_label_key_marks_the_word_under_the_caret_when_nothing_is_selected(desk: RecordingDesk) -> None:
    desk.workbench.select(desk.workbench.selection.with_caret(TEXT.index("Varon") + 2))
    desk.run("label.GPE")
    assert desk.marked == [("Varon", "GPE")]


def test_a_label_key_relabels_the_current_mention(desk: RecordingDesk) -> None:
    start_with_proposals(desk, ("Varon", "PERSON"))
    desk.run("mention.next_open")
    desk.run("label.GPE")
    mention = desk.workbench.current_mention
    assert mention is not None
    assert (mention.label, mention.decision) == ("GPE", Decision.RELABELLED)


def test_enter_accepts_and_goes_on_to_the_next_proposal(desk: RecordingDesk) -> None:
    start_with_proposals(desk, ("Mira Toll", "PERSON"), ("Varon", "GPE"))
    desk.run("mention.next_open")
    desk.run("mention.accept")
    current = desk.workbench.current_mention
    assert current is not None
    assert current.quote(TEXT) == "Varon"
    desk.run("mention.accept")
    assert {m.decision for m in desk.workbench.annotation.mentions.values()} == {Decision.ACCEPTED}
    assert "Ctrl+Enter" in desk.said[-1]


def test_removing_a_proposal_remembers_it_as_rejected(desk: RecordingDesk) -> None:
    start_with_proposals(desk, ("Monday", "PERSON"))
    desk.run("mention.next_open")
    desk.run("mention.delete")
    rejected = list(desk.workbench.annotation.rejected.values())
    assert [(TEXT[r.start : r.end], r.label) for r in rejected] == [("Monday", "PERSON")]
    assert desk.marked == []


def test_removing_what_a_person_marked_is_no_rejection(desk: RecordingDesk) -> None:
    desk.mark("Monday", "ORG")
    desk.run("mention.delete")
    assert desk.workbench.annotation.rejected == {}


def test_brackets_move_the_edges_by_words(desk: RecordingDesk) -> None:
    desk.mark("Toll", "PERSON")
    desk.run("mention.start_left")
    assert desk.marked == [("Mira Toll", "PERSON")]
    desk.run("mention.end_right")
    assert desk.marked == [("Mira Toll spoke", "PERSON")]
    desk.run("mention.end_left")
    desk.run("mention.start_right")
    assert desk.marked == [("Toll", "PERSON")]


def test_with_alt_the_edges_move_by_characters(desk: RecordingDesk) -> None:
    desk.mark("Toll’s", "PERSON")
    desk.run("mention.end_left_character")
    desk.run("mention.end_left_character")
    assert desk.marked == [("Toll", "PERSON")]


def test_a_mention_keeps_at_least_one_word(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    with pytest.raises(Refused, match="at least one character"):
        desk.run("mention.end_left")


def test_all_of_these_shows_the_places_first_and_is_one_undo(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    desk.run("mention.all")
    preview = desk.workbench.preview
    assert preview is not None
    assert [TEXT[place.start : place.end] for place in preview.places] == ["Varon", "Varon"]
    assert len(desk.marked) == 1, "nothing happens before it was shown"
    desk.run("mention.accept")
    assert desk.marked == [("Varon", "GPE")] * 3
    origins = [m.origin for m in desk.workbench.annotation.ordered_mentions]
    assert origins.count(MentionOrigin.PROPAGATED) == 2
    desk.run("edit.undo")
    assert desk.marked == [("Varon", "GPE")]


def test_all_of_these_removes_all_after_one_was_removed(desk: RecordingDesk) -> None:
    for which in range(3):
        desk.mark("Varon", "GPE", which=which)
    desk.run("mention.delete")
    desk.run("mention.all")
    desk.run("mention.all")
    assert desk.marked == []


def test_escape_leaves_all_of_these_as_it_was(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    desk.run("mention.all")
    desk.run("mention.cancel")
    assert desk.workbench.preview is None
    assert desk.marked == [("Varon", "GPE")]


def test_marking_the_same_text_twice_is_refused(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    with pytest.raises(Refused, match="marked as GPE already"):
        desk.mark("Varon", "GPE")


def test_a_further_piece_makes_a_mention_discontinuous(desk: RecordingDesk) -> None:
    desk.mark("Mira", "PERSON")
    desk.select("spoke")
    desk.run("mention.add_piece")
    (mention,) = desk.workbench.annotation.mentions.values()
    assert [TEXT[start:end] for start, end in mention.pieces] == ["Mira", "spoke"]


def test_accepting_all_proposals_is_one_undo(desk: RecordingDesk) -> None:
    start_with_proposals(desk, ("Mira Toll", "PERSON"), ("Varon", "GPE"))
    desk.run("mention.accept_all")
    assert {m.decision for m in desk.workbench.annotation.mentions.values()} == {Decision.ACCEPTED}
    desk.run("edit.undo")
    assert {m.decision for m in desk.workbench.annotation.mentions.values()} == {Decision.UNTOUCHED}


def test_undo_does_not_take_the_proposals_away_when_nothing_was_done(desk: RecordingDesk) -> None:
    start_with_proposals(desk, ("Varon", "GPE"))
    last = desk.workbench.history.last
    assert last is not None
    assert last.name == START
    desk.run("edit.undo")
    assert desk.marked == [("Varon", "GPE")]
    assert desk.asked_for == ["last changed"]


def test_back_to_the_beginning_can_be_redone(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    desk.mark("Mira Toll", "PERSON")
    desk.run("edit.clear")
    assert desk.marked == []
    desk.run("edit.redo")
    desk.run("edit.redo")
    assert desk.marked == [("Mira Toll", "PERSON"), ("Varon", "GPE")]


def test_the_caret_selects_text_by_keyboard_alone(desk: RecordingDesk) -> None:
    desk.run("caret.text_start")
    desk.run("select.word_right")
    desk.run("select.word_right")
    desk.run("label.PERSON")
    assert desk.marked == [("Mira Toll", "PERSON")]
