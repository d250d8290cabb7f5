"""What became of one annotator's answers: read from rulings in adjudicated work, without others' names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Annotation, Status
from annotator.domain.article import Article
from annotator.domain.ruling import Outcome, RuledAnswer, Ruling
from annotator.domain.scheme import Scheme
from annotator.reports.hidden_names import hide_names
from annotator.reports.printable import shortened
from annotator.reports.quotes import Quote, quote_of
from annotator.reports.said import (
    NOTHING,
    Said,
    entity_said,
    judgement_said,
    marked_by,
    mention_said,
    said_in,
)
from annotator.reports.wording import CATEGORIES, difference_words, layer_words

ANOTHER = "another annotator"
REVIEWER = "the reviewer"
_TITLE_LETTERS = 90


class Fate(StrEnum):
    """What became of an answer."""

    CHANGED = "changed"
    JOINED = "joined"
    AMBIGUOUS = "ambiguous"
    FOLLOWED = "followed"


@dataclass(frozen=True, slots=True)
class Telling:
    """What an annotator is told of one decision."""

    fate: Fate
    place: str
    """The layer and task."""
    difference: str
    quote: Quote
    you: Said
    stands: tuple[Said, ...]
    sentence: str
    """What was decided."""
    category: str
    """Why the annotator said something else, empty where they were followed or nobody said why."""
    note: str
    has_changed_since: bool
    """Whether the annotator no longer says what was decided on."""


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """The decisions on one article that an annotator has a part in, in order of the text."""

    title: str
    guidelines: str
    """The version that was decided by."""
    is_finished: bool
    """Whether everything in it is decided."""
    marks: int
    """How many mentions and judgements the annotator has in it."""
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told, and what they must not read."""

    name: str
    hidden: Mapping[str, str]
    """What stands in the place of everybody else's name."""


def reader_among(name: str, annotators: Iterable[str], reviewers: Iterable[str]) -> Reader:
    """The annotator, from whom all of these names are hidden but their own."""
    hidden = {one: REVIEWER for one in reviewers if one != name}
    hidden |= {one: ANOTHER for one in annotators if one != name}
    return Reader(name, hidden)


def told(
    reader: Reader, article: Article, own: Annotation | None, gold: Annotation, scheme: Scheme
) -> ToldArticle | None:
    """What is told of one article; None if nothing in it was decided that the annotator had an answer to.

    `own` is what the annotator says now, None if there is nothing any more.
    """
    tellings = []
    for ruling in sorted(gold.rulings.values(), key=lambda one: (one.start, one.end, one.id)):
        answer = next((one for one in ruling.answers if reader.name in one.annotators), None)
        if answer is not None:
            tellings.append(_telling(reader, article, own, gold, scheme, ruling, answer))
    if not tellings:
        return None
    return ToldArticle(
        title=article.title or shortened(article.text, _TITLE_LETTERS),
        guidelines=_versions(gold, scheme),
        is_finished=gold.progress.status is Status.DONE,
        marks=0 if own is None else len(own.mentions) + len(own.judgements),
        tellings=tuple(tellings),
    )


def _versions(gold: Annotation, scheme: Scheme) -> str:
    """The versions of the guidelines that were decided by, as far as they are known."""
    known = [ruling.guidelines_version for ruling in gold.rulings.values() if ruling.guidelines_version]
    return ", ".join(dict.fromkeys(known)) or gold.progress.guidelines_version or scheme.guidelines_version


def _telling(
    reader: Reader,
    article: Article,
    own: Annotation | None,
    gold: Annotation,
    scheme: Scheme,
    ruling: Ruling,
    answer: RuledAnswer,
) -> Telling:
    is_mention = ruling.layer == "mentions"
    you = said_in(article, scheme, answer.said, ruling.layer, ruling.task)
    stands = _stands(article, gold, scheme, ruling)
    fate = _fate(ruling, answer, is_what_stands=is_mention and stands == (you,))
    was_followed = fate in (Fate.FOLLOWED, Fate.AMBIGUOUS)
    task = scheme.task(ruling.task) if ruling.task else None
    return Telling(
        fate=fate,
        place=layer_words(ruling.layer, (task.title if task else "") or ruling.task),
        difference=difference_words(ruling.difference),
        quote=quote_of(article, ruling.start, ruling.end),
        you=you,
        stands=stands,
        sentence=_sentence(ruling, fate),
        category="" if was_followed or ruling.category is None else CATEGORIES[ruling.category],
        note=hide_names(ruling.note or "", reader.hidden, keep=reader.name),
        has_changed_since=is_mention and not _is_still_said(answer.said, own),
    )


def _fate(ruling: Ruling, answer: RuledAnswer, *, is_what_stands: bool) -> Fate:
    if ruling.outcome is Outcome.NEITHER:
        # Who said nothing said what stands now.
        return Fate.FOLLOWED if answer.said == NOTHING else Fate.CHANGED
    if ruling.outcome is Outcome.BOTH_VALID:
        return Fate.AMBIGUOUS if answer.stands else Fate.CHANGED
    if is_what_stands or (answer.stands and ruling.outcome is not Outcome.UNION):
        return Fate.FOLLOWED
    return Fate.JOINED if ruling.outcome is Outcome.UNION else Fate.CHANGED


def _sentence(ruling: Ruling, fate: Fate) -> str:
    if fate is Fate.FOLLOWED:
        return "Your answer stands."
    if ruling.outcome is Outcome.NEITHER and ruling.layer == "entities":
        return "None of the answers stands: the mentions belong to no entity."
    return _SENTENCES.get((ruling.outcome, fate)) or _SENTENCES[Outcome.TAKEN, Fate.CHANGED]


_SENTENCES = {
    (Outcome.TAKEN, Fate.CHANGED): "Another answer stands.",
    (Outcome.AGREED, Fate.CHANGED): "Enough annotators agree on another answer, so that it stands.",
    (Outcome.NEITHER, Fate.CHANGED): "None of the answers stands, and nothing takes their place.",
    (Outcome.EDITED, Fate.CHANGED): "The reviewer gave an answer of their own.",
    (Outcome.BOTH_VALID, Fate.CHANGED): "The text allows several answers; yours is not one of them.",
    (Outcome.BOTH_VALID, Fate.AMBIGUOUS): "The text allows several answers, yours among them.",
    (Outcome.UNION, Fate.JOINED): "Your answer was put together with others.",
}


def _stands(article: Article, gold: Annotation, scheme: Scheme, ruling: Ruling) -> tuple[Said, ...]:
    """What the decision led to, as it stands in the adjudicated work now; of an ambiguity, what is valid."""
    if ruling.outcome is Outcome.NEITHER:
        return (Said(NOTHING),)
    followed = [answer.said for answer in ruling.answers if answer.stands]
    if followed and (not ruling.made or ruling.outcome is Outcome.BOTH_VALID):
        return tuple(said_in(article, scheme, words, ruling.layer, ruling.task) for words in followed)
    found: list[Said] = []
    for id_ in ruling.made:
        if ruling.layer == "mentions" and id_ in gold.mentions:
            found.append(mention_said(article, gold.mentions[id_]))
        elif ruling.layer == "judgements" and id_ in gold.judgements:
            found.append(judgement_said(article, gold, scheme, gold.judgements[id_]))
        elif ruling.layer == "entities" and id_ in gold.entities:
            found.append(entity_said(article, gold, id_))
    return tuple(found) or (Said(NOTHING),)


def _is_still_said(words: str, own: Annotation | None) -> bool:
    marked = marked_by(words)
    if marked is None:
        return True
    return own is not None and any(
        (mention.label, mention.pieces) == (marked.label, marked.pieces) for mention in own.mentions.values()
    )
