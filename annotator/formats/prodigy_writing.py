"""Writing Prodigy: a task for each annotation, with tokens, spans, relations, and how it was answered."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import BinaryIO, cast

import orjson
from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.tokens import Offsets, tokens
from annotator.formats.all_formats import PRODIGY
from annotator.formats.category_tasks import category_task_of
from annotator.formats.found_annotations import NOBODY_NAMED
from annotator.formats.pair_ends import pair_ends
from annotator.formats.prodigy_joining import apart
from annotator.formats.prodigy_tasks import (
    ACCEPT,
    ANSWERS,
    CHOSEN,
    HIGHLIGHTS,
    IGNORE,
    OF_ARTICLE,
    OF_TOKENS,
    OPTIONS,
    REJECT,
    RELATIONS,
    SESSIONS,
    SPANS,
    TOKENS,
    UNTOLD,
    VERSION,
    VERSIONS,
)
from annotator.formats.prodigy_tokens import token_list, whole_tokens
from annotator.formats.relation_tasks import is_found_again, label_of
from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonMention, said_by
from annotator.formats.unheld import Part, asides_in_words, judgement_in_words, quoted, unheld
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset((Part.ANNOTATOR, Part.STATUS, Part.JUDGEMENTS, Part.ASIDES, Part.REJECTED))
_ANSWERS = {"done": ACCEPT, "skipped": IGNORE}
_WHY = "a relation holds two spans and a label"
_WHY_ONE = "a task accepts or rejects one category"
_OF_CATEGORIES = (ACCEPT, REJECT)
_AFTER_OPTIONS = ("answer", "_timestamp")
_OF_END = ("start", "end", *OF_TOKENS, "label")
_WRITTEN_APART = frozenset(
    (*_AFTER_OPTIONS, TOKENS, HIGHLIGHTS, SPANS, RELATIONS, OPTIONS, CHOSEN, UNTOLD, VERSION, VERSIONS)
)

Row = dict[str, object]


def write_prodigy(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; `end` is exclusive, `token_end` inclusive. Work that is not done is written nowhere.

    A task that came in is written as it came, several about one text as several, a reviewed one with its
    versions. Others get the program's tokens, cut where mentions begin and end.
    """
    for _, group in groupby(said, key=lambda one: one[0].id):
        together = list(group)
        article = together[0][0]
        annotations = [said_by(stored) for _, stored in together if stored is not None]
        losses: list[Loss] = []
        rows = list(_rows(article, annotations, options, losses))
        if not annotations:
            rows = [{"text": article.text, **_meta(article)}]
        for row in rows:
            stream.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        yield Written(len(rows), tuple(losses))


def _rows(
    article: StoredArticle, annotations: Sequence[JsonAnnotation], options: WriteOptions, losses: list[Loss]
) -> Iterator[Row]:
    reviewed = next((one for one in annotations if VERSIONS in one.get("meta", {})), None)
    versions: list[Row] = []
    for annotation in sorted(annotations, key=_version_number):
        is_version = reviewed is not None and VERSION in annotation.get("meta", {})
        if annotation is reviewed:
            continue
        for part in apart(annotation):
            row = _Writing(article, part, options, losses).row()
            if row is not None and is_version:
                _add_version(versions, row, annotation["annotator"]["name"])
            elif row is not None:
                yield row
    if reviewed is not None:
        row = _Writing(article, reviewed, options, losses, is_gold_known=True).row()
        if row is not None:
            yield {**row, VERSIONS: versions}


def _version_number(said: JsonAnnotation) -> int:
    number = said.get("meta", {}).get(VERSION)
    return number if isinstance(number, int) else 0


def _add_version(versions: list[Row], row: Row, session: str) -> None:
    """Those who said the same are sessions of one version, in the order they came in."""
    without = {key: value for key, value in row.items() if key not in (SESSIONS, "_session_id")}
    came = row.get(SESSIONS)
    order = came if isinstance(came, list) else []
    for version in versions:
        if all(version.get(key) == value for key, value in without.items()):
            sessions = [*cast(list[str], version[SESSIONS]), session]
            version[SESSIONS] = sorted(
                sessions, key=lambda one: order.index(one) if one in order else len(order)
            )
            return
    versions.append({**without, SESSIONS: [session]})


class _Writing:
    """One annotation on its way to a task."""

    def __init__(
        self,
        article: StoredArticle,
        said: JsonAnnotation,
        options: WriteOptions,
        losses: list[Loss],
        *,
        is_gold_known: bool = False,
    ) -> None:
        self._article = article
        self._said = said
        self._options = options
        self._kept: Mapping[str, JsonValue] = said.get("meta", {})
        self._came = "answer" in self._kept
        self._losses = losses
        self._holds = {*_HOLDS, *((Part.KIND,) if is_gold_known else ())}

    def row(self) -> Row | None:
        answer = self._answer()
        if answer is None:
            self._lose(f"the annotation of {self._said['annotator']['name']}", "it is not done")
            return None
        row: Row = {
            "text": self._article.text,
            **({} if self._came else _meta(self._article)),
            **{key: value for key, value in self._kept.items() if key not in _WRITTEN_APART},
        }
        named = self._said["annotator"]["name"]
        if not {"_session_id", "_annotator_id"} & self._kept.keys() and named != NOBODY_NAMED:
            row["_session_id"] = named
        mentions = self._mentions(answer)
        places = self._add_tokens(row, mentions)
        spans = self._spans(mentions, places)
        # Prodigy itself writes none or an empty list, by its version.
        shown = self._list(HIGHLIGHTS)
        if spans or shown or SPANS in self._kept or not self._came:
            row[SPANS] = [*spans.values(), *shown]
        relations = [*self._judgements(row, spans, answer)]
        self._add_untold(row, relations)
        self._losses += unheld(self._article.id, self._article.text, self._said, self._holds)
        self._lose_rejected(answer)
        row["answer"] = answer
        return row | {key: self._kept[key] for key in _AFTER_OPTIONS[1:] if key in self._kept}

    def _answer(self) -> str | None:
        """As it was given, unless what was done since says otherwise."""
        kept, status = self._kept.get("answer"), self._said["progress"]["status"]
        if not isinstance(kept, str) or kept not in ANSWERS or (status == "skipped" and kept != REJECT):
            return _ANSWERS.get(status)
        is_overruled = (kept == IGNORE and status == "done") or (kept == REJECT and self._said["mentions"])
        return ACCEPT if is_overruled else kept

    def _mentions(self, answer: str) -> Sequence[JsonMention]:
        """Those that are spans of the task, in the order they came in or else that of the text."""
        said = self._said
        rejected = {
            id_: {**proposal, "id": id_}
            for id_, proposal in said["rejected"].items()
            if answer == REJECT or self._kept_of(SPANS, id_).get("answer") == REJECT
        }
        marked = rejected if answer == REJECT else {**said["mentions"], **rejected}
        mentions = cast(list[JsonMention], list(marked.values()))
        if self._came:
            return mentions
        return sorted(mentions, key=lambda m: (m["start"], m["end"], m["label"]))

    def _add_tokens(self, row: Row, mentions: Iterable[JsonMention]) -> Sequence[Offsets]:
        text = self._article.text
        kept = whole_tokens(text, self._kept.get(TOKENS))
        if kept is not None:
            row[TOKENS] = kept.written
            return kept.places
        if self._came:
            return ()
        edges = sorted({edge for m in mentions for edge in (m["start"], m["end"])})
        places = _cut(tokens(text), edges)
        row[TOKENS] = token_list(text, places, with_ws=True)
        return places

    def _spans(self, mentions: Iterable[JsonMention], places: Sequence[Offsets]) -> Mapping[str, Row]:
        starts = {start: n for n, (start, _) in enumerate(places)}
        ends = {end: n for n, (_, end) in enumerate(places)}
        return {mention["id"]: self._span(mention, starts, ends) for mention in mentions}

    def _span(self, mention: JsonMention, starts: Mapping[int, int], ends: Mapping[int, int]) -> Row:
        start, end = mention["start"], mention["end"]
        span: Row = {"start": start, "end": end}
        if start in starts and end in ends:
            span |= {"token_start": starts[start], "token_end": ends[end]}
        elif starts:
            self._lose(f"the tokens of {quoted(self._article.text, mention)}", "they begin or end elsewhere")
        span["label"] = mention["label"]
        for key, value in self._kept_of(SPANS, mention["id"]).items():
            if value is None:
                span.pop(key, None)
            elif key == "text":
                span[key] = self._article.text[start:end]
            elif not (key in OF_TOKENS and mention.get("decision") == "resized"):
                span[key] = value
        return span

    def _judgements(self, row: Row, spans: Mapping[str, Row], answer: str) -> Iterator[object]:
        """The relations; what is about the whole text goes into the row."""
        ends = pair_ends(self._said)
        for judgement in self._said["judgements"].values():
            pair = ends(judgement)
            if pair is not None and judgement["label"] is not None:
                self._lose_asides(judgement)
                if not is_found_again(judgement["task"], judgement["label"], self._options.scheme):
                    self._lose(f"the task of {judgement_in_words(judgement)}", _WHY)
                yield self._relation(judgement, [spans[end] for end in pair])
            elif not self._is_about_the_text(judgement, row, answer):
                is_category = judgement["label"] in _OF_CATEGORIES and "label" in row
                self._lose(judgement_in_words(judgement), _WHY_ONE if is_category else _WHY)

    def _relation(self, judgement: JsonJudgement, ends: Sequence[Row]) -> Row:
        head, child = ({key: end[key] for key in _OF_END if key in end} for end in ends)
        relation: Row = {
            "head": head.get("token_end"),
            "child": child.get("token_end"),
            "head_span": head,
            "child_span": child,
            "label": label_of(judgement["task"], judgement["label"] or "", self._options.scheme),
        }
        for key, value in self._kept_of(RELATIONS, judgement["id"]).items():
            if value is None:
                relation.pop(key, None)
            else:
                relation[key] = value
        return relation

    def _is_about_the_text(self, judgement: JsonJudgement, row: Row, answer: str) -> bool:
        """Whether it found its place: a category that was accepted or rejected, or a choice of options."""
        target, label = judgement["target"], judgement["label"]
        if label is None or judgement["holder"] is not None or target is None or target["kind"] != "article":
            return False
        if label == answer and "label" not in row and answer in (ACCEPT, REJECT):
            row["label"] = judgement["task"]
            self._lose_asides(judgement)
            return True
        is_second = label in _OF_CATEGORIES and "label" in row
        if is_second or CHOSEN in row or answer == REJECT:
            return False
        self._choose([label, *judgement["more_labels"]], judgement, row)
        self._lose_asides({**judgement, "more_labels": []})
        return True

    def _choose(self, chosen: Sequence[str], judgement: JsonJudgement, row: Row) -> None:
        """Puts the answer into the row as a choice, whose options tell readers which task it answers."""
        scheme = self._options.scheme
        if OPTIONS in self._kept:
            row[OPTIONS] = self._kept[OPTIONS]
        elif CHOSEN not in self._kept:
            task = scheme.task(judgement["task"])
            labels = [] if task is None else [label.name for label in task.labels]
            row[OPTIONS] = [{"id": label, "text": label} for label in dict.fromkeys((*labels, *chosen))]
        ids = _option_ids(row.get(OPTIONS))
        row[CHOSEN] = [ids.get(label, label) for label in chosen]
        if category_task_of([*ids] or chosen, scheme) != judgement["task"]:
            self._lose(f"the task of {judgement_in_words(judgement)}", "a choice has options and no name")

    def _add_untold(self, row: Row, relations: list[object]) -> None:
        """What came with the task and is no answer here: other relations, options of which none is chosen."""
        untold = self._kept.get(UNTOLD)
        rest = untold if isinstance(untold, dict) else {}
        others = rest.get(RELATIONS)
        relations += others if isinstance(others, list) else []
        if relations or RELATIONS in self._kept:
            row[RELATIONS] = relations
        for key in (OPTIONS, CHOSEN):
            if key in self._kept:
                row.setdefault(key, self._kept[key])
        row |= {key: value for key, value in rest.items() if key != RELATIONS}

    def _lose_rejected(self, answer: str) -> None:
        if answer == REJECT:
            return
        for id_, proposal in self._said["rejected"].items():
            if self._kept_of(SPANS, id_).get("answer") != REJECT:
                what = f"the rejected proposal {quoted(self._article.text, proposal)} ({proposal['label']})"
                self._lose(what, "a task is rejected as a whole")

    def _kept_of(self, what: str, id_: str) -> Mapping[str, JsonValue]:
        kept = self._kept.get(what)
        more = kept.get(id_) if isinstance(kept, dict) else None
        return more if isinstance(more, dict) else {}

    def _list(self, what: str) -> Sequence[JsonValue]:
        kept = self._kept.get(what)
        return kept if isinstance(kept, list) else ()

    def _lose_asides(self, judgement: JsonJudgement) -> None:
        for what in asides_in_words(judgement):
            self._lose(what, _WHY)

    def _lose(self, what: str, why: str) -> None:
        self._losses.append(Loss(self._article.id, what, why))


def _option_ids(options: object) -> Mapping[str, object]:
    """The ids of options, some of which are numbers, by the labels that they came in as."""
    ids = (
        [option.get("id") for option in options if isinstance(option, dict)]
        if isinstance(options, list)
        else []
    )
    return {str(id_): id_ for id_ in ids}


def _meta(article: StoredArticle) -> dict[str, object]:
    meta = orjson.loads(article.meta)
    kept = {key: value for key, value in meta.items() if key in OF_ARTICLE and key != "text"}
    rest = {key: value for key, value in meta.items() if key not in OF_ARTICLE}
    if rest and "meta" not in kept:
        kept["meta"] = rest
    return kept


def _cut(places: Sequence[Offsets], edges: Sequence[int]) -> Sequence[Offsets]:
    """The tokens, cut at the edges that lie within them."""
    starts = [start for start, _ in places]
    within: dict[int, list[int]] = {}
    for edge in edges:
        number = bisect_left(starts, edge) - 1
        if number >= 0 and edge < places[number][1]:
            within.setdefault(number, []).append(edge)
    if not within:
        return places
    cut: list[Offsets] = []
    for number, (start, end) in enumerate(places):
        cut += pairwise((start, *within.get(number, ()), end))
    return cut


PRODIGY_WRITER = FileWriter(PRODIGY, write_prodigy)
