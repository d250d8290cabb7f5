"""Writing doccano: a row for each annotation, with relations where the scheme has questions about pairs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

import orjson

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.scheme import About
from annotator.formats.all_formats import DOCCANO
from annotator.formats.doccano import ANNOTATOR
from annotator.formats.pair_ends import pair_ends
from annotator.formats.relation_tasks import label_of
from annotator.formats.stored_json import JsonAnnotation, JsonMention, said_by
from annotator.formats.unheld import Part, asides_in_words, judgement_in_words, unheld
from annotator.formats.utf16 import utf16_of
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset((Part.ANNOTATOR, Part.JUDGEMENTS, Part.ASIDES, Part.REMARKS))
_WHY = "a relation holds two spans and a type"


def write_doccano(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; offsets count UTF-16 units, as doccano does.

    An article that nobody has annotated comes as a row without labels.
    """
    with_relations = bool(options.scheme.tasks_about(About.PAIR))
    for number, (article, stored) in enumerate(said, 1):
        meta: Mapping[str, object] = orjson.loads(article.meta)
        row: dict[str, object] = {"id": meta.get("id", number), "text": article.text}
        losses: list[Loss] = []
        if stored is not None:
            annotation = said_by(stored)
            row |= _labels(article, annotation, options, losses, with_relations=with_relations)
        rest = {key: value for key, value in meta.items() if key not in row}
        if len(rest) + ("id" in meta) < len(meta):
            losses.append(Loss(article.id, "meta of the article", "doccano has keys of the same names"))
        stream.write(orjson.dumps({**row, **rest}, option=orjson.OPT_APPEND_NEWLINE))
        yield Written(losses=tuple(losses))


def _labels(
    article: StoredArticle,
    said: JsonAnnotation,
    options: WriteOptions,
    losses: list[Loss],
    *,
    with_relations: bool,
) -> dict[str, object]:
    units = utf16_of(article.text)
    mentions = sorted(said["mentions"].values(), key=lambda m: (m["start"], -m["end"], m["label"], m["id"]))
    losses += unheld(article.id, article.text, said, _HOLDS)
    if said["progress"]["flagged"]:
        losses.append(Loss(article.id, "the flag", "doccano has none"))
    row: dict[str, object] = {ANNOTATOR: said["annotator"]["name"]}
    if with_relations:
        numbers = _numbers(mentions)
        row["entities"] = [
            {"id": numbers[m["id"]], **_offsets(m, units), "label": m["label"]} for m in mentions
        ]
        row["relations"] = list(_relations(article, said, options, numbers, losses))
    else:
        row["label"] = [[units(m["start"]), units(m["end"]), m["label"]] for m in mentions]
        losses += (
            Loss(article.id, judgement_in_words(judgement), "the scheme has no question about pairs")
            for judgement in said["judgements"].values()
        )
    note = said["progress"]["note"]
    return {**row, "Comments": [note] if note else []}


def _numbers(mentions: Iterable[JsonMention]) -> Mapping[str, int]:
    """doccano wants whole numbers as ids; those that are stay."""
    ids = [mention["id"] for mention in mentions]
    if all(id_.isdecimal() and str(int(id_)) == id_ for id_ in ids):
        return {id_: int(id_) for id_ in ids}
    return {id_: number for number, id_ in enumerate(ids, 1)}


def _offsets(mention: JsonMention, units: Callable[[int], int]) -> dict[str, int]:
    return {"start_offset": units(mention["start"]), "end_offset": units(mention["end"])}


def _relations(
    article: StoredArticle,
    said: JsonAnnotation,
    options: WriteOptions,
    numbers: Mapping[str, int],
    losses: list[Loss],
) -> Iterator[dict[str, object]]:
    ends = pair_ends(said)
    for number, judgement in enumerate(said["judgements"].values(), 1):
        pair = ends(judgement)
        if pair is None or judgement["label"] is None:
            losses.append(Loss(article.id, judgement_in_words(judgement), _WHY))
            continue
        losses += (Loss(article.id, what, _WHY) for what in asides_in_words(judgement))
        yield {
            "id": number,
            "from_id": numbers[pair[0]],
            "to_id": numbers[pair[1]],
            "type": label_of(judgement["task"], judgement["label"], options.scheme),
        }


DOCCANO_WRITER = FileWriter(DOCCANO, write_doccano)
