"""The seeds and data sets that come with the program: readable, clean, valid, and built from their source."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import orjson
import pytest

from annotator.domain.annotation import AnnotatorKind, Mention, Status
from annotator.domain.article import Article, Direction, SegmentKind
from annotator.domain.records import AnnotatedArticle, AnnotationRecord
from annotator.domain.scheme import Scheme
from annotator.formats.check import checked_lines
from annotator.formats.jsonl_rows import annotated_article
from annotator.formats.reading import ReadOptions, read
from annotator.formats.scheme_file import find_scheme
from annotator.settings import shipped
from datasets.build import build
from datasets.marked_text import Mark, PlainText, SourceFault, marks

SEEDS = sorted(shipped("seeds").glob("*.txt"))
ANNOTATORS = shipped("datasets", "demo_annotators.jsonl")
GOLD = shipped("datasets", "demo_gold.jsonl")
DEBRIS = ("[ad_", "Published in", "Last update", "ookie", "Share ", "Publié le", "Partager", "نُشر", "شارك")


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return find_scheme("news")


@pytest.fixture(scope="module")
def articles() -> Mapping[str, Article]:
    """The seeds as they are imported, by the stem of their file."""
    return {path.stem: _article(path) for path in SEEDS}


def _article(path: Path) -> Article:
    (found,) = read([path], ReadOptions())
    assert isinstance(found, AnnotatedArticle), str(found)
    return found.article


def _rows(path: Path) -> Iterator[tuple[Article, AnnotationRecord]]:
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        found = annotated_article(orjson.loads(line), file=path.name, where=f"line {number}")
        assert isinstance(found, AnnotatedArticle), str(found)
        (record,) = found.records
        yield found.article, record


def test_there_are_ten_english_seeds_and_one_each_in_french_and_arabic(
    articles: Mapping[str, Article],
) -> None:
    languages = [article.language for article in articles.values()]
    assert (languages.count("en"), languages.count("fr"), languages.count("ar")) == (10, 1, 1)


def test_the_arabic_seed_alone_reads_from_right_to_left(articles: Mapping[str, Article]) -> None:
    rtl = [name for name, article in articles.items() if article.direction is Direction.RTL]
    assert rtl == ["012_jisr_marjan"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_is_cleaned_of_all_its_debris(path: Path) -> None:
    original, text = path.read_text(encoding="utf-8"), _article(path).text
    assert sum(original.count(piece) for piece in DEBRIS) >= 3
    assert not [piece for piece in DEBRIS if piece in text]
    assert "\r" not in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_cleaning_keeps_every_paragraph_of_a_seed(path: Path) -> None:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    told = [line for line in lines if line and not any(piece in line for piece in DEBRIS)]
    assert [line for line in _article(path).text.split("\n") if line] == told


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_has_title_dateline_and_paragraphs_as_segments(path: Path) -> None:
    article = _article(path)
    kinds = [segment.kind for segment in article.segments]
    assert kinds[0] is SegmentKind.TITLE
    assert (article.title or "").split() == path.read_text(encoding="utf-8").partition("\n")[0].split()
    assert article.dateline
    assert kinds.count(SegmentKind.PARAGRAPH) >= 10


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_is_as_long_as_a_wire_article(path: Path) -> None:
    assert 350 <= len(_article(path).text.split()) <= 700


def test_the_odd_characters_of_seeds_survive_cleaning(articles: Mapping[str, Article]) -> None:
    assert "🚶" in articles["008_fuel_subsidy"].text
    assert {"\xa0", "\u200b", "\xad"} <= set(articles["010_central_bank"].text)
    assert "\xa0»" in articles["011_barrage_geneve"].text


def test_one_seed_has_the_line_ends_of_windows() -> None:
    crlf = [path.stem for path in SEEDS if b"\r\n" in path.read_bytes()]
    assert crlf == ["009_port_strike"]


def test_the_name_list_has_labels_of_the_scheme_and_no_name_twice(scheme: Scheme) -> None:
    rows = [orjson.loads(line) for line in shipped("seeds", "names.jsonl").read_bytes().splitlines()]
    assert {row["label"] for row in rows} <= {label.name for label in scheme.entity_labels}
    names = [row["pattern"] for row in rows]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", [ANNOTATORS, GOLD], ids=lambda path: path.stem)
def test_the_data_sets_pass_the_check(path: Path) -> None:
    lines = list(checked_lines(path))
    assert [str(fault) for line in lines for fault in line.faults] == []
    assert len(lines) == (36 if path == ANNOTATORS else 12)


def test_the_data_sets_are_what_their_source_builds_now() -> None:
    built = build()
    assert {name: shipped("datasets", name).read_bytes() == made for name, made in built.items()} == {
        "demo_annotators.jsonl": True,
        "demo_gold.jsonl": True,
    }


@pytest.mark.parametrize("path", [ANNOTATORS, GOLD], ids=lambda path: path.stem)
def test_the_data_sets_are_about_the_seeds_as_they_are_imported(
    path: Path, articles: Mapping[str, Article]
) -> None:
    imported = {article.id: article.text_sha256 for article in articles.values()}
    annotated = {article.id: article.text_sha256 for article, _ in _rows(path)}
    assert annotated == imported


def test_three_people_cover_all_articles_and_one_skips_one() -> None:
    statuses: dict[str, list[Status]] = {}
    for _, record in _rows(ANNOTATORS):
        assert record.annotation.annotator.kind is AnnotatorKind.HUMAN
        statuses.setdefault(record.annotation.annotator.name, []).append(record.annotation.progress.status)
    assert {name: len(given) for name, given in statuses.items()} == {"amira": 12, "jonas": 12, "lucia": 12}
    assert [name for name, given in statuses.items() if Status.SKIPPED in given] == ["jonas"]


def test_one_article_is_flagged_with_a_note() -> None:
    progress = [record.annotation.progress for _, record in _rows(ANNOTATORS)]
    assert [bool(each.note) for each in progress if each.flagged] == [True]


def test_the_gold_is_adjudicated_finished_and_has_every_label(scheme: Scheme) -> None:
    annotations = [record.annotation for _, record in _rows(GOLD)]
    assert {each.annotator.kind for each in annotations} == {AnnotatorKind.ADJUDICATED}
    assert {each.progress.status for each in annotations} == {Status.DONE}
    used = {mention.label for each in annotations for mention in each.mentions.values()}
    assert used == {label.name for label in scheme.entity_labels}


def test_no_mention_of_the_gold_nests_or_has_white_space_at_its_edge() -> None:
    for article, record in _rows(GOLD):
        reached = 0
        for mention in record.annotation.ordered_mentions:
            quote = mention.quote(article.text)
            assert mention.start >= reached
            assert quote == quote.strip()
            assert not quote.endswith("’s")
            reached = mention.end


def test_every_stance_of_the_gold_has_evidence_and_each_article_has_both_sides() -> None:
    for _, record in _rows(GOLD):
        stances = [j for j in record.annotation.judgements.values() if j.task == "stance"]
        assert all(stance.evidence for stance in stances)
        assert {"favor", "against"} <= {stance.label for stance in stances}


def test_annotators_agree_as_much_as_people_do() -> None:
    marked: dict[str, dict[str, set[tuple[int, int, str]]]] = {}
    for article, record in [*_rows(ANNOTATORS), *_rows(GOLD)]:
        if record.annotation.progress.status is Status.DONE:
            spans = {_span(mention) for mention in record.annotation.mentions.values()}
            marked.setdefault(record.annotation.annotator.name, {})[article.id] = spans
    for one, other in combinations(marked, 2):
        both = marked[one].keys() & marked[other].keys()
        common = sum(len(marked[one][id_] & marked[other][id_]) for id_ in both)
        all_ = sum(len(marked[one][id_]) + len(marked[other][id_]) for id_ in both)
        assert 0.75 <= 2 * common / all_ <= 0.97, f"{one} and {other}"


def test_annotators_disagree_about_stances_too() -> None:
    said: dict[str, set[tuple[str, str, str, str]]] = {}
    for article, record in _rows(ANNOTATORS):
        for stance in record.annotation.judgements.values():
            if stance.task == "stance" and stance.holder and stance.target:
                names = (stance.holder.name or "", stance.target.name or "")
                said.setdefault(record.annotation.annotator.name, set()).add(
                    (article.id, *names, stance.label or "")
                )
    for one, other in combinations(said.values(), 2):
        assert 0.5 <= 2 * len(one & other) / (len(one) + len(other)) <= 0.95


def test_marks_are_found_whatever_white_space_and_invisible_characters_the_article_has() -> None:
    found = marks("In [New York|GPE] it [rained|EVENT|the rain].", "\u200bIn New\xa0\n York it rai\xadned.")
    assert found == [Mark(4, 14, "GPE"), Mark(18, 25, "EVENT", "the rain")]


def test_a_marked_copy_that_reads_otherwise_than_the_article_is_refused_with_the_place() -> None:
    with pytest.raises(SourceFault, match=r"“snowed\.” where the article reads “rained\.”"):
        marks("In [New York|GPE] it snowed.", "In New York it rained.")


def test_evidence_that_stands_twice_is_refused() -> None:
    with pytest.raises(SourceFault, match="stands 2 times"):
        PlainText("Yes, she said. Yes, he said.").passage("Yes")


def _span(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.label
