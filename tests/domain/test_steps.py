"""Steps: applying them, taking them back, and refusing those that do not fit."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import (
    AUTHOR,
    Annotation,
    Mention,
    Progress,
    Ref,
    RefKind,
    Status,
)
from annotator.domain.article import Article
from annotator.domain.edits import entities, judgements, mentions, progress
from annotator.domain.refused import Refused
from annotator.domain.scheme import About, Task, TaskLabel
from annotator.domain.steps import MentionChange, ProgressChange, Step, StepDoesNotFit, apply
from tests.domain.marked import STANCE, empty, marked, proposed, stance

VARON = Mention(id="m1", start=0, end=5, label="GPE")
TOLL = Mention(id="m1", start=0, end=5, label="PERSON")

SALIENCE = Task(
    name="salience",
    about=About.ENTITY,
    labels=(TaskLabel(name="main", value=2), TaskLabel(name="other", value=1)),
)


def step(before: Mention | None, after: Mention | None) -> Step:
    return Step(name="test", changes=(MentionChange(before=before, after=after),))


def test_a_step_adds_changes_and_removes() -> None:
    added = apply(empty(), step(None, VARON))
    assert added.mentions == {"m1": VARON}
    changed = apply(added, step(VARON, TOLL))
    assert changed.mentions == {"m1": TOLL}
    assert apply(changed, step(TOLL, None)).mentions == {}


def test_a_step_leaves_the_annotation_it_is_applied_to_alone() -> None:
    annotation = empty()
    apply(annotation, step(None, VARON))
    assert annotation == empty()


@pytest.mark.parametrize(
    "unfit",
    [
        step(TOLL, None),
        step(TOLL, VARON),
        step(None, TOLL),
        step(VARON.model_copy(update={"id": "m2"}), None),
        step(VARON.model_copy(update={"id": "m2"}), VARON),
    ],
)
def test_a_step_that_expects_something_else_does_not_fit(unfit: Step) -> None:
    with pytest.raises(StepDoesNotFit):
        apply(apply(empty(), step(None, VARON)), unfit)


def test_a_change_of_id_does_not_overwrite_what_has_the_new_id() -> None:
    other = VARON.model_copy(update={"id": "m2"})
    annotation = apply(apply(empty(), step(None, VARON)), step(None, other))
    with pytest.raises(StepDoesNotFit):
        apply(annotation, step(VARON, other))


def test_a_status_the_step_does_not_expect_does_not_fit() -> None:
    unfit = ProgressChange(before=Progress(status=Status.DONE), after=Progress())
    with pytest.raises(StepDoesNotFit):
        apply(empty(), Step(name="test", changes=(unfit,)))


def test_all_changes_of_a_step_happen_or_none() -> None:
    half = Step(name="test", changes=(*step(None, VARON).changes, *step(TOLL, None).changes))
    annotation = empty()
    with pytest.raises(StepDoesNotFit):
        apply(annotation, half)
    assert annotation == empty()


def test_only_a_step_with_changes_counts() -> None:
    assert step(None, VARON)
    assert not Step(name="nothing", changes=())


@dataclass(frozen=True)
class Deed:
    """One thing a person could do, with numbers that choose on what."""

    edit: Callable[[Annotation, Article, int, int], Step]
    first: int
    second: int


def pick(items: list[str], number: int) -> str:
    return items[number % len(items)] if items else "none"


def some_mention(annotation: Annotation, number: int) -> str:
    return pick(list(annotation.mentions), number)


def some_entity(annotation: Annotation, number: int) -> str:
    return pick(list(annotation.entities), number)


def some_ref(annotation: Annotation, number: int) -> Ref:
    entity = annotation.entities.get(some_entity(annotation, number))
    refs = [AUTHOR, Ref(kind=RefKind.TOPIC, id="dam", name="the dam")]
    return Ref(kind=RefKind.ENTITY, id=entity.id, name=entity.name) if entity else refs[number % 2]


def mark(annotation: Annotation, article: Article, first: int, second: int) -> Step:
    start = first % len(article.text)
    return mentions.add_mention(
        annotation, article, start, start + 1 + second % 9, ("GPE", "ORG")[second % 2]
    )


def resize(annotation: Annotation, article: Article, first: int, second: int) -> Step:
    start = second % len(article.text)
    id_ = some_mention(annotation, first)
    return mentions.resize_mention(annotation, article, id_, start, start + 1 + first % 7)


def widen(annotation: Annotation, article: Article, first: int, second: int) -> Step:
    start = second % len(article.text)
    return mentions.add_fragment(annotation, article, some_mention(annotation, first), start, start + 2)


def repeat(annotation: Annotation, article: Article, first: int, second: int) -> Step:
    last = mentions.last_deed(
        mentions.delete_mention(annotation, some_mention(annotation, first)), article.text
    )
    if last is None:
        raise Refused("There is nothing to repeat.")
    places = mentions.places_for_all(annotation, article, last)
    return mentions.repeat_on_all(annotation, article, last, places)


def say(annotation: Annotation, article: Article, first: int, second: int) -> Step:
    said = stance(some_ref(annotation, first), ("favor", "against")[second % 2], some_ref(annotation, second))
    return judgements.add_judgement(annotation, article, STANCE, said)


def answer(annotation: Annotation, article: Article, first: int, second: int) -> Step:
    label = ("main", "other", None)[second % 3]
    return judgements.answer(annotation, SALIENCE, some_ref(annotation, first), label)


EDITS: tuple[Callable[[Annotation, Article, int, int], Step], ...] = (
    mark,
    resize,
    widen,
    repeat,
    say,
    answer,
    lambda a, article, n, k: mentions.accept_mention(a, some_mention(a, n)),
    lambda a, article, n, k: mentions.relabel_mention(a, some_mention(a, n), ("GPE", "ORG")[k % 2]),
    lambda a, article, n, k: mentions.delete_mention(a, some_mention(a, n)),
    lambda a, article, n, k: entities.add_entity(a, f"Entity {k % 5}", "ORG"),
    lambda a, article, n, k: entities.rename_entity(a, some_entity(a, n), f"Name {k % 5}"),
    lambda a, article, n, k: entities.relabel_entity(a, some_entity(a, n), ("GPE", "ORG")[k % 2]),
    lambda a, article, n, k: entities.merge_entities(a, some_entity(a, n), [some_entity(a, k)]),
    lambda a, article, n, k: entities.assign_mentions(a, [some_mention(a, n)], some_entity(a, k)),
    lambda a, article, n, k: entities.split_off(a, article, [some_mention(a, n)]),
    lambda a, article, n, k: entities.delete_entity(a, some_entity(a, n)),
    lambda a, article, n, k: judgements.delete_judgement(a, pick(list(a.judgements), n)),
    lambda a, article, n, k: progress.set_status(a, list(Status)[k % 4]),
    lambda a, article, n, k: progress.set_flag(a, flagged=k % 2 == 0),
    lambda a, article, n, k: progress.set_note(a, ("", "look again")[k % 2]),
)
NUMBER = st.integers(0, 200)
DEEDS = st.lists(st.builds(Deed, st.sampled_from(EDITS), NUMBER, NUMBER), max_size=25)
SOURCE = "[Varon|GPE] met [Mira Toll|PERSON]. 🦉 [Varon|GPE] and [Toll|PERSON] want the [Varon|ORG] dam."


def steps_of(deeds: list[Deed], annotation: Annotation, article: Article) -> list[tuple[Annotation, Step]]:
    """Each step that was not refused, with the annotation it was made for."""
    taken = []
    for deed in deeds:
        try:
            made = deed.edit(annotation, article, deed.first, deed.second)
        except Refused:
            continue
        taken.append((annotation, made))
        annotation = apply(annotation, made)
    return taken


@settings(max_examples=150)
@given(DEEDS, st.sampled_from((marked, proposed)))
def test_every_step_can_be_taken_back(
    deeds: list[Deed], start: Callable[[str], tuple[Article, Annotation]]
) -> None:
    article, annotation = start(SOURCE)
    for before, made in steps_of(deeds, annotation, article):
        after = apply(before, made)
        assert apply(after, made.inverse()) == before
        assert apply(apply(after, made.inverse()), made) == after
        assert made.inverse().inverse() == made


@settings(max_examples=150)
@given(DEEDS, st.sampled_from((marked, proposed)))
def test_whatever_is_done_everything_that_is_pointed_at_is_there(
    deeds: list[Deed], start: Callable[[str], tuple[Article, Annotation]]
) -> None:
    article, annotation = start(SOURCE)
    for before, made in steps_of(deeds, annotation, article):
        after = apply(before, made)
        for mention in after.mentions.values():
            assert mention.entity is None or mention.entity in after.entities
            assert mention.end <= len(article.text)
        for judgement in after.judgements.values():
            for ref in judgement.refs():
                if ref.kind is RefKind.ENTITY:
                    assert after.entities[ref.id or ""].name == ref.name
        marks = [(mention.pieces, mention.label) for mention in after.mentions.values()]
        assert len(set(marks)) == len(marks)
        answers = [(j.task, j.target) for j in after.judgements.values() if j.task == "salience"]
        assert len(set(map(repr, answers))) == len(answers)


@settings(max_examples=60)
@given(DEEDS)
def test_steps_and_annotations_come_back_from_json_as_they_were(deeds: list[Deed]) -> None:
    article, annotation = proposed(SOURCE)
    for before, made in steps_of(deeds, annotation, article):
        assert Step.model_validate_json(made.model_dump_json()) == made
        after = apply(before, made)
        assert Annotation.model_validate_json(after.model_dump_json()) == after
