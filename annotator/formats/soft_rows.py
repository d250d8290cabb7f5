"""Soft-label rows of one article: what several people answered to one question, side by side."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from annotator.agreement.identities import Identities
from annotator.agreement.items import items_of
from annotator.agreement.questions import Answer, Question, asked
from annotator.agreement.reading import ReadArticle, Reading
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation, AnnotatorKind, RefKind, Status
from annotator.domain.loss import Loss
from annotator.domain.records import StoredAnnotation, StoredArticle
from annotator.domain.ruling import Outcome
from annotator.domain.scheme import About, Scheme
from annotator.domain.sentences import sentence_at, sentences
from annotator.domain.tokens import Offsets
from annotator.formats.stored_json import JsonAnnotation, said_by
from annotator.formats.unheld import NO_PLACE, Part, asides_in_words, unheld
from annotator.formats.written import Said

_DIGITS = 6
_HALF = 0.5
_HELD = frozenset(
    (Part.ANNOTATOR, Part.KIND, Part.STATUS, Part.PIECES, Part.JUDGEMENTS, Part.ASIDES, Part.RULINGS)
)
_HELD_BESIDE = ("evidence", "more_labels")


class Vote(NamedTuple):
    """What one person answered; `span` is where they drew the mention."""

    annotator: str
    labels: tuple[str, ...]
    span: Offsets | None


@dataclass(frozen=True, slots=True)
class SoftRow:
    """One question of one article, all offsets half-open in code points of its text."""

    number: int
    """Among the rows of its article and task, from 1."""
    layer: str
    """"mention", or what the task is about: pair, entity, segment, article."""
    task: str | None
    start: int
    end: int
    """Of the text that is shown: the sentences that the evidence of most touches."""
    spans: tuple[Offsets, ...]
    """The pieces of the mention where most drew it; the evidence of all who answered."""
    holder: str | None
    target: str | None
    labels: tuple[str, ...]
    """The scheme's, in its order."""
    votes: tuple[Vote, ...]
    votes_by_label: tuple[int, ...]
    silent: tuple[str, ...]
    """Who has read the article and answered nothing here."""
    is_multiple: bool
    is_ambiguous: bool
    """The adjudicated work holds that several of the answers are right."""

    @property
    def soft_label(self) -> tuple[float, ...]:
        """The share of those who answered that gave each label."""
        shares = [round(number / len(self.votes), _DIGITS) for number in range(len(self.votes) + 1)]
        return tuple(shares[number] for number in self.votes_by_label)

    @property
    def presence(self) -> float:
        """The share of those who have read the article that answered at all."""
        return round(len(self.votes) / (len(self.votes) + len(self.silent)), _DIGITS)

    @property
    def hard_label(self) -> tuple[str, ...]:
        """The label that most gave, or all that more than half chose; empty where that is a tie."""
        votes = self.votes_by_label
        if self.is_multiple:
            half = len(self.votes) * _HALF
            chosen = (label for label, number in zip(self.labels, votes, strict=True) if number > half)
            return () if self.is_tied else tuple(chosen)
        most = max(votes)
        return (self.labels[votes.index(most)],) if votes.count(most) == 1 else ()

    @property
    def is_tied(self) -> bool:
        """Whether several labels have most votes; of several labels, whether one was chosen by just half."""
        votes = self.votes_by_label
        if self.is_multiple:
            return any(number == len(self.votes) * _HALF for number in votes)
        return votes.count(max(votes)) > 1


class SoftArticle(NamedTuple):
    article: StoredArticle
    rows: tuple[SoftRow, ...]
    losses: tuple[Loss, ...]
    voters: tuple[JsonAnnotation, ...]
    """All that those who have votes said."""


def soft_articles(said: Iterable[Said], scheme: Scheme) -> Iterator[SoftArticle]:
    """The rows of each article, whose annotations stand one after another; one article is held at a time.

    The people who are done with an article have votes. Adjudicated work has none, but where it rules that
    several answers are right, the row says so.
    """
    for _, group in groupby(said, key=lambda one: one[0].id):
        together = list(group)
        article = together[0][0]
        stored = [one for _, one in together if one is not None]
        rows = _ArticleRows(article, stored, scheme)
        yield SoftArticle(
            article, tuple(rows.rows()), tuple(rows.losses), tuple(filter(_votes, map(said_by, stored)))
        )


def _votes(said: JsonAnnotation) -> bool:
    return said["annotator"]["kind"] == AnnotatorKind.HUMAN and said["progress"]["status"] == Status.DONE


def lost_beside(soft: SoftArticle, with_notes: Collection[str | None] = ()) -> Sequence[Loss]:
    """What people said beside their answers, which rows have no place for but for notes on these tasks."""
    article = soft.article
    found: list[Loss] = []
    for said in soft.voters:
        found += unheld(article.id, article.text, said, _HELD)
        for judgement in said["judgements"].values():
            held = (*_HELD_BESIDE, "note") if judgement["task"] in with_notes else _HELD_BESIDE
            found += (Loss(article.id, what, NO_PLACE) for what in asides_in_words(judgement, held))
    return sorted(found, key=attrgetter("what"))


class _ArticleRows:
    """The rows of one article in the making."""

    def __init__(self, article: StoredArticle, stored: Iterable[StoredAnnotation], scheme: Scheme) -> None:
        said = [Annotation.model_validate_json(one.annotation) for one in stored]
        people = [one for one in said if one.annotator.kind is AnnotatorKind.HUMAN]
        voters = [one for one in people if one.progress.status is Status.DONE]
        self._id = article.id
        self._text = article.text
        self._scheme = scheme
        read = ReadArticle(article.id, len(article.text), tuple(map(Reading.of, voters)))
        self._asked = asked(read, scheme)
        self._ambiguous = _ambiguous(read, said, scheme)
        self.losses = [
            Loss(article.id, f"the annotation of {one.annotator.name}", "it is not done, so it has no votes")
            for one in people
            if one.progress.status is not Status.DONE
        ]

    def rows(self) -> Iterator[SoftRow]:
        numbers = Counter[str | None]()
        for question in self._asked.questions:
            row = self._row(question, numbers[question.task] + 1)
            if row is not None:
                numbers[question.task] += 1
                yield row

    def _row(self, question: Question, number: int) -> SoftRow | None:
        task = None if question.task is None else self._scheme.task(question.task)
        if question.task is not None and task is None:
            self._lose(f"answers to {question.task}", "the scheme has no such task")
            return None
        source = self._scheme.entity_labels if task is None else task.labels
        labels = tuple(label.name for label in source)
        is_multiple = task is not None and task.multiple
        votes = tuple(self._votes(question, labels, is_multiple=is_multiple))
        if not votes:
            return None
        given = {vote.annotator: question.answers[vote.annotator] for vote in votes}
        holder, target = _refs(given, self._asked.identities, self._text)
        spans = _pieces(given.values()) if task is None else _evidence(given.values())
        start, end = self._shown(given, task.about if task else None, spans)
        return SoftRow(
            number=number,
            layer="mention" if task is None else task.about.value,
            task=question.task,
            start=start,
            end=end,
            spans=spans,
            holder=holder,
            target=target,
            labels=labels,
            votes=votes,
            votes_by_label=_by_label(votes, labels),
            silent=tuple(name for name, answer in question.answers.items() if not answer.labels),
            is_multiple=is_multiple,
            is_ambiguous=any(
                (name, _id(answer)) in self._ambiguous[question.layer] for name, answer in given.items()
            ),
        )

    def _votes(self, question: Question, labels: Sequence[str], *, is_multiple: bool) -> Iterator[Vote]:
        asked_for = question.task or "mentions"
        for name, answer in question.given.items():
            taken = answer.labels if is_multiple else answer.labels[:1]
            for label in answer.labels:
                if label not in labels:
                    self._lose(f"“{label}” by {name}", f"the scheme has no such label for {asked_for}")
                elif label not in taken:
                    self._lose(
                        f"“{label}” by {name}", f"{asked_for} takes one label, and another stands first"
                    )
            fitting = tuple(label for label in labels if label in taken)
            if fitting:
                mention = answer.mention
                yield Vote(name, fitting, None if mention is None else (mention.start, mention.end))

    def _shown(self, given: Mapping[str, Answer], about: About | None, spans: Sequence[Offsets]) -> Offsets:
        """The stretch of text that the question can be answered from."""
        if about is None:
            return self._sentences(spans[0][0], spans[-1][1])
        if spans:
            return _most_touched(sentences(self._text), given.values()) or (spans[0][0], spans[-1][1])
        place = None if about is About.ARTICLE else self._place(given)
        return (0, len(self._text)) if place is None else self._sentences(*place)

    def _place(self, given: Mapping[str, Answer]) -> Offsets | None:
        """Where the first of them points at: the sentence, the target's first mention, the holder's."""
        for name, answer in given.items():
            judgement = answer.judgement
            if judgement is not None:
                refs = judgement.anchor, judgement.target, judgement.holder
                place = self._asked.identities.place(name, refs)
                if place is not None and place[1] <= len(self._text):
                    return place
        return None

    def _sentences(self, start: int, end: int) -> Offsets:
        """The stretch grown to whole sentences."""
        first, last = sentence_at(self._text, start), sentence_at(self._text, end - 1)
        return min(start, first[0] if first else start), max(end, last[1] if last else end)

    def _lose(self, what: str, why: str) -> None:
        loss = Loss(self._id, what, why)
        if loss not in self.losses:
            self.losses.append(loss)


def _ambiguous(
    read: ReadArticle, said: Iterable[Annotation], scheme: Scheme
) -> Mapping[Layer, frozenset[tuple[str, str]]]:
    """What was ruled to be right beside something else, by annotator's name and id there."""
    ruled = {
        ruling.id
        for one in said
        if one.annotator.kind is AnnotatorKind.ADJUDICATED
        for ruling in one.rulings.values()
        if ruling.outcome is Outcome.BOTH_VALID
    }
    found: dict[Layer, set[tuple[str, str]]] = {layer: set() for layer in Layer}
    # Most articles have none, and what they are about is only known from all answers together.
    for item in items_of(read, scheme) if ruled else ():
        if item.id in ruled:
            for variant in item.variants:
                for name, ids in zip(variant.annotators, variant.items, strict=True):
                    found[item.layer].update((name, id_) for id_ in ids)
    return {layer: frozenset(ids) for layer, ids in found.items()}


def _by_label(votes: Sequence[Vote], labels: Sequence[str]) -> tuple[int, ...]:
    given: dict[str, int] = {}
    for vote in votes:
        for label in dict.fromkeys(vote.labels):
            given[label] = given.get(label, 0) + 1
    return tuple(given.get(label, 0) for label in labels)


def _id(answer: Answer) -> str:
    said = answer.mention or answer.judgement
    return "" if said is None else said.id


def _refs(given: Mapping[str, Answer], identities: Identities, text: str) -> tuple[str | None, str | None]:
    """The holder and the target in the words that most have for them, of equals the first annotator's.

    What is asked of a sentence or the article is asked of the text that is shown, and needs no name.
    """
    holders, targets = Counter[str](), Counter[str]()
    for name, answer in given.items():
        if answer.judgement is not None:
            for ref, words in ((answer.judgement.holder, holders), (answer.judgement.target, targets)):
                if ref is not None and ref.kind not in _SHOWN:
                    place = identities.place(name, (ref,)) if ref.kind == RefKind.MENTION else None
                    quote = None if place is None else " ".join(text[slice(*place)].split())
                    words[quote or identities.words(name, ref)] += 1
    return _first(holders), _first(targets)


_SHOWN = frozenset({RefKind.SEGMENT.value, RefKind.ARTICLE.value})


def _first(words: Counter[str]) -> str | None:
    return max(words, key=lambda word: words[word], default=None)


def _pieces(given: Iterable[Answer]) -> tuple[Offsets, ...]:
    """Of the mention as most drew it; of equals the one that begins first and is longest."""
    drawn = Counter(
        mention.pieces or ((mention.start, mention.end),)
        for mention in (answer.mention for answer in given)
        if mention is not None
    )
    return min(drawn, key=lambda pieces: (-drawn[pieces], pieces[0][0], -pieces[-1][1], pieces))


def _evidence(given: Iterable[Answer]) -> tuple[Offsets, ...]:
    return tuple(sorted({span for a in given if a.judgement is not None for span in a.judgement.evidence}))


def _most_touched(of: Sequence[Offsets], given: Iterable[Answer]) -> Offsets | None:
    """The first run of sentences that the evidence of the most annotators touches."""
    starts, ends = [start for start, _ in of], [end for _, end in of]
    touching = [0] * len(of)
    for answer in given:
        touched: set[int] = set()
        for start, end in _evidence([answer]):
            touched.update(range(bisect_right(ends, start), bisect_left(starts, end)))
        for place in touched:
            touching[place] += 1
    most = max(touching, default=0)
    if not most:
        return None
    first = last = touching.index(most)
    while last + 1 < len(of) and touching[last + 1] == most:
        last += 1
    return of[first][0], of[last][1]
