"""There and back through every format that is written and read: what returns is equal, or named as lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.domain.annotation import Annotation, Ref, RefKind, Status
from annotator.domain.records import AnnotatedArticle
from annotator.formats.all_formats import CSV, FORMATS
from annotator.formats.read_options import ReadOptions
from annotator.formats.writer import FolderWriter
from annotator.formats.writing import WRITERS
from tests.formats.round_trips.differences import differences
from tests.formats.round_trips.generated_annotations import ODD, SCHEME
from tests.formats.round_trips.generated_projects import projects
from tests.formats.round_trips.things import Thing
from tests.formats.round_trips.trips import by_owner, files_of, found_in
from tests.formats.tools.aids import Found

_EVERYTHING = frozenset(Thing)
_OF_LAYERS = (
    _EVERYTHING
    - {Thing.GAPS, Thing.EQUAL_MENTIONS, Thing.OUTER_HOLDERS}
    - {Thing.RULINGS, Thing.DECISIONS, Thing.SHARES}
)


@dataclass(frozen=True)
class Trip:
    """`holds` is what has to come back as it was, whatever the losses say.

    `at_once`: what was read is written in the same bytes as the file it was read from, and not only from
    then on. `same_articles`: articles stay what they are, and are not cut into sentences or items.
    """

    holds: frozenset[Thing]
    at_once: bool = True
    same_articles: bool = True


TRIPS: Mapping[str, Trip] = {
    "jsonl": Trip(_EVERYTHING),
    "prodigy": Trip(frozenset((Thing.ARTICLES, Thing.MENTIONS))),
    "doccano": Trip(frozenset((Thing.ARTICLES, Thing.WORK, Thing.MENTIONS))),
    "label-studio": Trip(
        _EVERYTHING
        - {Thing.KINDS, Thing.STATUS, Thing.OUTER_HOLDERS, Thing.REJECTED, Thing.REMARKS, Thing.RULINGS}
        - {Thing.DECISIONS, Thing.SHARES}
    ),
    "spacy": Trip(frozenset((Thing.KINDS, Thing.WORK))),
    "brat": Trip(
        frozenset((Thing.ARTICLES, Thing.WORK, Thing.KINDS, Thing.MENTIONS, Thing.IDENTITIES, Thing.ASIDES)),
        at_once=False,
    ),
    "conll": Trip(frozenset((Thing.KINDS, Thing.STATUS, Thing.WORK))),
    "webanno-tsv": Trip(_OF_LAYERS, at_once=False),
    "uima-xmi": Trip(_OF_LAYERS, at_once=False),
    "uima-json": Trip(_OF_LAYERS, at_once=False),
    "newsmtsc": Trip(frozenset(), same_articles=False),
    "seesaw": Trip(frozenset(), same_articles=False),
    "lewidi": Trip(frozenset(), at_once=False, same_articles=False),
}
_ONE_WAY = {CSV.name}
"""Of which only articles come in."""

BOTH_WAYS = [one.name for one in FORMATS if one.reads and one.writes and one.name not in _ONE_WAY]
_SOME = settings(
    max_examples=max(12, settings().max_examples // 8),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def back(name: str, files: Mapping[str, bytes], folder: Path) -> Found:
    """What the files give; folders as anybody would import them, but that nothing is cleaned."""
    format_name = None if isinstance(WRITERS[name], FolderWriter) else name
    options = ReadOptions(format=format_name, scheme=SCHEME, cleaning=frozenset())
    return found_in(files, folder, options)


def test_every_format_that_is_written_and_read_makes_the_trip() -> None:
    assert set(BOTH_WAYS) == set(TRIPS)


@pytest.mark.parametrize("name", BOTH_WAYS)
@_SOME
@given(project=projects() | projects(words=ODD))
def test_what_comes_back_is_equal_or_named_as_lost(
    tmp_path_factory: pytest.TempPathFactory, name: str, project: Sequence[AnnotatedArticle]
) -> None:
    files, losses = files_of(WRITERS[name], project)
    assert {loss.article for loss in losses} <= {one.article.id for one in project}
    if not any(content.strip() for content in files.values()):
        assert losses or not any(one.records for one in project)
        return
    found = back(name, files, tmp_path_factory.mktemp("trip"))
    assert not found.refused
    assert all(one.annotation.article_id for each in found.articles for one in each.records)
    if TRIPS[name].same_articles:
        of_each = by_owner(WRITERS[name], project, losses)
        assert differences(project, found.articles, of_each, TRIPS[name].holds) == []


@pytest.mark.parametrize("name", BOTH_WAYS)
@_SOME
@given(project=projects() | projects(carriage_returns=True) | projects(words=ODD))
def test_what_was_read_is_written_in_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, name: str, project: Sequence[AnnotatedArticle]
) -> None:
    first, _ = files_of(WRITERS[name], project)
    if not any(content.strip() for content in first.values()):
        return
    found = back(name, first, tmp_path_factory.mktemp("first"))
    second, _ = files_of(WRITERS[name], found.articles)
    has_carriage_returns = any("\r" in one.article.text for one in project)
    # Without white space at their ends two articles may be one.
    fall_together = len({one.article.text for one in found.articles}) < len(found.articles)
    if TRIPS[name].at_once and not has_carriage_returns and not fall_together:
        assert dict(first) == dict(second)
        return
    again = back(name, second, tmp_path_factory.mktemp("second"))
    assert not again.refused
    third, _ = files_of(WRITERS[name], again.articles)
    assert dict(second) == dict(third)


@_SOME
@given(project=projects())
def test_sentiments_of_newsmtsc_come_back_in_their_sentences(
    tmp_path_factory: pytest.TempPathFactory, project: Sequence[AnnotatedArticle]
) -> None:
    files, losses = files_of(WRITERS["newsmtsc"], project)
    found = back("newsmtsc", files, tmp_path_factory.mktemp("trip"))
    lost = [loss.what for loss in losses]
    sayings = [
        (record.annotation.annotator.name, one.label, _target(each, record.annotation, one.target.id))
        for each in found.articles
        for record in each.records
        for one in record.annotation.judgements.values()
        if one.target is not None
    ]
    for each in project:
        for record in each.records:
            said = record.annotation
            if said.progress.status is not Status.DONE:
                assert f"the annotation of {said.annotator.name}" in lost
                continue
            for one in said.judgements.values():
                words = _in_words(said, one.id)
                target = one.target
                if words in lost or target is None:
                    assert words in lost
                    continue
                quotes = _quotes_of(each, said, target.kind, target.id or "")
                assert any((said.annotator.name, one.label, quote) in sayings for quote in quotes), (
                    f"{words} is gone"
                )


@_SOME
@given(project=projects())
def test_stances_and_entities_of_seesaw_come_back_by_their_names(
    tmp_path_factory: pytest.TempPathFactory, project: Sequence[AnnotatedArticle]
) -> None:
    files, losses = files_of(WRITERS["seesaw"], project)
    found = back("seesaw", files, tmp_path_factory.mktemp("trip"))
    lost = [loss.what for loss in losses]
    listed, answers = set(), set()
    for each in found.articles:
        for record in each.records:
            said = record.annotation
            listed |= {(said.annotator.name, one.name, one.label) for one in said.entities.values()}
            answers |= {
                (
                    said.annotator.name,
                    one.task,
                    one.label,
                    _called(said, one.holder),
                    _called(said, one.target),
                )
                for one in said.judgements.values()
            }
    for each in project:
        for record in each.records:
            said = record.annotation
            who = said.annotator.name
            if said.progress.status is not Status.DONE:
                assert f"the annotation of {who}" in lost
                continue
            assert {(who, one.name, one.label) for one in said.entities.values()} <= listed
            for one in said.judgements.values():
                key = (who, one.task, one.label, _called(said, one.holder), _called(said, one.target))
                assert key in answers or _in_words(said, one.id) in lost


@_SOME
@given(project=projects())
def test_answers_of_lewidi_come_back_with_who_gave_them(
    tmp_path_factory: pytest.TempPathFactory, project: Sequence[AnnotatedArticle]
) -> None:
    files, losses = files_of(WRITERS["lewidi"], project)
    found = back("lewidi", files, tmp_path_factory.mktemp("trip"))
    answered = {
        (record.annotation.annotator.name, one.task, frozenset((one.label, *one.more_labels)))
        for each in found.articles
        for record in each.records
        for one in record.annotation.judgements.values()
    }
    for each in project:
        named = " ".join(loss.what for loss in losses if loss.article == each.article.id)
        for record in each.records:
            said = record.annotation
            if said.annotator.kind.value != "human" or said.progress.status is not Status.DONE:
                continue
            for one in said.judgements.values():
                task = SCHEME.task(one.task)
                assert task is not None
                said_all = {one.label, *(one.more_labels if task.multiple else ())} - {None}
                known = {label.name for label in task.labels} & said_all
                name = said.annotator.name.replace(",", ";")
                assert not known or (name, one.task, frozenset(known)) in answered or one.task in named
                assert all(f"“{label}” by {said.annotator.name}" in named for label in said_all - known)


def _target(each: AnnotatedArticle, said: Annotation, id_: str | None) -> str:
    mention = said.mentions.get(id_ or "")
    if mention is None:
        mention = next((one for one in said.ordered_mentions if one.entity == id_), None)
    return "" if mention is None else mention.quote(each.article.text)


def _quotes_of(each: AnnotatedArticle, said: Annotation, kind: RefKind, id_: str) -> list[str]:
    own = [
        one
        for one in said.mentions.values()
        if id_ in ((one.id,) if kind is RefKind.MENTION else (one.entity,))
    ]
    return [one.quote(each.article.text) for one in own]


def _called(said: Annotation, ref: Ref | None) -> str | None:
    """By the name of the entity, also where one of its mentions is pointed at."""
    if ref is None:
        return None
    mention = said.mentions.get(ref.id or "") if ref.kind is RefKind.MENTION else None
    entity = said.entities.get((ref.id if mention is None else mention.entity) or "")
    return ref.kind if entity is None else " ".join(entity.name.split())


def _in_words(said: Annotation, id_: str) -> str:
    one = said.judgements[id_]
    names = [ref.name or ref.id or ref.kind if ref is not None else "" for ref in (one.holder, one.target)]
    words = names[0], one.label or "nothing", names[1]
    return f"{one.task}: {', '.join(filter(None, words))}"
