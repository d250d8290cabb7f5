"""What annotations from outside use and a scheme does not have, and the scheme that has it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.domain.annotation import Annotation, Judgement, Ref, RefKind
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel, Topic

_ENTITY_KINDS = (RefKind.ENTITY, RefKind.MENTION)


@dataclass
class _NewTask:
    about: About
    multiple: bool = False
    labels: dict[str, None] = field(default_factory=dict)


class Unknown:
    """Labels, tasks and topics that a scheme does not have, in the order in which they are met."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._entity_labels = {label.name for label in scheme.entity_labels}
        self._task_labels = {task.name: {label.name for label in task.labels} for task in scheme.tasks}
        self._known_topics = {topic.id for topic in scheme.topics}
        self._labels: dict[str, None] = {}
        self._topics: dict[str, Topic] = {}
        self._tasks: dict[str, _NewTask] = {}

    def meet(self, annotation: Annotation) -> None:
        """Takes note of what the annotation uses."""
        used = {mention.label for mention in annotation.mentions.values()}
        used.update(entity.label for entity in annotation.entities.values())
        used.update(proposal.label for proposal in annotation.rejected.values())
        for label in sorted(used - self._entity_labels):
            self._labels[label] = None
        for judgement in annotation.judgements.values():
            self._meet(judgement)
            for ref in (judgement.holder, judgement.target, judgement.anchor):
                if ref is not None:
                    self._meet_topic(ref)

    def names(self) -> tuple[str, ...]:
        """Each new one in words: entity labels by their name, the others as “task: label”, “topic: name”."""
        answers = (f"{name}: {label}" for name, task in self._tasks.items() for label in task.labels)
        topics = (f"{topic.kind}: {topic.name}" for topic in self._topics.values())
        return (*self._labels, *answers, *topics)

    def grown(self) -> Scheme:
        """The scheme with all of them; the scheme itself if there are none."""
        if not self._labels and not self._tasks and not self._topics:
            return self._scheme
        labels = (EntityLabel(name=name) for name in self._labels)
        return self._scheme.model_copy(
            update={
                "entity_labels": (*self._scheme.entity_labels, *labels),
                "tasks": tuple(self._tasks_of(self._scheme.tasks)),
                "topics": (*self._scheme.topics, *self._topics.values()),
            }
        )

    def _meet(self, judgement: Judgement) -> None:
        given = (judgement.label, *judgement.more_labels, judgement.implied_label, *judgement.distribution)
        known = self._task_labels.get(judgement.task, set[str]())
        new = [label for label in given if label and label not in known]
        if not new:
            return
        task = self._tasks.setdefault(judgement.task, _NewTask(_about(judgement)))
        task.multiple = task.multiple or bool(judgement.more_labels)
        task.labels.update(dict.fromkeys(new))

    def _meet_topic(self, ref: Ref) -> None:
        kind = ref.kind
        if (kind is RefKind.TOPIC or kind is RefKind.CLAIM) and ref.id and ref.id not in self._known_topics:
            self._topics.setdefault(ref.id, Topic(id=ref.id, name=ref.name or ref.id, kind=kind))

    def _tasks_of(self, tasks: Iterable[Task]) -> Iterator[Task]:
        new: Mapping[str, _NewTask] = self._tasks
        for task in tasks:
            added = tuple(TaskLabel(name=name) for name in new[task.name].labels) if task.name in new else ()
            yield task.model_copy(update={"labels": (*task.labels, *added)}) if added else task
        for name, one in new.items():
            if self._scheme.task(name) is None:
                answers = tuple(TaskLabel(name=label) for label in one.labels)
                yield Task(name=name, about=one.about, multiple=one.multiple, labels=answers)


def _about(judgement: Judgement) -> About:
    """What such an answer is about, by what it points at."""
    # What stands at one place about something else is a stance, also where its holder is not told.
    if judgement.holder is not None or (judgement.anchor is not None and judgement.target is not None):
        return About.PAIR
    target = judgement.target or judgement.anchor
    if target is None or target.kind is RefKind.ARTICLE:
        return About.ARTICLE
    if target.kind in _ENTITY_KINDS:
        return About.ENTITY
    return About.SEGMENT if target.kind is RefKind.SEGMENT else About.PAIR
