"""Writing doccano: a row for each annotation, with relations where the scheme has questions about pairs."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import BinaryIO

import orjson
from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.scheme import About
from annotator.formats.all_formats import DOCCANO
from annotator.formats.category_tasks import category_task_of
from annotator.formats.doccano import ANNOTATOR, COMMENTS, FORM, KEYS, LABELS, LISTS, ONE, SHAPE, note_of
from annotator.formats.found_annotations import NOBODY_NAMED
from annotator.formats.json_values import Unreadable
from annotator.formats.pair_ends import pair_ends
from annotator.formats.relation_tasks import is_found_again, label_of
from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonMention, said_by
from annotator.formats.unheld import Part, asides_in_words, judgement_in_words, unheld
from annotator.formats.utf16 import utf16_of
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

# No larger than its database holds.
_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")
_HOLDS = frozenset((Part.ANNOTATOR, Part.JUDGEMENTS, Part.ASIDES, Part.REMARKS))
_WHY = "a relation holds two spans and a type"
_WHY_NO_OTHER = "labels of a text are those of one answer"

Row = dict[str, object]


def write_doccano(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; offsets count UTF-16 units, as doccano does.

    An article that nobody has annotated comes as a row without labels.
    """
    for number, (article, stored) in enumerate(said, 1):
        meta: Mapping[str, object] = orjson.loads(article.meta)
        row: Row = {"id": meta.get("id", number), "text": article.text}
        losses: list[Loss] = []
        if stored is not None:
            said_here = said_by(stored)
            row |= _labels(article, said_here, options, losses)
            if "id" not in meta and FORM in said_here.get("meta", {}):
                del row["id"]
        rest = {key: value for key, value in meta.items() if key not in row}
        if len(rest) + ("id" in meta) < len(meta):
            losses.append(Loss(article.id, "meta of the article", "doccano has keys of the same names"))
        stream.write(orjson.dumps({**row, **rest}, option=orjson.OPT_APPEND_NEWLINE))
        yield Written(losses=tuple(losses))


def _labels(article: StoredArticle, said: JsonAnnotation, options: WriteOptions, losses: list[Loss]) -> Row:
    # As doccano sorts them.
    mentions = sorted(said["mentions"].values(), key=lambda m: (m["start"], m["end"], m["label"], m["id"]))
    losses += unheld(article.id, article.text, said, _HOLDS)
    if said["progress"]["flagged"]:
        losses.append(Loss(article.id, "the flag", "doccano has none"))
    row: Row = {}
    if said["annotator"]["name"] != NOBODY_NAMED:
        row[ANNOTATOR] = said["annotator"]["name"]
    numbers = _numbers(mentions)
    category, others = _category(said)
    categories = [] if category is None else [category["label"] or "", *category["more_labels"]]
    if category is not None:
        losses += _lost_of_category(article.id, category, categories, options)
    relations = list(_relations(article, said, others, options, numbers, losses))
    form = _Form(said, options, has_relations=bool(relations))
    units = utf16_of(article.text)
    spans: list[object] = [[units(m["start"]), units(m["end"]), m["label"]] for m in mentions]
    if form.are_objects:
        spans = [{"id": numbers[m["id"]], **_offsets(m, units), "label": m["label"]} for m in mentions]
    return {**row, **form.row(spans, relations, categories), **form.comments(said["progress"]["note"])}


class _Form:
    """The keys of a row with what stands there: as it came, else by whether the scheme asks about pairs."""

    def __init__(self, said: JsonAnnotation, options: WriteOptions, *, has_relations: bool) -> None:
        form = said.get("meta", {}).get(FORM)
        self._form: Mapping[str, JsonValue] = form if isinstance(form, dict) else {}
        keys = self._form.get(KEYS)
        self._keys = keys if isinstance(keys, list) else []
        shape = self._form.get(SHAPE)
        asks_about_pairs = not self._keys and bool(options.scheme.tasks_about(About.PAIR))
        has_entities = has_relations or asks_about_pairs or "entities" in self._keys
        self.are_objects = has_relations or (has_entities and shape != LISTS)
        self._spans_key = "entities" if has_entities else self._label_key
        self._is_one = shape == ONE

    @property
    def _label_key(self) -> str:
        return next((key for key in LABELS if key in self._keys), LABELS[0])

    def row(self, spans: Sequence[object], relations: Sequence[object], categories: Sequence[str]) -> Row:
        row: Row = {}
        if categories and not spans and "cats" not in self._keys and self._spans_key != "entities":
            row[self._label_key] = categories[0] if self._is_one and len(categories) == 1 else categories
        else:
            if spans or self._spans_key in self._keys or not self._keys:
                row[self._spans_key] = spans
            if categories or "cats" in self._keys:
                row["cats"] = categories
        if self._spans_key == "entities" and (relations or "relations" in self._keys or not self._keys):
            row["relations"] = relations
        return row

    def comments(self, note: str | None) -> Row:
        """The comments as they came, if they still say the same."""
        came = self._form.get(COMMENTS)
        if isinstance(came, list) and _says(came, note):
            return {"Comments": came}
        return {"Comments": [note] if note else []} if note or "Comments" in self._keys else {}


def _says(comments: Sequence[JsonValue], note: str | None) -> bool:
    try:
        return note_of(comments) == note
    except Unreadable:
        # Who changed rows by hand may have changed these.
        return False


def _category(said: JsonAnnotation) -> tuple[JsonJudgement | None, list[JsonJudgement]]:
    """The first answer about the whole text, whose labels are those of the text, and all other answers."""
    others = list(said["judgements"].values())
    for judgement in others:
        if _is_of_the_text(judgement):
            others.remove(judgement)
            return judgement, others
    return None, others


def _is_of_the_text(judgement: JsonJudgement) -> bool:
    target = judgement["target"]
    is_about_it = target is not None and target["kind"] == "article" and judgement["holder"] is None
    return is_about_it and bool(judgement["label"])


def _lost_of_category(
    article_id: str, category: JsonJudgement, labels: Collection[str], options: WriteOptions
) -> Iterator[Loss]:
    if category_task_of(labels, options.scheme) != category["task"]:
        why = "labels of a text are of no task"
        yield Loss(article_id, f"the task of {judgement_in_words(category)}", why)
    for what in asides_in_words({**category, "more_labels": []}):
        yield Loss(article_id, what, "labels of a text are labels alone")


def _numbers(mentions: Iterable[JsonMention]) -> Mapping[str, int]:
    return _whole_numbers([mention["id"] for mention in mentions])


def _whole_numbers(ids: Sequence[str]) -> Mapping[str, int]:
    """doccano wants whole numbers as ids; those that are stay, and others get what is free."""
    whole = {id_: int(id_) for id_ in ids if _WHOLE.fullmatch(id_)}
    taken = frozenset(whole.values())
    free = (number for number in count(1) if number not in taken)
    return {id_: whole[id_] if id_ in whole else next(free) for id_ in ids}


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
    ids = _whole_numbers([one["id"] for one in said["judgements"].values()])
    for judgement in judgements:
        pair = ends(judgement)
        if pair is None or judgement["label"] is None:
            why = _WHY_NO_OTHER if _is_of_the_text(judgement) else _WHY
            losses.append(Loss(article.id, judgement_in_words(judgement), why))
            continue
        losses += (Loss(article.id, what, _WHY) for what in asides_in_words(judgement))
        if not is_found_again(judgement["task"], judgement["label"], options.scheme):
            losses.append(Loss(article.id, f"the task of {judgement_in_words(judgement)}", _WHY))
        yield {
            "id": ids[judgement["id"]],
            "from_id": numbers[pair[0]],
            "to_id": numbers[pair[1]],
            "type": label_of(judgement["task"], judgement["label"], options.scheme),
        }


DOCCANO_WRITER = FileWriter(DOCCANO, write_doccano)
