"""Writing doccano: a row for each annotation, with relations where the scheme has questions about pairs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

import orjson

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.scheme import About
from annotator.formats.all_formats import DOCCANO
from annotator.formats.doccano import ANNOTATOR, FORM
from annotator.formats.found_annotations import NOBODY_NAMED
from annotator.formats.pair_ends import pair_ends
from annotator.formats.relation_tasks import label_of
from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonMention, said_by
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
    for number, (article, stored) in enumerate(said, 1):
        meta: Mapping[str, object] = orjson.loads(article.meta)
        row: dict[str, object] = {"id": meta.get("id", number), "text": article.text}
        losses: list[Loss] = []
        if stored is not None:
            row |= _labels(article, said_by(stored), options, losses)
        rest = {key: value for key, value in meta.items() if key not in row}
        if len(rest) + ("id" in meta) < len(meta):
            losses.append(Loss(article.id, "meta of the article", "doccano has keys of the same names"))
        stream.write(orjson.dumps({**row, **rest}, option=orjson.OPT_APPEND_NEWLINE))
        yield Written(losses=tuple(losses))


def _labels(
    article: StoredArticle, said: JsonAnnotation, options: WriteOptions, losses: list[Loss]
) -> dict[str, object]:
    units = utf16_of(article.text)
    # As doccano sorts them.
    mentions = sorted(said["mentions"].values(), key=lambda m: (m["start"], m["end"], m["label"], m["id"]))
    losses += unheld(article.id, article.text, said, _HOLDS)
    if said["progress"]["flagged"]:
        losses.append(Loss(article.id, "the flag", "doccano has none"))
    row: dict[str, object] = {}
    if said["annotator"]["name"] != NOBODY_NAMED:
        row[ANNOTATOR] = said["annotator"]["name"]
    numbers = _numbers(mentions)
    categories, others = _categories(said)
    relations = list(_relations(article, said, others, options, numbers, losses))
    form = _form(said, options, has_relations=bool(relations))
    if form == "entities":
        row["entities"] = [
            {"id": numbers[m["id"]], **_offsets(m, units), "label": m["label"]} for m in mentions
        ]
        row["relations"] = relations
    elif categories and not mentions:
        row[form], categories = categories, []
    else:
        row[form] = [[units(m["start"]), units(m["end"]), m["label"]] for m in mentions]
    if categories:
        row["cats"] = categories
    note = said["progress"]["note"]
    return {**row, "Comments": [note]} if note else row


def _form(said: JsonAnnotation, options: WriteOptions, *, has_relations: bool) -> str:
    """The key that holds the labels: the one they came under, else by whether the scheme asks about pairs."""
    came = said.get("meta", {}).get(FORM)
    if has_relations or (came is None and options.scheme.tasks_about(About.PAIR)):
        return "entities"
    return came if isinstance(came, str) and came != "cats" else "label"


def _categories(said: JsonAnnotation) -> tuple[list[str], list[JsonJudgement]]:
    """The labels of the whole text that the first answer about it gives, and all other answers."""
    others = list(said["judgements"].values())
    for judgement in others:
        target = judgement["target"]
        if target and target["kind"] == "article" and judgement["holder"] is None and judgement["label"]:
            others.remove(judgement)
            return [judgement["label"], *judgement["more_labels"]], others
    return [], others


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
    judgements: Iterable[JsonJudgement],
    options: WriteOptions,
    numbers: Mapping[str, int],
    losses: list[Loss],
) -> Iterator[dict[str, object]]:
    ends = pair_ends(said)
    number = 0
    for judgement in judgements:
        pair = ends(judgement)
        if pair is None or judgement["label"] is None:
            losses.append(Loss(article.id, judgement_in_words(judgement), _WHY))
            continue
        losses += (Loss(article.id, what, _WHY) for what in asides_in_words(judgement))
        number += 1
        yield {
            "id": number,
            "from_id": numbers[pair[0]],
            "to_id": numbers[pair[1]],
            "type": label_of(judgement["task"], judgement["label"], options.scheme),
        }


DOCCANO_WRITER = FileWriter(DOCCANO, write_doccano)
