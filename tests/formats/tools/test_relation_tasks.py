"""A relation of another tool becomes an answer to the task that it fits, and finds its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel
from annotator.formats.relation_tasks import is_found_again, label_of, task_of


def scheme(*tasks: Task) -> Scheme:
    return Scheme(name="s", version="1", entity_labels=(EntityLabel(name="PERSON"),), tasks=tasks)


def task(name: str, *labels: str, about: About = About.PAIR) -> Task:
    return Task(name=name, about=about, labels=tuple(TaskLabel(name=label) for label in labels))


STANCE = task("stance", "against", "favour")
BELIEF = task("belief", "against", "doubts")
FRAME = task("frame", "conflict", about=About.ARTICLE)


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("favour", ("stance", "favour")),
        ("doubts", ("belief", "doubts")),
        ("against", ("relation", "against")),
        ("stance:against", ("stance", "against")),
        ("belief:against", ("belief", "against")),
        ("stance:new", ("stance", "new")),
        ("stance:", ("relation", "stance:")),
        ("conflict", ("relation", "conflict")),
        ("frame:conflict", ("relation", "frame:conflict")),
        ("works_for", ("relation", "works_for")),
        ("", ("relation", "")),
    ],
)
def test_a_relation_answers_the_one_pair_task_with_its_label_or_the_one_it_names(
    label: str, found: tuple[str, str]
) -> None:
    assert task_of(label, scheme(STANCE, BELIEF, FRAME)) == found


def test_without_a_scheme_every_relation_is_a_relation() -> None:
    assert task_of("stance:against", None) == ("relation", "stance:against")


NAMES = st.text("ab", min_size=1, max_size=3)


@given(st.dictionaries(NAMES, st.sets(NAMES, min_size=1), min_size=1, max_size=3), st.data())
def test_what_is_written_of_a_relation_is_read_as_the_same_task_and_label(
    labels: dict[str, set[str]], data: st.DataObject
) -> None:
    project = scheme(*(task(name, *sorted(its)) for name, its in labels.items()))
    name = data.draw(st.sampled_from(sorted(labels)))
    label = data.draw(st.sampled_from(sorted(labels[name])))
    assert task_of(label_of(name, label, project), project) == (name, label)


def test_an_answer_to_a_question_about_the_article_is_not_found_again_as_a_relation() -> None:
    known = scheme(STANCE, FRAME)
    assert is_found_again("stance", "against", known)
    assert is_found_again("stance", "other", known)
    assert not is_found_again("frame", "conflict", known)
