"""A project's scheme: every version is kept, and what work would lose by a new one is said first."""

import pytest

from annotator.domain.edits.progress import set_flag
from annotator.domain.scheme import EntityLabel
from annotator.project import Project, open_project
from annotator.store.schemes import free_version
from tests.builders import ANNA, BEN, SCHEME, annotated, annotation, article, mention, stance
from tests.filling import fill, work

WITHOUT_PERSON = SCHEME.model_copy(update={"version": "2", "entity_labels": SCHEME.entity_labels[1:]})


def test_a_new_scheme_is_in_force_also_after_reopening(any_project: Project) -> None:
    any_project.set_scheme(WITHOUT_PERSON)

    with open_project(any_project.where) as other:
        assert other.scheme == any_project.scheme == WITHOUT_PERSON


def test_another_scheme_under_a_version_that_is_taken_gets_the_next(any_project: Project) -> None:
    any_project.set_scheme(SCHEME.model_copy(update={"title": "Better"}))
    assert (any_project.scheme.version, any_project.scheme.title) == ("2", "Better")

    any_project.set_scheme(any_project.scheme)
    assert any_project.scheme.version == "2"


@pytest.mark.parametrize(
    ("version", "taken", "free"),
    [
        ("3", ["1", "2"], "3"),
        ("1", ["1", "2"], "3"),
        ("1.9", ["1.9"], "1.10"),
        ("draft", ["draft", "draft 2"], "draft 3"),
    ],
)
def test_the_next_free_version_counts_on(version: str, taken: list[str], free: str) -> None:
    assert free_version(version, taken) == free


def test_work_that_goes_on_does_so_under_the_scheme_in_force(any_project: Project) -> None:
    fill(
        any_project,
        annotated(article(), annotation()),
        annotated(article("Other.", "a2"), annotation(BEN, "a2")),
    )
    any_project.set_scheme(WITHOUT_PERSON)
    opened = any_project.load("a1", ANNA).record
    assert opened is not None
    assert opened.annotation.scheme == WITHOUT_PERSON.id

    work(any_project, [set_flag(opened.annotation, flagged=True)])
    any_project.take_snapshots()
    (annas,) = any_project.annotations_of("a1")
    (bens,) = any_project.annotations_of("a2")
    assert annas.annotation.scheme == WITHOUT_PERSON.id
    assert bens.annotation.scheme == SCHEME.id


def _labelled(project: Project) -> None:
    """Two articles with three persons, and a stance of one of them toward the dam."""
    first = annotation(ANNA, "a1", mention("m1", 0, 9, entity="e1"), mention("m2", 19, 24, "GPE"))
    first = first.model_copy(update={"judgements": {"j1": stance("j1", "e1")}})
    second = annotation(ANNA, "a2", mention("m1", 0, 4), mention("m2", 5, 8))
    fill(project, annotated(article(), first), annotated(article("Toll and Mira.", "a2"), second))


@pytest.mark.parametrize(
    ("change", "losses"),
    [
        ({"title": "Better"}, ()),
        ({"entity_labels": (*SCHEME.entity_labels, EntityLabel(name="EVENT"))}, ()),
        (
            {"entity_labels": SCHEME.entity_labels[1:]},
            ("3 mentions in 2 articles have the label PERSON, which the new scheme has not.",),
        ),
        (
            {"entity_labels": SCHEME.entity_labels[:2]},
            ("1 mention in 1 article has the label GPE, which the new scheme has not.",),
        ),
        (
            {"tasks": SCHEME.tasks[1:]},
            ("1 judgement in 1 article has the task stance, which the new scheme has not.",),
        ),
        (
            {"tasks": (SCHEME.tasks[0].model_copy(update={"labels": SCHEME.tasks[0].labels[:1]}),)},
            (
                "1 judgement in 1 article has the label against of the task stance, "
                "which the new scheme has not.",
            ),
        ),
        (
            {"topics": ()},
            ("1 judgement in 1 article has the topic “the dam”, which the new scheme has not.",),
        ),
    ],
)
def test_what_would_be_lost_is_said(
    any_project: Project, change: dict[str, object], losses: tuple[str, ...]
) -> None:
    _labelled(any_project)

    assert any_project.scheme_losses(SCHEME.model_copy(update=change)) == losses
