"""Questions: what was asked of those who read an article, with the labels and nothings they answered."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.agreement.identities import Identities
from annotator.agreement.mention_items import Thing, aligned_mentions
from annotator.agreement.reading import ReadArticle, ReadEntity, Reading, ReadJudgement, ReadMention
from annotator.agreement.table import Layer
from annotator.domain.scheme import Scheme


class Answer(NamedTuple):
    """What one annotator answered; no labels where they read the article and said nothing here."""

    labels: tuple[str, ...] = ()
    mention: ReadMention | None = None
    judgement: ReadJudgement | None = None


NOTHING = Answer()


class Question(NamedTuple):
    """Is there a mention, a stance, an answer here, and with which label; everybody asked has an answer.

    Answers stand by annotator's name. What is asked about a stance is one holder with one target: to those
    who named another one there is nothing here.
    """

    layer: Layer
    task: str | None
    answers: Mapping[str, Answer]

    @property
    def given(self) -> Mapping[str, Answer]:
        """The answers that say something."""
        return {name: answer for name, answer in self.answers.items() if answer.labels}


@dataclass(frozen=True, slots=True)
class Asked:
    """All questions of one article: on mentions in order of reading, then task by task by their evidence."""

    readers: tuple[str, ...]
    mentions: tuple[Question, ...]
    judgements: tuple[Question, ...]
    entities: tuple[tuple[str, ReadEntity], ...]
    """Everybody's, each with the annotator's name."""
    identities: Identities
    """Which entities and mentions of which annotators are the same."""

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.mentions + self.judgements


def asked(article: ReadArticle, scheme: Scheme) -> Asked:
    """What everybody who has read the article was asked by what any of them said."""
    readings = sorted(article.readings, key=lambda reading: reading.annotator)
    readers = tuple(reading.annotator for reading in readings)
    things = aligned_mentions(readings)
    identities = Identities(readings, things, scheme)
    return Asked(
        readers,
        tuple(_on_mentions(readers, things)),
        tuple(_on_judgements(readings, readers, identities, scheme)),
        tuple((reading.annotator, entity) for reading in readings for entity in reading.entities.values()),
        identities,
    )


def _on_mentions(readers: Sequence[str], things: Sequence[Thing]) -> Iterator[Question]:
    for thing in things:
        answers = {
            name: Answer((thing[name][0].label,), mention=thing[name][0]) if name in thing else NOTHING
            for name in readers
        }
        yield Question(Layer.MENTIONS, None, answers)


def _on_judgements(
    readings: Sequence[Reading], readers: Sequence[str], identities: Identities, scheme: Scheme
) -> Iterator[Question]:
    given: dict[tuple[str, Hashable], dict[str, list[ReadJudgement]]] = {}
    for reading in readings:
        name = reading.annotator
        for judgement in sorted(reading.judgements, key=lambda judgement: (judgement.labels, judgement.id)):
            if judgement.labels:
                refs = judgement.anchor, judgement.holder, judgement.target
                about = tuple(identities.key(name, ref) for ref in refs)
                given.setdefault((judgement.task, about), {}).setdefault(name, []).append(judgement)
    order = {task.name: number for number, task in enumerate(scheme.tasks)}
    # Sorting is stable: what has no evidence stays in the order it was met in, after what has.
    for key in sorted(given, key=lambda key: (order.get(key[0], len(order)), _begins(given[key]))):
        yield from _in_turn(key[0], readers, given[key])


def _begins(given: Mapping[str, Sequence[ReadJudgement]]) -> tuple[bool, int]:
    starts = [start for some in given.values() for judgement in some for start, _ in judgement.evidence]
    return not starts, min(starts, default=0)


def _in_turn(
    task: str, readers: Sequence[str], given: Mapping[str, Sequence[ReadJudgement]]
) -> Iterator[Question]:
    """One question, and one more for each answer that somebody gave beside the first."""
    for turn in range(max(map(len, given.values()))):
        said = {name: judgements[turn] for name, judgements in given.items() if turn < len(judgements)}
        answers = {
            name: Answer(said[name].labels, judgement=said[name]) if name in said else NOTHING
            for name in readers
        }
        yield Question(Layer.JUDGEMENTS, task, answers)
