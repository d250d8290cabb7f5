"""Formats that nothing reads back: their rows are counted again, and what they lack is named."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import orjson
import pytest
from hypothesis import HealthCheck, given, settings

from annotator.domain.annotation import Annotation, AnnotatorKind, Mention, Status
from annotator.domain.loss import Loss
from annotator.domain.records import AnnotatedArticle
from annotator.formats.all_formats import FORMATS
from annotator.formats.writing import WRITERS
from tests.formats.round_trips.generated_annotations import SCHEME
from tests.formats.round_trips.generated_projects import projects
from tests.formats.round_trips.sameness import quoted
from tests.formats.round_trips.trips import files_of

_SOME = settings(
    max_examples=max(12, settings().max_examples // 8), deadline=None, suppress_health_check=list(HealthCheck)
)
Row = Mapping[str, object]
Words = Counter[tuple[str, str]]
"""How often which words are marked with which label."""


def _marked(text: str, mentions: Sequence[Mention]) -> Words:
    return Counter((" ".join(one.quote(text).split()), one.label) for one in mentions)


def _of_tokens(row: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """The mentions of tags as anybody reads them who has only seen the letters B and I."""
    marked: list[str] = []
    label = ""
    for word, tag in [*zip(row["tokens"], row["ner_tags"], strict=True), ("", "O")]:
        if not tag.startswith("I-") and marked:
            yield " ".join(marked), label
            marked = []
        if tag != "O":
            marked.append(word)
            label = tag[2:]


def _hf_tokens(row: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    return ((words.replace(" ", ""), label) for words, label in _of_tokens(row))


def _gliner(row: Mapping[str, list[list[object]]]) -> Iterator[tuple[str, str]]:
    words = [str(word) for word in row["tokenized_text"]]
    for first, last, label in row["ner"]:
        assert isinstance(first, int)
        assert isinstance(last, int)
        yield "".join(words[first : last + 1]), str(label)


def _spans(row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    text, start, end = row["text"], row["start"], row["end"]
    assert isinstance(text, str)
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert text[start:end] == row["span"]
    if row["label"] != "O":
        yield "".join(text[start:end].split()), str(row["label"])


READ_AGAIN: Mapping[str, Callable[..., Iterator[tuple[str, str]]]] = {
    "hf-tokens": _hf_tokens,
    "gliner": _gliner,
    "spans": _spans,
}
_OTHERS = {"csv", "stance-pairs", "soft-labels"}
"""Counted below, each in its own way."""


def _rows(name: str, project: Sequence[AnnotatedArticle]) -> tuple[list[dict[str, object]], list[Loss]]:
    files, losses = files_of(WRITERS[name], project)
    (content,) = files.values()
    return [orjson.loads(line) for line in content.splitlines()], losses


def _done(project: Sequence[AnnotatedArticle], losses: Sequence[Loss]) -> Iterator[tuple[str, Annotation]]:
    """The work that is done; what is not is a loss by the name of who does it."""
    for each in project:
        lost = Counter(loss.what for loss in losses if loss.article == each.article.id)
        for record in each.records:
            said = record.annotation
            is_done = said.progress.status is Status.DONE
            assert lost[f"the annotation of {said.annotator.name}"] == (not is_done)
            if is_done:
                yield each.article.text, said


def test_every_format_that_is_only_written_is_read_again_here() -> None:
    one_way = {one.name for one in FORMATS if one.writes and not one.reads}
    assert one_way | {"csv"} == {*READ_AGAIN, *_OTHERS}


@pytest.mark.parametrize("name", READ_AGAIN)
@_SOME
@given(project=projects())
def test_every_mention_stands_in_a_row_or_is_named_as_lost(
    name: str, project: Sequence[AnnotatedArticle]
) -> None:
    rows, losses = _rows(name, project)
    there = Counter((words.replace(" ", ""), label) for row in rows for words, label in READ_AGAIN[name](row))
    named = Counter(loss.what for loss in losses)
    wanted: Words = Counter()
    for text, said in _done(project, losses):
        for mention in said.mentions.values():
            what = f"the mention {quoted(text, mention.start, mention.end)} ({mention.label})"
            if named[what]:
                named[what] -= 1
            else:
                wanted["".join(text[mention.start : mention.end].split()), mention.label] += 1
    assert there == wanted
    assert not [what for what in named.elements() if what.startswith("the mention ")]


@_SOME
@given(project=projects())
def test_every_stance_is_a_row_or_is_named_as_lost(project: Sequence[AnnotatedArticle]) -> None:
    rows, losses = _rows("stance-pairs", project)
    there = Counter((row["annotator"], row["task"], row["label"], row["article"]) for row in rows)
    named = Counter((loss.article, loss.what) for loss in losses)
    wanted: Counter[tuple[object, ...]] = Counter()
    for _, said in _done(project, losses):
        for one in said.judgements.values():
            ends = [
                ref.name or ref.id or ref.kind if ref is not None else "" for ref in (one.holder, one.target)
            ]
            words = ", ".join(filter(None, (ends[0], one.label or "nothing", ends[1])))
            what = said.article_id, f"{one.task}: {words}"
            if named[what]:
                named[what] -= 1
            else:
                wanted[said.annotator.name, one.task, one.label, said.article_id] += 1
    assert there == wanted
    for row in rows:
        text, places = row["text"], row["holder_spans"]
        assert isinstance(text, str)
        assert isinstance(places, list)
        assert all(0 <= start < end <= len(text) for start, end in places)


@_SOME
@given(project=projects())
def test_soft_labels_are_the_shares_of_what_people_answered(project: Sequence[AnnotatedArticle]) -> None:
    rows, _ = _rows("soft-labels", project)
    people = {said.annotator.name for _, said in _done_by_people(project)}
    for row in rows:
        labels, shares, by, given_ = row["labels"], row["soft_label"], row["annotators"], row["annotations"]
        assert isinstance(labels, list)
        assert isinstance(shares, list)
        assert isinstance(by, list)
        assert isinstance(given_, list)
        assert {*by} <= people
        assert len(by) == len(given_)
        answers = [str(one).split(",") for one in given_]
        for label, share in zip(labels, shares, strict=True):
            assert share == pytest.approx(sum(label in one for one in answers) / len(answers), abs=1e-5)


def _done_by_people(project: Sequence[AnnotatedArticle]) -> Iterator[tuple[str, Annotation]]:
    for each in project:
        for record in each.records:
            said = record.annotation
            if said.progress.status is Status.DONE and said.annotator.kind is AnnotatorKind.HUMAN:
                yield each.article.text, said


@_SOME
@given(project=projects())
def test_a_table_has_a_row_for_each_thing_that_is_said(project: Sequence[AnnotatedArticle]) -> None:
    files, losses = files_of(WRITERS["csv"], project)
    (content,) = files.values()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    kinds = Counter(
        (row["article_id"].lstrip("'"), row["annotator"].lstrip("'"), row["kind"]) for row in rows
    )
    for each in project:
        for record in each.records:
            said = record.annotation
            who = each.article.id, said.annotator.name
            assert kinds[*who, "mention"] == len(said.mentions)
            assert kinds[*who, "entity"] == len(said.entities)
            assert kinds[*who, "judgement"] == len(said.judgements)
            assert kinds[*who, "rejected"] == len(said.rejected)
    rulings = sum(len(record.annotation.rulings) for each in project for record in each.records)
    assert sum(loss.what.endswith(("ruling", "rulings")) for loss in losses) == rulings
    assert SCHEME.tasks
