"""Writing Prodigy: a task for each annotation, with tokens, spans, relations, and how it was answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, cast

import orjson
from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.tokens import Offsets, tokens
from annotator.formats.all_formats import PRODIGY
from annotator.formats.pair_ends import pair_ends
from annotator.formats.prodigy import ACCEPT, ANSWERS, HIGHLIGHTS, IGNORE, OF_ARTICLE, REJECT, TOKENS
from annotator.formats.relation_tasks import label_of
from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonMention, said_by
from annotator.formats.unheld import Part, asides_in_words, judgement_in_words, quoted, unheld
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset((Part.ANNOTATOR, Part.KIND, Part.STATUS, Part.JUDGEMENTS, Part.ASIDES, Part.REJECTED))
_ANSWERS = {"done": ACCEPT, "skipped": IGNORE}
_WHY = "a relation holds two spans and a label"
_WHY_ONE = "a task accepts or rejects one category"
_OF_CATEGORIES = (ACCEPT, REJECT)
_AFTER_OPTIONS = ("answer", "_timestamp")


def write_prodigy(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; `end` is exclusive, `token_end` inclusive. Work that is not done is written nowhere.

    Tokens are those the task came with; else those of the program, cut where mentions begin and end.
    """
    for article, stored in said:
        if stored is None:
            stream.write(orjson.dumps({"text": article.text, **_meta(article)}) + b"\n")
            yield Written()
            continue
        annotation = said_by(stored)
        writing = _Writing(article, annotation, options)
        row = writing.row()
        if row is not None:
            stream.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        yield Written(0 if row is None else 1, tuple(writing.losses))


class _Writing:
    """One annotation on its way to a task."""

    def __init__(self, article: StoredArticle, said: JsonAnnotation, options: WriteOptions) -> None:
        self._article = article
        self._said = said
        self._options = options
        self._kept: Mapping[str, JsonValue] = said.get("meta", {})
        self.losses: list[Loss] = []

    def row(self) -> dict[str, object] | None:
        answer = self._answer()
        if answer is None:
            self._lose(f"the annotation of {self._said['annotator']['name']}", "it is not done")
            return None
        said, text = self._said, self._article.text
        marked = said["rejected"].values() if answer == REJECT else said["mentions"].values()
        mentions = sorted(
            cast(Iterable[JsonMention], marked), key=lambda m: (m["start"], m["end"], m["label"])
        )
        places, with_ws = self._tokens(mentions)
        starts = {start: n for n, (start, _) in enumerate(places)}
        ends = {end: n for n, (_, end) in enumerate(places)}
        spans = {m.get("id", f"r{n}"): self._span(m, starts, ends) for n, m in enumerate(mentions)}
        row: dict[str, object] = {
            "text": text,
            **_meta(self._article),
            **{key: value for key, value in self._kept.items() if _is_before_tokens(key)},
            TOKENS: self._kept[TOKENS]
            if isinstance(self._kept.get(TOKENS), list)
            else [
                {"text": text[start:end], "start": start, "end": end, "id": n}
                | ({"ws": text[end : end + 1] == " "} if with_ws else {})
                for n, (start, end) in enumerate(places)
            ],
            **{key: value for key, value in self._kept.items() if key in ("_session_id", "_view_id")},
        }
        # Prodigy itself writes none or an empty list, by its version.
        highlights = self._kept.get(HIGHLIGHTS)
        shown = highlights if isinstance(highlights, list) else []
        if spans or shown or "spans" in self._kept or "answer" not in self._kept:
            row["spans"] = [*spans.values(), *shown]
        if "_session_id" not in self._kept and "_annotator_id" not in self._kept:
            row["_session_id"] = said["annotator"]["name"]
        relations = list(self._judgements(row, spans, answer))
        if relations or "relations" in self._kept:
            row["relations"] = relations
        self.losses += unheld(self._article.id, text, said, _HOLDS)
        if answer != REJECT:
            for proposal in said["rejected"].values():
                what = f"the rejected proposal {quoted(text, proposal)} ({proposal['label']})"
                self._lose(what, "a task is rejected as a whole")
        row["answer"] = answer
        return row | {key: self._kept[key] for key in _AFTER_OPTIONS[1:] if key in self._kept}

    def _answer(self) -> str | None:
        kept = self._kept.get("answer")
        if isinstance(kept, str) and kept in ANSWERS:
            return kept
        return _ANSWERS.get(self._said["progress"]["status"])

    def _tokens(self, mentions: Iterable[JsonMention]) -> tuple[Sequence[Offsets], bool]:
        kept, text = self._kept.get(TOKENS), self._article.text
        if isinstance(kept, dict) and isinstance(kept.get("places"), list):
            places = cast(list[list[int]], kept["places"])
            return [(start, end) for start, end in places], bool(kept.get("ws"))
        if isinstance(kept, list):
            whole = cast(list[Mapping[str, int]], kept)
            return [(token["start"], token["end"]) for token in whole], False
        edges = sorted({edge for m in mentions for edge in (m["start"], m["end"])})
        return list(_cut(tokens(text), edges)), True

    def _span(
        self, mention: JsonMention, starts: Mapping[int, int], ends: Mapping[int, int]
    ) -> dict[str, object]:
        start, end = mention["start"], mention["end"]
        span: dict[str, object] = {"start": start, "end": end}
        if start in starts and end in ends:
            span |= {"token_start": starts[start], "token_end": ends[end]}
        else:
            self._lose(f"the tokens of {quoted(self._article.text, mention)}", "they begin or end elsewhere")
        kept = self._kept.get("spans")
        more = kept.get(mention.get("id", "")) if isinstance(kept, dict) else None
        return {**span, "label": mention["label"], **(more if isinstance(more, dict) else {})}

    def _judgements(
        self, row: dict[str, object], spans: Mapping[str, dict[str, object]], answer: str
    ) -> Iterator[dict[str, object]]:
        """The relations; what is about the whole text goes into the row."""
        ends = pair_ends(self._said)
        for judgement in self._said["judgements"].values():
            pair = ends(judgement)
            if pair is not None and judgement["label"] is not None:
                self._lose_asides(judgement)
                yield self._relation(judgement, [spans[end] for end in pair])
            elif not self._is_about_the_text(judgement, row, answer):
                is_category = judgement["label"] in _OF_CATEGORIES and "label" in row
                self._lose(judgement_in_words(judgement), _WHY_ONE if is_category else _WHY)

    def _relation(self, judgement: JsonJudgement, ends: Sequence[dict[str, object]]) -> dict[str, object]:
        head, child = ends
        return {
            "head": head.get("token_end"),
            "child": child.get("token_end"),
            "head_span": head,
            "child_span": child,
            "label": label_of(judgement["task"], judgement["label"] or "", self._options.scheme),
        }

    def _is_about_the_text(self, judgement: JsonJudgement, row: dict[str, object], answer: str) -> bool:
        """Whether it found its place: a category that was accepted or rejected, or a choice of options."""
        target = judgement["target"]
        if judgement["holder"] is not None or target is None or target["kind"] != "article":
            return False
        if judgement["label"] == answer and "label" not in row and answer in (ACCEPT, REJECT):
            row["label"] = judgement["task"]
            return True
        is_second = judgement["label"] in _OF_CATEGORIES and "label" in row
        if is_second or ("options" in row and "accept" in row):
            return False
        task = self._options.scheme.task(judgement["task"])
        chosen = [judgement["label"], *judgement["more_labels"]]
        if "options" not in self._kept:
            labels = chosen if task is None else [label.name for label in task.labels]
            row["options"] = [{"id": label, "text": label} for label in labels]
        else:
            row["options"] = self._kept["options"]
        ids = _option_ids(row["options"])
        row["accept"] = [ids.get(label or "", label) for label in chosen]
        return True

    def _lose_asides(self, judgement: JsonJudgement) -> None:
        for what in asides_in_words(judgement):
            self._lose(what, _WHY)

    def _lose(self, what: str, why: str) -> None:
        self.losses.append(Loss(self._article.id, what, why))


def _option_ids(options: object) -> Mapping[str, object]:
    """The ids of options, some of which are numbers, by the labels that they came in as."""
    ids = (
        [option.get("id") for option in options if isinstance(option, dict)]
        if isinstance(options, list)
        else []
    )
    return {str(id_): id_ for id_ in ids}


def _is_before_tokens(key: str) -> bool:
    return key not in (*_AFTER_OPTIONS, TOKENS, HIGHLIGHTS, "spans", "options", "_session_id", "_view_id")


def _meta(article: StoredArticle) -> dict[str, object]:
    meta = orjson.loads(article.meta)
    kept = {key: value for key, value in meta.items() if key in OF_ARTICLE and key != "text"}
    rest = {key: value for key, value in meta.items() if key not in OF_ARTICLE}
    if rest and "meta" not in kept:
        kept["meta"] = rest
    return kept


def _cut(places: Sequence[Offsets], edges: Sequence[int]) -> Iterator[Offsets]:
    """The tokens, cut at the edges that lie within them."""
    waiting = iter(edges)
    edge = next(waiting, None)
    for start, end in places:
        while edge is not None and edge <= start:
            edge = next(waiting, None)
        while edge is not None and edge < end:
            yield start, edge
            start = edge
            edge = next(waiting, None)
        yield start, end


PRODIGY_WRITER = FileWriter(PRODIGY, write_prodigy)
