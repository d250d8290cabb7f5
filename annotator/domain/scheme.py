"""A scheme: entity labels, tasks with their labels, topics, colours, keys and guidelines; versioned."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from annotator.domain.annotation import RefKind, SchemeVersion
from annotator.domain.value import Value

COLOUR = r"^#[0-9a-fA-F]{6}$"

Place = tuple[str | int, ...]
Fault = tuple[Place, str]
"""A sentence, and the field it is about: `("tasks", 0, "labels", 2, "key")`."""


class FaultyScheme(ValueError):  # noqa: N818 - pydantic asks for a ValueError
    """Says what does not go together in a scheme whose every value is fine by itself."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(sentence for _, sentence in self.faults))


class EntityLabel(Value):
    """A kind of entity; `colour` is a hue the themes derive their tints from, `key` what assigns it."""

    name: str = Field(min_length=1)
    title: str = ""
    colour: str | None = Field(default=None, pattern=COLOUR)
    key: str | None = None
    is_value: bool = False
    """A date, a number, an amount: worth marking, but nobody a stance is about, so lists put it last."""
    description: str = ""


class About(StrEnum):
    """What one answer to a task is about."""

    PAIR = "pair"
    ENTITY = "entity"
    SEGMENT = "segment"
    ARTICLE = "article"


class Scale(StrEnum):
    NOMINAL = "nominal"
    ORDINAL = "ordinal"


class TaskLabel(Value):
    """An answer to a task; `value` is its place on an ordinal scale."""

    name: str = Field(min_length=1)
    title: str = ""
    verb: str = ""
    """How a stance reads as a sentence: "Pashinyan `is against` a diplomatic solution"."""
    colour: str | None = Field(default=None, pattern=COLOUR)
    key: str | None = None
    value: float | None = None
    description: str = ""


class EvidenceRule(StrEnum):
    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


PAIR_HOLDERS = (RefKind.ENTITY, RefKind.AUTHOR, RefKind.UNLISTED, RefKind.GENERAL, RefKind.NONE)
PAIR_TARGETS = (RefKind.ENTITY, RefKind.TOPIC)


class Task(Value):
    """A question of the scheme; a pair task asks for holder, label and target, the others for a label."""

    name: str = Field(min_length=1)
    title: str = ""
    about: About = About.PAIR
    scale: Scale = Scale.NOMINAL
    labels: tuple[TaskLabel, ...] = Field(min_length=1)
    multiple: bool = False
    required: bool = False
    key: str | None = None
    holders: tuple[RefKind, ...] = PAIR_HOLDERS
    targets: tuple[RefKind, ...] = PAIR_TARGETS
    entity_labels: tuple[str, ...] = ()
    """For a task about entities: which entity labels it is asked of; empty means all."""
    evidence: EvidenceRule = EvidenceRule.OPTIONAL
    anchored: bool = False
    """Whether each answer belongs to one sentence (its anchor) rather than to the article as a whole."""
    description: str = ""

    @model_validator(mode="after")
    def _names_and_keys_once(self) -> Self:
        _refuse(
            *_repeats("label", ((("labels", i, "name"), label.name) for i, label in enumerate(self.labels))),
            *_repeats("key", ((("labels", i, "key"), label.key) for i, label in enumerate(self.labels))),
        )
        return self

    def label(self, name: str) -> TaskLabel | None:
        return next((label for label in self.labels if label.name == name), None)


class Topic(Value):
    """Something stances are about that is no entity: a plan, a policy, or a claim in a sentence."""

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    kind: Literal[RefKind.TOPIC, RefKind.CLAIM] = RefKind.TOPIC
    description: str = ""


class Scheme(Value):
    """Everything a team agrees on before it labels; a file a person can edit."""

    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    title: str = ""
    description: str = ""
    entity_labels: tuple[EntityLabel, ...] = Field(min_length=1)
    tasks: tuple[Task, ...] = ()
    topics: tuple[Topic, ...] = ()
    guidelines: str = ""
    guidelines_version: str = "1"

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        labels, tasks, topics = self.entity_labels, self.tasks, self.topics
        label_keys = [(("entity_labels", i, "key"), label.key) for i, label in enumerate(labels)]
        task_keys = [(("tasks", i, "key"), task.key) for i, task in enumerate(tasks)]
        _refuse(
            *_repeats(
                "entity label",
                ((("entity_labels", i, "name"), label.name) for i, label in enumerate(labels)),
            ),
            *_repeats("task", ((("tasks", i, "name"), task.name) for i, task in enumerate(tasks))),
            *_repeats("topic", ((("topics", i, "id"), topic.id) for i, topic in enumerate(topics))),
            # Both are pressed in the article, so that one key cannot mean two of them.
            *_repeats("key", (*label_keys, *task_keys)),
            *self._unknown_labels(),
        )
        return self

    def _unknown_labels(self) -> Iterator[Fault]:
        for index, task in enumerate(self.tasks):
            for name in task.entity_labels:
                if self.entity_label(name) is None:
                    yield ("tasks", index, "entity_labels"), f"There is no entity label “{name}”."

    @property
    def id(self) -> SchemeVersion:
        return SchemeVersion(name=self.name, version=self.version)

    def entity_label(self, name: str) -> EntityLabel | None:
        return next((label for label in self.entity_labels if label.name == name), None)

    @property
    def value_labels(self) -> frozenset[str]:
        """The labels of dates, numbers and amounts."""
        return frozenset(label.name for label in self.entity_labels if label.is_value)

    def task(self, name: str) -> Task | None:
        return next((task for task in self.tasks if task.name == name), None)

    def task_title(self, name: str) -> str:
        """What the task is called to people; its name where it has no title or is not in the scheme."""
        task = self.task(name)
        return task.title if task is not None and task.title else name

    def label_title(self, task: str | None, name: str) -> str:
        """What an answer to the task is called to people; the name of what has no title, as of mentions."""
        of_task = None if task is None else self.task(task)
        label = None if of_task is None else of_task.label(name)
        return label.title if label is not None and label.title else name

    def tasks_about(self, about: About) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if task.about is about)


def _repeats(what: str, named: Iterable[tuple[Place, str | None]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, name in named:
        if name is not None and name in seen:
            yield place, f"The {what} “{name}” stands twice."
        elif name is not None:
            seen.add(name)


def _refuse(*faults: Fault) -> None:
    if faults:
        raise FaultyScheme(faults)


NO_SCHEME = Scheme(name="none", version="0", entity_labels=(EntityLabel(name="MENTION"),))
"""Until a project is open."""
