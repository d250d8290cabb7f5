"""What existing annotations would lose by another scheme, said before it is put in force."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.domain.annotation import Annotation, RefKind
from annotator.domain.edits.mentions import count
from annotator.domain.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Gone:
    """What the old scheme has and the new one has not."""

    entity_labels: frozenset[str]
    tasks: frozenset[str]
    task_labels: frozenset[tuple[str, str]]
    topics: Mapping[str, str]
    """Names by id."""

    def __bool__(self) -> bool:
        return bool(self.entity_labels or self.tasks or self.task_labels or self.topics)


def gone(old: Scheme, new: Scheme) -> Gone:
    kept = {task.name: {label.name for label in task.labels} for task in new.tasks}
    kept_topics = {topic.id for topic in new.topics}
    return Gone(
        entity_labels=frozenset(
            label.name for label in old.entity_labels if new.entity_label(label.name) is None
        ),
        tasks=frozenset(task.name for task in old.tasks if task.name not in kept),
        task_labels=frozenset(
            (task.name, label.name)
            for task in old.tasks
            for label in task.labels
            if task.name in kept and label.name not in kept[task.name]
        ),
        topics={topic.id: topic.name for topic in old.topics if topic.id not in kept_topics},
    )


def losses(going: Gone, annotations: Iterable[Annotation]) -> tuple[str, ...]:
    """A sentence for each label, task and topic that goes and is used."""
    found: dict[_Loss, _Uses] = defaultdict(_Uses)
    for annotation in annotations:
        for loss in _losses_of(going, annotation):
            found[loss].times += 1
            found[loss].articles.add(annotation.article_id)
    return tuple(loss.sentence(uses) for loss, uses in sorted(found.items(), key=lambda item: str(item[0])))


@dataclass(slots=True)
class _Uses:
    times: int = 0
    articles: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Loss:
    noun: str
    what: str

    def sentence(self, uses: _Uses) -> str:
        have = "has" if uses.times == 1 else "have"
        where = f"{count(uses.times, self.noun)} in {count(len(uses.articles), 'article')}"
        return f"{where} {have} {self.what}, which the new scheme has not."


def _losses_of(going: Gone, annotation: Annotation) -> Iterator[_Loss]:
    for mention in annotation.mentions.values():
        if mention.label in going.entity_labels:
            yield _Loss("mention", f"the label {mention.label}")
    for judgement in annotation.judgements.values():
        if judgement.task in going.tasks:
            yield _Loss("judgement", f"the task {judgement.task}")
        for label in {judgement.label, *judgement.more_labels} - {None}:
            if (judgement.task, label) in going.task_labels:
                yield _Loss("judgement", f"the label {label} of the task {judgement.task}")
        ids = {ref.id for ref in judgement.refs() if ref.kind in (RefKind.TOPIC, RefKind.CLAIM)}
        for id_, name in going.topics.items():
            if id_ in ids:
                yield _Loss("judgement", f"the topic “{name}”")
