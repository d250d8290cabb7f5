"""Aggregates: one annotation of an article made of what all its annotators said."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from annotator.agreement.evidence import laid_apart
from annotator.agreement.label_models import Method
from annotator.agreement.polls import Poll, Polls
from annotator.agreement.questions import Answer, Asked, Question, asked
from annotator.agreement.reading import ReadArticle, ReadEntity, ReadMention, ReadRef
from annotator.agreement.ties import Tie
from annotator.agreement.verdicts import Decider, Verdict
from annotator.domain.annotation import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    Span,
    Status,
)
from annotator.domain.scheme import Scheme
from annotator.domain.tokens import Offsets

_Thing = TypeVar("_Thing", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Aggregated:
    annotation: Annotation
    ties: tuple[Tie, ...]


class Aggregation:
    """Makes aggregates by one method, fitted to the polls of a project."""

    def __init__(self, polls: Polls, scheme: Scheme, method: Method, *, seed: int = 0) -> None:
        self._polls = polls
        self._scheme = scheme
        self._method = method
        self._seed = seed
        self._deciders: dict[Poll, Decider] = {}

    def aggregate(self, article: ReadArticle) -> Aggregated:
        """The aggregate's annotation of an article, done, under the method's name.

        A mention or judgement gets in if it is likelier than not that there is one; at exactly one half it
        stays out. Of tied labels a mention gets the one the scheme names first, a judgement gets none. Where
        a mention begins and ends, and which entity it belongs to, is decided by those who marked it, each
        weighing as much as they are estimated to be right.
        """
        return _Aggregate(article.id, asked(article, self._scheme), self._scheme, self._decider).made(
            Annotator(name=self._method, kind=AnnotatorKind.AGGREGATE)
        )

    def _decider(self, question: Question) -> Decider:
        poll = self._polls.poll_of(question)
        if poll not in self._deciders:
            self._deciders[poll] = Decider(poll, self._method, self._seed)
        return self._deciders[poll]


class _Aggregate:
    """One annotation in the making."""

    def __init__(
        self, article_id: str, all_asked: Asked, scheme: Scheme, decider: Callable[[Question], Decider]
    ) -> None:
        self._article_id = article_id
        self._asked = all_asked
        self._scheme = scheme
        self._decider = decider
        self._labels = [label.name for label in scheme.entity_labels]
        self._ties: list[Tie] = []
        self._entities: dict[int, Entity] = {}
        self._mentions: dict[str, Mention] = {}
        self._marked: dict[tuple[int, int, tuple[Offsets, ...], str], str] = {}
        self._mention_of_thing: dict[int, str] = {}
        self._members = self._common_entities()

    def made(self, annotator: Annotator) -> Aggregated:
        for place, question in enumerate(self._asked.mentions):
            self._add_mention(place, question)
        judgements = [
            made for question in self._asked.judgements if (made := self._judgement(question)) is not None
        ]
        numbered = {f"j{n}": judgement for n, judgement in enumerate(judgements, start=1)}
        annotation = Annotation(
            article_id=self._article_id,
            annotator=annotator,
            scheme=self._scheme.id,
            progress=Progress(status=Status.DONE, guidelines_version=self._scheme.guidelines_version),
            mentions=self._mentions,
            entities={entity.id: entity for entity in self._entities.values()},
            judgements={id_: one.model_copy(update={"id": id_}) for id_, one in numbered.items()},
        )
        return Aggregated(annotation, tuple(self._ties))

    # Mentions and entities

    def _add_mention(self, place: int, question: Question) -> None:
        decider = self._decider(question)
        verdict = decider.verdict(question)
        marked = {name: a.mention for name, a in question.given.items() if a.mention is not None}
        weights = {name: decider.weights.get(name, 1.0) for name in marked}
        where, is_split = _heaviest({name: _boundaries(m) for name, m in marked.items()}, weights)
        if not self._gets_in(question, verdict, where[:2]):
            return
        if is_split:
            self._tie(question, where[:2], "boundaries")
        if verdict.is_tied:
            self._tie(question, where[:2], "label", verdict.labels)
        mention = Mention(
            id=f"m{len(self._mentions) + 1}",
            start=where[0],
            end=where[1],
            label=verdict.labels[0],
            fragments=where[2],
            distribution=dict(verdict.distribution),
        )
        # Boundaries that won apart from one another can be those of another mention.
        self._mention_of_thing[place] = self._marked.setdefault((*where, mention.label), mention.id)
        if self._mention_of_thing[place] == mention.id:
            entity = self._entity_of(question, marked, weights, where[:2])
            self._mentions[mention.id] = mention.model_copy(update={"entity": entity})

    def _entity_of(
        self,
        question: Question,
        marked: Mapping[str, ReadMention],
        weights: Mapping[str, float],
        where: Offsets,
    ) -> str | None:
        identities = self._asked.identities
        number, is_split = _heaviest(
            {n: None if m.entity is None else identities.entity(n, m.entity) for n, m in marked.items()},
            weights,
        )
        if is_split:
            self._tie(question, where, "entity")
        return None if number is None else self._entity(number).id

    def _entity(self, number: int) -> Entity:
        """What those who have the common entity call it; made when a mention or judgement first needs it."""
        if number not in self._entities:
            members = self._members[number]
            label = _commonest((e.label for e in members), prefer=self._labels)
            self._entities[number] = Entity(
                id=f"e{len(self._entities) + 1}",
                name=_commonest(e.name for e in members) or label or "?",
                label=label or "?",
                canonical=_commonest(e.canonical for e in members if e.canonical),
                kb_id=_commonest(e.kb_id for e in members if e.kb_id),
            )
        return self._entities[number]

    def _common_entities(self) -> Mapping[int, Sequence[ReadEntity]]:
        found: dict[int, list[ReadEntity]] = {}
        for name, entity in self._asked.entities:
            number = self._asked.identities.entity(name, entity.id)
            if number is not None:
                found.setdefault(number, []).append(entity)
        return found

    # Judgements

    def _judgement(self, question: Question) -> Judgement | None:
        """None where it does not get in, or where what it points at did not."""
        verdict = self._decider(question).verdict(question)
        given = question.given
        where = _where(given.values())
        if not self._gets_in(question, verdict, where):
            return None
        name, first = next((name, a.judgement) for name, a in given.items() if a.judgement is not None)
        refs = first.holder, first.target, first.anchor
        if not all(self._stands(name, ref) for ref in refs):
            return None
        if verdict.is_tied:
            self._tie(question, where, "label", verdict.labels)
        labels = () if verdict.is_tied else verdict.labels
        holder, target, anchor = (self._ref(name, ref) for ref in refs)
        followed = (a for a in given.values() if set(a.labels) & set(verdict.labels))
        return Judgement(
            id="new",
            task=question.task or "",
            holder=holder,
            target=target,
            anchor=anchor,
            label=labels[0] if labels else None,
            more_labels=labels[1:],
            evidence=tuple(Span(start=start, end=end) for start, end in _evidence(followed)),
            distribution=dict(verdict.distribution),
        )

    def _stands(self, annotator: str, ref: ReadRef | None) -> bool:
        """Whether the aggregate has what it points at; entities are made when they are needed."""
        if ref is None or ref.id is None:
            return True
        if ref.kind == RefKind.ENTITY:
            return self._asked.identities.entity(annotator, ref.id) is not None
        if ref.kind == RefKind.MENTION:
            return self._asked.identities.thing(annotator, ref.id) in self._mention_of_thing
        return True

    def _ref(self, annotator: str, ref: ReadRef | None) -> Ref | None:
        """The same in terms of the aggregate."""
        if ref is None:
            return None
        id_, name = ref.id, ref.name
        if id_ is not None and ref.kind == RefKind.ENTITY:
            number = self._asked.identities.entity(annotator, id_)
            assert number is not None
            entity = self._entity(number)
            id_, name = entity.id, entity.name
        elif id_ is not None and ref.kind == RefKind.MENTION:
            thing = self._asked.identities.thing(annotator, id_)
            assert thing is not None
            id_ = self._mention_of_thing[thing]
        return Ref(kind=RefKind(ref.kind), id=id_, name=name)

    # Ties

    def _gets_in(self, question: Question, verdict: Verdict, where: Offsets) -> bool:
        if verdict.is_even:
            self._tie(question, where, "existence")
        return verdict.is_there

    def _tie(self, question: Question, where: Offsets, what: str, labels: tuple[str, ...] = ()) -> None:
        self._ties.append(Tie(self._article_id, question.layer, question.task, *where, what, labels))


def _boundaries(mention: ReadMention) -> tuple[int, int, tuple[Offsets, ...]]:
    return mention.start, mention.end, mention.pieces


def _heaviest(given: Mapping[str, _Thing], weights: Mapping[str, float]) -> tuple[_Thing, bool]:
    """What weighs most, and whether something else weighs as much; then the first annotator's wins."""
    totals: dict[_Thing, float] = {}
    for name, thing in given.items():
        totals[thing] = totals.get(thing, 0.0) + weights[name]
    most = max(totals.values())
    first = [thing for thing, weight in totals.items() if weight >= most - 1e-9]
    return first[0], len(first) > 1


def _commonest(values: Iterable[str | None], *, prefer: Iterable[str] = ()) -> str | None:
    """The value that occurs most, of equals the one preferred, then the first; None of none."""
    counts = Counter(value for value in values if value is not None)
    order = {value: number for number, value in enumerate(prefer)}
    return max(counts, key=lambda value: (counts[value], -order.get(value, len(order))), default=None)


def _where(given: Iterable[Answer]) -> Offsets:
    """From the first to the last of the evidence; 0-0, which is the whole article, if there is none."""
    spans = _evidence(given)
    return (spans[0][0], spans[-1][1]) if spans else (0, 0)


def _evidence(given: Iterable[Answer]) -> list[Offsets]:
    """The evidence of all of them, in order, what overlaps as one stretch."""
    return laid_apart(span for a in given if a.judgement is not None for span in a.judgement.evidence)
