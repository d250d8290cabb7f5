"""Steps taken again on what another window made: what fits is kept, what happened is not doubled."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import (
    Annotation,
    RefKind,
    Status,
)
from annotator.domain.article import Article
from annotator.domain.edits import entities, judgements, mentions, progress
from annotator.domain.retaking import take_again
from annotator.domain.steps import Step, apply
from tests.builders import TEXT
from tests.domain.marked import STANCE, done, empty, marked, mention, proposed, ref, shown, stance
from tests.random_edits import KINDS, edit

SOURCE = "[Mira Toll|PERSON] spoke in [Varon|GPE]. Toll left Varon. The dam is near Lorn."


def test_what_the_other_window_did_not_touch_is_taken_again_as_it_was() -> None:
    article, base = marked(SOURCE)
    ours = mentions.relabel_mention(base, mention(base, article, "Varon").id, "ORG")
    theirs = done(base, mentions.delete_mention(base, mention(base, article, "Mira Toll").id))
    again = take_again(theirs, [ours])
    assert shown(again.annotation, article) == [("Varon", "ORG", "Varon")]
    assert again.left_out == ()


def test_what_the_other_window_did_too_is_not_done_twice() -> None:
    article, base = marked(SOURCE)
    ours = mentions.relabel_mention(base, mention(base, article, "Varon").id, "ORG")
    again = take_again(done(base, ours), [ours])
    assert (again.annotation, again.steps, again.left_out) == (done(base, ours), (), ())


def test_a_step_on_what_the_other_window_changed_is_left_out_and_named() -> None:
    article, base = marked(SOURCE)
    varon = mention(base, article, "Varon").id
    theirs = done(base, mentions.relabel_mention(base, varon, "ORG"))
    ours = mentions.delete_mention(base, varon)
    again = take_again(theirs, [ours])
    assert (again.annotation, again.steps, again.left_out) == (theirs, (), (ours.name,))


def test_new_mentions_of_both_windows_live_side_by_side_although_their_ids_are_the_same() -> None:
    article, base = marked(SOURCE)
    dam, lorn = article.text.index("dam"), article.text.index("Lorn")
    theirs = done(base, mentions.add_mention(base, article, dam, dam + 3, "ORG"))
    ours = mentions.add_mention(base, article, lorn, lorn + 4, "GPE")
    after = done(base, ours)
    then = mentions.relabel_mention(after, mention(after, article, "Lorn").id, "LOC")
    again = take_again(theirs, [ours, then])
    assert again.left_out == ()
    assert shown(again.annotation, article)[2:] == [("dam", "ORG", "dam"), ("Lorn", "LOC", "Lorn")]


def test_the_same_words_marked_in_both_windows_are_marked_once_and_later_steps_find_them() -> None:
    article, base = marked(SOURCE)
    dam, lorn = article.text.index("dam"), article.text.index("Lorn")
    theirs = done(base, mentions.add_mention(base, article, dam, dam + 3, "ORG"))
    theirs = done(theirs, mentions.add_mention(theirs, article, lorn, lorn + 4, "GPE"))
    ours = mentions.add_mention(base, article, lorn, lorn + 4, "GPE")
    after = done(base, ours)
    then = mentions.relabel_mention(after, mention(after, article, "Lorn").id, "LOC")
    again = take_again(theirs, [ours, then])
    assert again.left_out == ()
    assert [words for words, _, _ in shown(again.annotation, article)].count("Lorn") == 1
    assert shown(again.annotation, article)[3][:2] == ("Lorn", "LOC")


def test_a_stance_follows_the_entity_that_was_given_another_id() -> None:
    article, base = marked(SOURCE)
    dam, lorn = article.text.index("dam"), article.text.index("Lorn")
    theirs = done(base, mentions.add_mention(base, article, dam, dam + 3, "ORG"))
    marks = mentions.add_mention(base, article, lorn, lorn + 4, "GPE")
    after = done(base, marks)
    said = judgements.add_judgement(
        after, article, STANCE, stance(ref(after, "Mira Toll"), "against", ref(after, "Lorn"))
    )
    again = take_again(theirs, [marks, said])
    (judgement,) = again.annotation.judgements.values()
    assert judgement.target == ref(again.annotation, "Lorn")


def test_what_needs_a_step_that_did_not_fit_is_left_out_with_it() -> None:
    article, base = marked(SOURCE)
    toll = mention(base, article, "Mira Toll").id
    # Ours: the mention becomes longer and gets an entity of its own, which then is renamed.
    grows = mentions.resize_mention(base, article, toll, 0, len("Mira Toll spoke"))
    after = done(base, grows)
    (its_entity,) = {after.mentions[toll].entity}
    assert its_entity is not None
    renames = entities.rename_entity(after, its_entity, "Mira Toll, the mayor")
    theirs = done(base, mentions.relabel_mention(base, toll, "ORG"))
    again = take_again(theirs, [grows, renames])
    assert grows.name in again.left_out
    assert loose_ends(again.annotation) == []


def test_a_stance_of_an_entity_that_the_other_window_removed_is_left_out() -> None:
    article, base = marked(SOURCE)
    toll = mention(base, article, "Mira Toll").id
    theirs = done(base, mentions.delete_mention(base, toll))
    assert "Mira Toll" not in {e.name for e in theirs.entities.values()}
    ours = judgements.add_judgement(
        base, article, STANCE, stance(ref(base, "Mira Toll"), "against", ref(base, "Varon"))
    )
    again = take_again(theirs, [ours])
    assert (again.annotation, again.left_out) == (theirs, (ours.name,))


def test_an_article_that_both_windows_began_is_begun_and_keeps_the_other_windows_flag() -> None:
    article, base = proposed(SOURCE)
    accepts = mentions.accept_mention(base, mention(base, article, "Varon").id)
    theirs = done(base, progress.set_flag(base, flagged=True))
    again = take_again(theirs, [accepts, progress.set_note(done(base, accepts), "look at Lorn")])
    assert again.left_out == ()
    begun = {"status": Status.IN_PROGRESS, "note": "look at Lorn"}
    assert again.annotation.progress == theirs.progress.model_copy(update=begun)


def test_an_article_that_the_other_window_finished_stays_done() -> None:
    article, base = proposed(SOURCE)
    theirs = done(base, progress.set_status(base, Status.DONE))
    accepts = mentions.accept_mention(base, mention(base, article, "Varon").id)
    again = take_again(theirs, [accepts, progress.set_status(done(base, accepts), Status.SKIPPED)])
    assert again.annotation.progress.status is Status.DONE
    assert again.left_out == ("skip article",)


def test_an_article_that_the_other_window_has_only_begun_can_be_finished() -> None:
    article, base = proposed(SOURCE)
    theirs = done(base, mentions.accept_mention(base, mention(base, article, "Varon").id))
    again = take_again(theirs, [progress.set_status(base, Status.SKIPPED)])
    assert again.left_out == ()
    assert again.annotation.progress.status is Status.SKIPPED


def test_the_models_start_is_not_taken_a_second_time() -> None:
    article, model = marked(SOURCE)
    start = mentions.start_from(empty(), model)
    begun = apply(empty(), start)
    theirs = done(begun, mentions.delete_mention(begun, mention(begun, article, "Varon").id))
    ours = mentions.accept_mention(begun, mention(begun, article, "Mira Toll").id)
    again = take_again(theirs, [start, ours])
    assert [words for words, _, _ in shown(again.annotation, article)] == ["Mira Toll"]
    assert again.left_out == ()


def test_an_undo_is_taken_again_like_any_other_step() -> None:
    article, base = marked(SOURCE)
    flag = progress.set_flag(base, flagged=True)
    removes = mentions.delete_mention(base, mention(base, article, "Varon").id)
    again = take_again(done(base, flag), [removes, removes.inverse()])
    assert again.annotation.mentions == base.mentions
    assert again.left_out == ()


NUMBERS = st.integers(0, 40)
EDITS = st.lists(st.tuples(st.integers(0, KINDS - 1), NUMBERS, NUMBERS), max_size=12)


def edited(
    annotation: Annotation, article: Article, edits: Iterable[tuple[int, int, int]]
) -> tuple[Annotation, list[Step]]:
    steps = []
    for numbers in edits:
        step = edit(annotation, article, *numbers)
        if step:
            annotation = apply(annotation, step)
            steps.append(step)
    return annotation, steps


@given(before=EDITS, theirs=EDITS, ours=EDITS)
def test_whatever_two_windows_do_every_step_of_ours_fits_or_is_named(
    before: list[tuple[int, int, int]], theirs: list[tuple[int, int, int]], ours: list[tuple[int, int, int]]
) -> None:
    article = Article(id="a1", text=TEXT)
    base, _ = edited(empty(), article, before)
    made, _ = edited(base, article, theirs)
    _, steps = edited(base, article, ours)
    again = take_again(made, steps)
    assert done(made, *again.steps) == again.annotation
    assert loose_ends(again.annotation) == []
    spans = [(m.pieces, m.label) for m in again.annotation.mentions.values()]
    assert len(spans) == len(set(spans)), "nothing is marked twice"
    assert len(again.steps) + len(again.left_out) <= len(steps)


@given(before=EDITS, ours=EDITS)
def test_where_nobody_came_in_between_everything_is_as_we_left_it(
    before: list[tuple[int, int, int]], ours: list[tuple[int, int, int]]
) -> None:
    article = Article(id="a1", text=TEXT)
    base, _ = edited(empty(), article, before)
    left, steps = edited(base, article, ours)
    again = take_again(base, steps)
    assert (again.annotation, again.left_out) == (left, ())


def loose_ends(annotation: Annotation) -> list[str]:
    """What refers to something that is not there."""
    found = [m.id for m in annotation.mentions.values() if m.entity and m.entity not in annotation.entities]
    for judgement in annotation.judgements.values():
        for target in judgement.refs():
            if target.kind is RefKind.ENTITY and target.id not in annotation.entities:
                found.append(judgement.id)
    return found
