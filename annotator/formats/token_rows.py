"""What formats of tokens and spans have in common on the way out: rows of done work, mentions that fit."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.tokens import Offsets
from annotator.formats.article_tokens import Placed, placed_on
from annotator.formats.stored_json import JsonAnnotation, JsonMention, said_by
from annotator.formats.stretches import stretches
from annotator.formats.unheld import Part, mention_in_words, unheld
from annotator.formats.written import Said, Written

_NOT_DONE = "rows would say that nothing else is mentioned"


class Work(NamedTuple):
    """What one annotator says of an article, and what its rows are called by."""

    article: StoredArticle
    said: JsonAnnotation
    name: str
    """The article's id; with the annotator's name where several annotated it."""


class TokenRow(NamedTuple):
    """The tokens of a stretch, and the mentions on them, counted from its first token."""

    words: Sequence[Offsets]
    mentions: Sequence[Placed]


def rows_of_done_work(
    said: Iterable[Said],
    holds: Collection[Part],
    rows: Callable[[Work, list[Loss]], int],
) -> Iterator[Written]:
    """What `rows` writes of each annotation that is done, with everything that the rows cannot hold.

    Rows say nothing of who annotated, so that several people's work on one article is told apart by
    `Work.name` alone, and named as lost where that does not stand in the row.
    """
    for _, group in groupby(said, key=lambda one: one[0].id):
        together = list(group)
        for article, stored in together:
            if stored is None:
                yield Written(0, (Loss(article.id, "the article", f"nobody has annotated it; {_NOT_DONE}"),))
                continue
            annotation = said_by(stored)
            annotator, status = annotation["annotator"]["name"], annotation["progress"]["status"]
            if status != "done":
                what = f"the annotation of {annotator}"
                why = f"it is {status.replace('_', ' ')}; {_NOT_DONE}"
                yield Written(0, (Loss(article.id, what, why),))
                continue
            is_alone = len(together) == 1
            name = article.id if is_alone else f"{article.id}/{annotator}"
            # One person's rows need no name to be told apart; who that is, is known to whoever exports.
            held = {*holds, Part.STATUS, *((Part.ANNOTATOR, Part.KIND) if is_alone else ())}
            losses = list(unheld(article.id, article.text, annotation, held))
            number = rows(Work(article, annotation, name), losses)
            yield Written(number, tuple(losses))


def in_order(mentions: Iterable[JsonMention]) -> list[JsonMention]:
    """By start, then longest first, then label and id."""
    return sorted(mentions, key=lambda m: (m["start"], -m["end"], m["label"], m["id"]))


def whole(work: Work, losses: list[Loss]) -> list[JsonMention]:
    """The mentions that are in one piece, in order."""
    mentions = in_order(work.said["mentions"].values())
    lose(work, losses, (m for m in mentions if m["fragments"]), "it is in several pieces")
    return [mention for mention in mentions if not mention["fragments"]]


def on_tokens(
    work: Work, words: Sequence[Offsets], mentions: Iterable[JsonMention], losses: list[Loss]
) -> list[Placed]:
    """The mentions whose edges are edges of tokens."""
    placed: list[Placed] = []
    cut: list[JsonMention] = []
    for one in placed_on(words, mentions):
        if isinstance(one, Placed):
            placed.append(one)
        else:
            cut.append(one)
    lose(work, losses, cut, "its edges are not the edges of tokens")
    return placed


def without_overlaps(work: Work, placed: Iterable[Placed], losses: list[Loss]) -> list[Placed]:
    """Of mentions that overlap the one that begins first, of nested ones the outermost."""
    kept: list[Placed] = []
    over: list[JsonMention] = []
    reached = -1
    for one in placed:
        if one.first > reached:
            kept.append(one)
            reached = one.last
        else:
            over.append(one.mention)
    lose(work, losses, over, "it is inside of another mention or overlaps one")
    return kept


def token_rows(
    text: str, starts: Iterable[int], words: Sequence[Offsets], placed: Sequence[Placed]
) -> Iterator[TokenRow]:
    """The stretches that begin at these places and have tokens, with their mentions."""
    by_id = {one.mention["id"]: one for one in placed}
    for stretch in stretches(text, starts, [one.mention for one in placed]):
        first = bisect_left(words, (stretch.start,))
        last = bisect_left(words, (stretch.end,))
        inside = (by_id[mention["id"]] for mention in stretch.spans)
        if first < last:
            yield TokenRow(
                words[first:last],
                [one._replace(first=one.first - first, last=one.last - first) for one in inside],
            )


def lose(work: Work, losses: list[Loss], mentions: Iterable[JsonMention], why: str) -> None:
    """Takes note that the mentions are not written."""
    text = work.article.text
    losses += (Loss(work.article.id, mention_in_words(text, mention), why) for mention in mentions)
