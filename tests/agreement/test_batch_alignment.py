"""Aligning many articles at once gives what aligning one after the other gives."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.alignment import align
from annotator.agreement.batch_alignment import align_batch
from annotator.agreement.frame import Labels
from annotator.agreement.matches import KINDS, Matches, tallies
from annotator.agreement.mention_columns import NONE, MentionCollector, MentionColumns
from annotator.agreement.reading import ReadMention
from tests.agreement.published import in_pieces, mentions

LABELS = ("PERSON", "ORG")
ENTITIES = ("e1", "e2")


@st.composite
def a_mention(draw: st.DrawFn) -> ReadMention:
    start, length = draw(st.integers(0, 20)), draw(st.integers(1, 9))
    label, entity = draw(st.sampled_from(LABELS)), draw(st.sampled_from((None, *ENTITIES)))
    if length > 2 and draw(st.integers(0, 3)) == 0:
        pieces = ((start, start + 1), (start + length - 1, start + length))
        return in_pieces(label, *pieces)._replace(entity=entity)
    return ReadMention("m", start, start + length, label, entity)


A_READING = st.lists(a_mention(), max_size=7)
ARTICLES = st.lists(st.tuples(st.none() | A_READING, st.none() | A_READING), max_size=5)
"""What either annotator marked in each; None if they have not read it."""

Articles = Sequence[tuple[Sequence[ReadMention] | None, Sequence[ReadMention] | None]]


def columns_of(articles: Articles, labels: Labels) -> tuple[MentionColumns, MentionColumns]:
    collector = MentionCollector(2, labels)
    for article, readings in enumerate(articles):
        for annotator, reading in enumerate(readings):
            if reading is not None:
                collector.take(article, annotator, reading)
    one, other = collector.emptied()
    return one, other


def aligned(articles: Articles, labels: Labels) -> Matches:
    among = np.array([None not in readings for readings in articles], bool)
    return align_batch(*columns_of(articles, labels), among)


def grouping(a: object, b: object, *, nothing: object) -> str:
    """What can be said of the entities of a match without their names."""
    if nothing in (a, b):
        return f"{a != nothing} {b != nothing}"
    return "the same" if a == b else "others"


def one_by_one(articles: Articles) -> Counter[tuple[object, ...]]:
    """The matches by article, kind, labels and entities."""
    found: Counter[tuple[object, ...]] = Counter()
    for article, (a, b) in enumerate(articles):
        if a is None or b is None:
            continue
        for match, i, j in align(a, b):
            one, other = None if i is None else a[i], None if j is None else b[j]
            grouped = grouping(one and one.entity, other and other.entity, nothing=None)
            found[article, match, one and one.label, other and other.label, grouped] += 1
    return found


def at_once(articles: Articles) -> Counter[tuple[object, ...]]:
    labels = Labels(LABELS)
    matches = aligned(articles, labels)
    names = {NONE: None} | dict(enumerate(labels.names))
    columns = matches.articles, matches.kinds, matches.labels, matches.entities
    return Counter(
        (article, KINDS[kind], names[one], names[other], grouping(*entities, nothing=NONE))
        for article, kind, (one, other), entities in zip(*(each.tolist() for each in columns), strict=True)
    )


@settings(max_examples=80, deadline=None)
@given(ARTICLES)
def test_it_is_what_aligning_each_article_by_itself_gives(articles: Articles) -> None:
    assert at_once(articles) == one_by_one(articles)


def test_mentions_too_many_to_be_looked_at_together_are_aligned_all_the_same() -> None:
    spans = [(start, start + 4, "ORG") for start in range(10, 11_010, 10)]
    long = in_pieces("ORG", (0, 1), (12_000, 12_001))
    moved = mentions(*((start + 1, end, label) for start, end, label in spans))
    articles: Articles = [(mentions(*spans), (long, *moved)), ((long,), moved)]
    assert at_once(articles) == one_by_one(articles)


def test_a_batch_with_nothing_in_it_has_no_matches() -> None:
    nothing: Sequence[Articles] = ([], [([], [])], [(None, mentions((0, 4, "ORG")))])
    for articles in nothing:
        assert not len(aligned(articles, Labels(LABELS)).kinds)


@settings(max_examples=40, deadline=None)
@given(ARTICLES)
def test_the_tallies_of_a_batch_are_those_of_its_articles(articles: Articles) -> None:
    labels = Labels(LABELS)
    together = tallies(aligned(articles, labels), articles=len(articles), labels=2)
    for article, readings in enumerate(articles):
        alone = tallies(aligned([readings], labels), articles=1, labels=2)[0]
        assert together[article] == pytest.approx(alone)
