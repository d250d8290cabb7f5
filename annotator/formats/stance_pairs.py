"""Writing stances for training classifiers: a row for each, with as much of the article as is wanted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO

import orjson

from annotator.domain.loss import Loss
from annotator.domain.scheme import About
from annotator.domain.tokens import Offsets
from annotator.formats.all_formats import STANCE_PAIRS
from annotator.formats.seesaw_sentences import sentence_places
from annotator.formats.stance_places import around, mentions_by_entity, mentions_of, place_of, segment_of
from annotator.formats.stored_json import JsonJudgement, JsonMention, JsonRef, JsonSpan
from annotator.formats.token_rows import Work, lose, rows_of_done_work
from annotator.formats.unheld import Part, asides_in_words, judgement_in_words
from annotator.formats.writer import Context, FileWriter, WriteOptions
from annotator.formats.written import Said, Written

AUTHOR, SOMEONE = "<Author>", "<Someone>"
"""What stands for the author and for somebody who is not listed."""
_TOKENS: Mapping[str, str] = {
    "author": AUTHOR,
    "unlisted": SOMEONE,
    "general": "<People>",
    "none": "<Nobody>",
    "article": "<Article>",
}
_NEIGHBOURS = 3
_HOLDS = frozenset((Part.ANNOTATOR, Part.KIND, Part.PIECES, Part.ENTITIES, Part.JUDGEMENTS, Part.ASIDES))
_IN_NO_STANCE = "no stance is about it"


def write_stance_pairs(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; every column has one type in all rows, offsets count code points of `text`.

    `sentence` is where the stance stands in `text`: its sentences, or from holder to target where they are
    nearest. A stance that the text shows nowhere comes with the whole article.
    """
    asked = {task.name for task in options.scheme.tasks_about(About.PAIR)}
    known = {task.name for task in options.scheme.tasks}

    def is_stance(judgement: JsonJudgement) -> bool:
        is_unknown = judgement["task"] not in known and judgement["holder"] is not None
        return judgement["task"] in asked or is_unknown

    def write_rows(work: Work, losses: list[Loss]) -> int:
        stances = []
        for judgement in work.said["judgements"].values():
            if is_stance(judgement) and judgement["label"] is not None:
                stances.append(judgement)
            else:
                why = "it has no label" if is_stance(judgement) else "it is no stance"
                losses.append(Loss(work.article.id, judgement_in_words(judgement), why))
        pairs = _Pairs(work, options.context, losses)
        rows = [pairs.row(stance) for stance in stances]
        stream.writelines(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
        pairs.lose_the_rest()
        return len(rows)

    yield from rows_of_done_work(said, _HOLDS, write_rows)


class _Pairs:
    """The stances of one annotation on their way to rows."""

    def __init__(self, work: Work, context: Context, losses: list[Loss]) -> None:
        self._work = work
        self._text = work.article.text
        self._said = work.said
        self._context = context
        self._losses = losses
        self._by_entity = mentions_by_entity(work.said)
        self._sentences = sentence_places(work.article)
        self._met: set[tuple[str | None, str | None]] = set()

    def row(self, stance: JsonJudgement) -> dict[str, object]:
        article, said = self._work.article, self._said
        self._met.update((ref["kind"], ref["id"]) for ref in (stance["holder"], stance["target"]) if ref)
        self._lose_asides(stance)
        sentence = self._sentence(stance)
        start, end = self._stretch(sentence)
        within = partial(_within, start=start, end=end)
        holders = mentions_of(stance["holder"], said, self._by_entity)
        targets = mentions_of(stance["target"], said, self._by_entity)
        return {
            "id": f"{article.id}/{said['annotator']['name']}/{stance['id']}",
            "text": self._text[start:end],
            "holder": self._name(stance["holder"]),
            "target": self._name(stance["target"]),
            "label": stance["label"],
            "task": stance["task"],
            "holder_label": self._label(stance["holder"]),
            "target_label": self._label(stance["target"]),
            "holder_spans": within(_pieces(holders)),
            "target_spans": within(_pieces(targets)),
            "evidence": within(_places(stance["evidence"])),
            "sentence": [max(sentence[0], start) - start, min(sentence[1], end) - start],
            "value": stance["value"],
            "intensity": stance["intensity"],
            "confidence": stance["confidence"],
            "implicit": stance["implicit"],
            "article": article.id,
            "annotator": said["annotator"]["name"],
            "annotator_kind": said["annotator"]["kind"],
        }

    def lose_the_rest(self) -> None:
        """Takes note of mentions and entities that no row is about."""
        said = self._said
        unmet = (
            one
            for one in said["mentions"].values()
            if ("mention", one["id"]) not in self._met and ("entity", one["entity"]) not in self._met
        )
        lose(self._work, self._losses, unmet, _IN_NO_STANCE)
        for id_, entity in said["entities"].items():
            if ("entity", id_) not in self._met:
                what = f"the entity {entity['name']} ({entity['label']})"
                self._losses.append(Loss(self._work.article.id, what, _IN_NO_STANCE))

    def _lose_asides(self, stance: JsonJudgement) -> None:
        bare: JsonJudgement = {
            **stance,
            "evidence": [],
            "value": None,
            "intensity": None,
            "confidence": None,
            "implicit": False,
        }
        if segment_of(stance["anchor"], self._text) is not None:
            bare["anchor"] = None
        self._losses += (
            Loss(self._work.article.id, what, "rows have no column for it") for what in asides_in_words(bare)
        )

    def _sentence(self, stance: JsonJudgement) -> Offsets:
        place = place_of(stance, self._said, self._text, self._by_entity)
        return (0, len(self._text)) if place is None else around(self._sentences, place)

    def _stretch(self, sentence: Offsets) -> Offsets:
        """What of the article is the text of the row."""
        if self._context is Context.ARTICLE:
            return 0, len(self._text)
        if self._context is Context.NEIGHBOURS:
            return around(self._sentences, sentence, _NEIGHBOURS)
        return sentence

    def _name(self, ref: JsonRef | None) -> str | None:
        if ref is None:
            return None
        kind, id_ = ref["kind"] or "", ref["id"] or ""
        if kind == "entity" and id_ in self._said["entities"]:
            return self._said["entities"][id_]["name"]
        if kind == "mention" and id_ in self._said["mentions"]:
            mention = self._said["mentions"][id_]
            return " ".join(self._text[start:end] for start, end in _pieces([mention]))
        if kind == "segment" and (place := segment_of(ref, self._text)):
            return self._text[slice(*place)]
        return _TOKENS.get(kind) or ref["name"] or id_

    def _label(self, ref: JsonRef | None) -> str | None:
        """What kind of entity it is; None for what is none."""
        if ref is None:
            return None
        kind, id_ = ref["kind"], ref["id"] or ""
        if kind == "entity" and id_ in self._said["entities"]:
            return self._said["entities"][id_]["label"]
        if kind == "mention" and id_ in self._said["mentions"]:
            return self._said["mentions"][id_]["label"]
        return None


def _pieces(mentions: Iterable[JsonMention]) -> list[Offsets]:
    """Where the mentions stand, piece by piece."""
    return [
        (start, end)
        for mention in mentions
        for start, end in mention["fragments"] or ((mention["start"], mention["end"]),)
    ]


def _places(spans: Iterable[JsonSpan]) -> list[Offsets]:
    return [(span["start"], span["end"]) for span in spans]


def _within(places: Sequence[Offsets], *, start: int, end: int) -> list[list[int]]:
    """Those that lie in the stretch, counted from its start."""
    return [[first - start, last - start] for first, last in places if start <= first and last <= end]


STANCE_PAIRS_WRITER = FileWriter(STANCE_PAIRS, write_stance_pairs)
