"""Writing NewsMTSC: the sentences in which the author speaks of somebody, a row for each annotator’s."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO, NamedTuple

import orjson
from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.scheme import About, Scheme
from annotator.domain.sentences import sentences
from annotator.domain.tokens import Offsets
from annotator.formats.all_formats import NEWSMTSC
from annotator.formats.found_annotations import NOBODY_NAMED
from annotator.formats.newsmtsc import (
    ANNOTATOR,
    FURTHER,
    GID,
    LABELS,
    META,
    PRIMARY,
    SENTENCE,
    TARGET_LABEL,
    TARGETS,
    TASK,
)
from annotator.formats.sentence_records import task_named
from annotator.formats.stance_places import around, mentions_by_entity, segment_of
from annotator.formats.stored_json import JsonJudgement, JsonMention
from annotator.formats.token_rows import Work, lose, rows_of_done_work
from annotator.formats.unheld import Part, asides_in_words, judgement_in_words, quoted
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset((Part.ANNOTATOR, Part.JUDGEMENTS, Part.ASIDES, Part.ENTITIES))
_POLARITIES = {label: polarity for polarity, label in LABELS.items()}
_NO_TARGET = "no sentiment of the author is about it"


class _Answer(NamedTuple):
    judgement: JsonJudgement
    mention: JsonMention
    polarity: float
    sentence: Offsets


def write_newsmtsc(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; offsets count code points of the sentence, ends are exclusive.

    A sentence is the anchor of the answers, or the one that the mention stands in. Records that came from
    the data set go back as they were, with what was changed.
    """
    yield from rows_of_done_work(said, _HOLDS, partial(_write_rows, stream, options.scheme))


def _write_rows(stream: BinaryIO, scheme: Scheme, work: Work, losses: list[Loss]) -> int:
    writing = _Writing(work, scheme, losses)
    rows = list(writing.rows())
    writing.lose_the_rest()
    if not rows:
        what = f"that {work.said['annotator']['name']} looked and found nothing"
        losses.append(Loss(work.article.id, what, "a row has a target"))
    stream.writelines(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
    return len(rows)


class _Writing:
    """One annotation on its way to rows."""

    def __init__(self, work: Work, scheme: Scheme, losses: list[Loss]) -> None:
        self._work = work
        self._text = work.article.text
        self._said = work.said
        self._scheme = scheme
        self._losses = losses
        self._by_entity = mentions_by_entity(work.said)
        self._written: dict[str, JsonMention] = {}
        self._named: set[str] = set()

    def rows(self) -> Iterator[dict[str, object]]:
        answers = list(self._answers())
        kept = self._said.get("meta", {}).get(META)
        records = [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
        if records:
            yield from self._as_they_came(records, answers)
            return
        by_sentence: dict[Offsets, list[_Answer]] = {}
        for answer in answers:
            by_sentence.setdefault(answer.sentence, []).append(answer)
        for sentence, own in sorted(by_sentence.items()):
            targets = [self._target(answer, sentence, {}) for answer in own]
            yield self._row({PRIMARY: targets[0][GID]}, sentence, targets)

    def lose_the_rest(self) -> None:
        said, text = self._said, self._text
        unwritten = (m for m in said["mentions"].values() if m["id"] not in self._written)
        lose(self._work, self._losses, unwritten, _NO_TARGET)
        for mention in self._written.values():
            if mention["label"] != TARGET_LABEL:
                self._lose(f"that {quoted(text, mention)} is {mention['label']}", "targets have no labels")
        for id_, entity in said["entities"].items():
            if id_ not in self._named:
                self._lose(f"the entity {entity['name']} ({entity['label']})", "targets have no other names")

    def _as_they_came(
        self, records: Sequence[Mapping[str, JsonValue]], answers: Iterable[_Answer]
    ) -> Iterator[dict[str, object]]:
        """The records of the data set; answers that were added since stand in the last one."""
        whole = 0, len(self._text)
        left = {answer.judgement["id"]: answer for answer in answers}
        for number, record in enumerate(records, 1):
            rests = record.get(TARGETS)
            rests = rests if isinstance(rests, dict) else {}
            own = [(left.pop(id_), rest) for id_, rest in rests.items() if id_ in left]
            if number == len(records):
                own += [(answer, {}) for answer in left.values()]
            targets = [
                self._target(answer, whole, {GID: answer.judgement["id"], **rest})
                if isinstance(rest, dict)
                else self._target(answer, whole, {})
                for answer, rest in own
            ]
            rest = {key: value for key, value in record.items() if key != TARGETS}
            yield self._row(rest, whole, targets)

    def _row(
        self, rest: Mapping[str, object], sentence: Offsets, targets: Sequence[Mapping[str, object]]
    ) -> dict[str, object]:
        name = self._said["annotator"]["name"]
        row = {**rest, SENTENCE: self._text[slice(*sentence)], TARGETS: targets}
        return row if name == NOBODY_NAMED else {**row, ANNOTATOR: name}

    def _target(self, answer: _Answer, sentence: Offsets, rest: Mapping[str, JsonValue]) -> dict[str, object]:
        """The target as its row has it; an id that the file did not give stays away."""
        mention = answer.mention
        further = [
            other
            for other in self._by_entity.get(mention["entity"], ())
            if other is not mention and sentence[0] <= other["start"] and other["end"] <= sentence[1]
        ]
        self._written.update((one["id"], one) for one in (mention, *further))
        self._note_name(mention)
        place = self._place(mention, sentence)
        own_gid = f"{self._work.name}_{place['mention']}_{place['from']}_{place['to']}"
        target: dict[str, object] = {GID: own_gid, **place, "polarity": answer.polarity}
        if further:
            target[FURTHER] = [self._place(other, sentence) for other in further]
        target.update(rest)
        return {key: value for key, value in target.items() if (key, value) != (GID, None)}

    def _note_name(self, mention: JsonMention) -> None:
        entity = self._said["entities"].get(mention["entity"] or "")
        if entity is not None and entity["name"] == " ".join(self._quote(mention).split()):
            self._named.add(entity["id"])

    def _quote(self, mention: JsonMention) -> str:
        return self._text[mention["start"] : mention["end"]]

    def _place(self, mention: JsonMention, sentence: Offsets) -> dict[str, object]:
        start, end = mention["start"] - sentence[0], mention["end"] - sentence[0]
        return {"from": start, "to": end, "mention": self._quote(mention)}

    def _answers(self) -> Iterator[_Answer]:
        task = task_named(TASK, About.PAIR, self._scheme)
        for judgement in self._said["judgements"].values():
            answer = self._answer(judgement, task)
            if isinstance(answer, str):
                self._lose(judgement_in_words(judgement), answer)
                continue
            yield answer
            bare: JsonJudgement = {**judgement, "anchor": None}
            if judgement["value"] == answer.polarity:
                bare["value"] = None
            for what in asides_in_words(bare):
                self._lose(what, "a target holds a polarity")

    def _answer(self, judgement: JsonJudgement, task: str) -> _Answer | str:
        """The answer, or why it is none that a row can hold."""
        if judgement["task"] != task:
            return f"it is no answer to {task}"
        if judgement["holder"] is None or judgement["holder"]["kind"] != "author":
            return "whoever speaks of a target is the author"
        polarity = _POLARITIES.get((judgement["label"] or "").lower())
        if polarity is None:
            return f"its label is none of {', '.join(_POLARITIES)}"
        mention = self._mention(judgement)
        if mention is None:
            return "its target is not mentioned in the text"
        anchor = segment_of(judgement["anchor"], self._text)
        return _Answer(judgement, mention, polarity, self._sentence(mention, anchor))

    def _mention(self, judgement: JsonJudgement) -> JsonMention | None:
        """The mention that is the target; of an entity the first in the anchor, else the first."""
        target = judgement["target"]
        if target is None or target["id"] is None:
            return None
        if target["kind"] == "mention":
            return self._said["mentions"].get(target["id"])
        mentions = self._by_entity.get(target["id"], ()) if target["kind"] == "entity" else ()
        start, end = segment_of(judgement["anchor"], self._text) or (0, len(self._text))
        inside = (one for one in mentions if start <= one["start"] and one["end"] <= end)
        return next(inside, mentions[0] if mentions else None)

    def _sentence(self, mention: JsonMention, anchor: Offsets | None) -> Offsets:
        place = mention["start"], mention["end"]
        if anchor is not None:
            return min(anchor[0], place[0]), max(anchor[1], place[1])
        return around(sentences(self._text), place)

    def _lose(self, what: str, why: str) -> None:
        self._losses.append(Loss(self._work.article.id, what, why))


NEWSMTSC_WRITER = FileWriter(NEWSMTSC, write_newsmtsc)
