"""What goes together in a scheme, and what is found in it."""

from collections.abc import Mapping

import pytest
from pydantic import JsonValue, ValidationError

from annotator.domain.annotation import RefKind, SchemeVersion
from annotator.domain.scheme import About, EntityLabel, FaultyScheme, Place, Scheme, Task, TaskLabel, Topic

PLAIN: Mapping[str, JsonValue] = {
    "name": "test",
    "version": "1",
    "entity_labels": [{"name": "GPE", "key": "1"}, {"name": "ORG", "key": "2"}],
    "tasks": [{"name": "stance", "key": "s", "labels": [{"name": "favor", "key": "f"}, {"name": "against"}]}],
    "topics": [{"id": "dam", "name": "the dam"}],
}


def faults_of(**changes: JsonValue) -> dict[Place, str]:
    with pytest.raises(ValidationError) as caught:
        Scheme.model_validate({**PLAIN, **changes})
    faults: dict[Place, str] = {}
    for error in caught.value.errors():
        fault = error["ctx"]["error"]
        assert isinstance(fault, FaultyScheme)
        faults |= {(*error["loc"], *place): sentence for place, sentence in fault.faults}
    return faults


def test_what_stands_twice_is_refused_each_with_its_place() -> None:
    labels: JsonValue = [{"name": "GPE", "key": "1"}, {"name": "GPE", "key": "1"}, {"name": "GPE"}]
    assert faults_of(entity_labels=labels) == {
        ("entity_labels", 1, "name"): "The entity label “GPE” stands twice.",
        ("entity_labels", 1, "key"): "The key “1” stands twice.",
        ("entity_labels", 2, "name"): "The entity label “GPE” stands twice.",
    }
    topics: JsonValue = [{"id": "dam", "name": "a"}, {"id": "dam", "name": "b"}]
    assert faults_of(topics=topics) == {("topics", 1, "id"): "The topic “dam” stands twice."}


def test_labels_and_keys_of_one_task_stand_once() -> None:
    task: JsonValue = {"name": "t", "labels": [{"name": "a", "key": "x"}, {"name": "a", "key": "x"}]}
    assert faults_of(tasks=[task]) == {
        ("tasks", 0, "labels", 1, "name"): "The label “a” stands twice.",
        ("tasks", 0, "labels", 1, "key"): "The key “x” stands twice.",
    }


def test_labels_of_different_tasks_may_be_called_the_same() -> None:
    labels: JsonValue = [{"name": "positive", "key": "p"}]
    tasks: JsonValue = [{"name": "one", "labels": labels}, {"name": "two", "labels": labels}]
    assert len(Scheme.model_validate({**PLAIN, "tasks": tasks}).tasks) == 2


def test_a_key_of_the_article_means_one_thing() -> None:
    task: JsonValue = {"name": "stance", "key": "1", "labels": [{"name": "favor"}]}
    assert faults_of(tasks=[task]) == {("tasks", 0, "key"): "The key “1” stands twice."}


def test_a_task_asks_about_labels_that_are_there() -> None:
    task: JsonValue = {
        "name": "t",
        "about": "entity",
        "entity_labels": ["GPE", "PERSN"],
        "labels": [{"name": "a"}],
    }
    assert faults_of(tasks=[task]) == {
        ("tasks", 0, "entity_labels"): "There is no entity label “PERSN”.",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"entity_labels": []},
        {"entity_labels": [{"name": "GPE", "colour": "red"}]},
        {"entity_labels": [{"name": ""}]},
        {"tasks": [{"name": "t", "labels": []}]},
        {"tasks": [{"name": "t", "about": "everything", "labels": [{"name": "a"}]}]},
        {"topics": [{"id": "dam", "name": "the dam", "kind": "entity"}]},
        {"colour": "#ffffff"},
    ],
)
def test_values_that_are_none_are_refused(change: dict[str, JsonValue]) -> None:
    with pytest.raises(ValidationError):
        Scheme.model_validate({**PLAIN, **change})


def test_labels_tasks_and_answers_are_found_by_name() -> None:
    scheme = Scheme.model_validate(PLAIN)
    stance = scheme.task("stance")
    assert stance is not None
    assert stance.label("favor") == TaskLabel(name="favor", key="f")
    assert stance.label("neutral") is None
    assert scheme.entity_label("ORG") == EntityLabel(name="ORG", key="2")
    assert scheme.entity_label("LOC") is None
    assert scheme.task("salience") is None
    assert scheme.id == SchemeVersion(name="test", version="1")


def test_tasks_are_found_by_what_they_are_about() -> None:
    tone = Task(name="tone", about=About.ARTICLE, labels=(TaskLabel(name="calm"),))
    scheme = Scheme.model_validate(PLAIN)
    scheme = scheme.model_copy(update={"tasks": (*scheme.tasks, tone)})
    assert scheme.tasks_about(About.ARTICLE) == (tone,)
    assert [task.name for task in scheme.tasks_about(About.PAIR)] == ["stance"]


def test_a_topic_can_be_a_claim() -> None:
    assert Topic.model_validate({"id": "c1", "name": "It rains.", "kind": "claim"}).kind is RefKind.CLAIM
