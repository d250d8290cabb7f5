"""Files of columns that say who is who: brackets as in OntoNotes, links as in AIDA."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from annotator.domain.records import AnnotatedArticle
from annotator.formats.bracket_spans import BracketSpan, bracket_spans, is_bracket_cell
from annotator.formats.conll_writing import CONLL_WRITER
from tests.formats.tools.aids import Found, found_in, quotes, said, written

TALKS = """#begin document (nw/varon/0001); part 000
nw/varon/0001 0 0 Mira NNP (TOP(S(NP* - - - _Mira_ (PERSON* (ARG0* (7|(9
nw/varon/0001 0 1 Toll NNP *) - - - _Mira_ *) *) 7)
nw/varon/0001 0 2 's POS * - - - _Mira_ * * -
nw/varon/0001 0 3 talks NNS *) talk 01 1 _Mira_ * (V*) 9)
nw/varon/0001 0 4 end VB *)) end - - _Mira_ * * -

nw/varon/0001 0 0 She PRP (TOP(S(NP*) - - - _Mira_ * (7)
nw/varon/0001 0 1 left VBD *)) leave - - _Mira_ * -
#end document
#begin document (nw/varon/0001); part 001
nw/varon/0001 1 0 Varon NNP (TOP*) - - - - (GPE) -
#end document
"""
LINKS = """-DOCSTART- (1 TALKS)
Mira\tB\tMira Toll\t--NME--
Toll\tI\tMira Toll\t--NME--
left
Varon\tB\tVaron\tVar\\u00f3n_City\thttp://encyclopedia.example/Varon_City\t17\t/m/0v
.

Varon\tB\tVaron\tVar\\u00f3n_City\thttp://encyclopedia.example/Varon_City\t17\t/m/0v

-DOCSTART- (2 REST)
Nothing
"""


def read(tmp_path: Path, content: str, name: str = "some.txt") -> Found:
    return found_in(tmp_path / name, content)


def document_of(found: AnnotatedArticle) -> JsonValue:
    kept = found.article.meta["conll"]
    assert isinstance(kept, dict)
    return kept["document"]


@pytest.mark.parametrize("between", [" ", "   ", "\t"])
def test_brackets_say_where_mentions_are_and_whose(tmp_path: Path, between: str) -> None:
    rows = TALKS.split("\n")
    content = "\n".join(row if row.startswith("#") else row.replace(" ", between) for row in rows)
    found = read(tmp_path, content)
    first, second = found.articles
    assert first.article.text == "Mira Toll 's talks end\nShe left"
    annotation = first.records[0].annotation
    assert quotes(first.article, annotation) == [
        ("Mira Toll 's talks", "MENTION"),
        ("Mira Toll", "PERSON"),
        ("She", "MENTION"),
    ]
    assert [mention.entity for mention in annotation.ordered_mentions] == ["9", "7", "7"]
    entity = annotation.entities["7"]
    assert (entity.name, entity.label) == ("Mira Toll", "PERSON")
    assert quotes(second.article, second.records[0].annotation) == [("Varon", "GPE")]
    columns = [loss.what.partition(":")[0] for loss in found.losses if loss.article == first.article.id]
    assert columns == [f"column {number}" for number in (5, 6, 7, 8, 9, 10, 12)]
    assert document_of(first) == "nw/varon/0001; part 000"


def test_a_bracket_without_its_other_half_is_no_mention_and_named(tmp_path: Path) -> None:
    found = read(tmp_path, TALKS.replace("*) *) 7)", "* *) 7)").replace("- (GPE) -", "- (GPE) 3)"))
    assert [loss.what for loss in found.losses if "bracket" in loss.what] == [
        "the bracket (PERSON* at “Mira”",
        "the bracket 3) at “Varon”",
    ]
    assert quotes(found.articles[0].article, found.articles[0].records[0].annotation) == [
        ("Mira Toll 's talks", "MENTION"),
        ("Mira Toll", "MENTION"),
        ("She", "MENTION"),
    ]


def test_files_of_entities_alone_have_no_labels(tmp_path: Path) -> None:
    found = read(tmp_path, "#begin document (a)\na 0 0 Mira (1\na 0 1 Toll 1)\n#end document\n")
    assert quotes(found.one.article, found.annotation) == [("Mira Toll", "MENTION")]
    assert [entity.name for entity in found.annotation.entities.values()] == ["Mira Toll"]


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        (" 7)\n", " 7] \n", 3, "“7]” in its last column does not say who is who."),
        ("(PERSON*", "PERSON", 2, "“PERSON” in its column 11 is no bracketed label."),
        ("*) *) 7)", "*) 7)", 3, "It has 12 columns, where its sentence has 13."),
        ("0 1 Toll", "0 x Toll", 2, "None of its columns numbers the words of a sentence."),
    ],
)
def test_a_broken_document_is_refused_and_the_others_are_read(
    tmp_path: Path, before: str, after: str, line: int, reason: str
) -> None:
    found = read(tmp_path, TALKS.replace(before, after, 1))
    (refused,) = found.refused
    assert (refused.where, refused.reason) == (f"line {line}", reason)
    assert [one.article.text for one in found.articles] == ["Varon"]


def test_what_brackets_said_is_named_where_tags_cannot_say_it(tmp_path: Path) -> None:
    found = read(tmp_path, TALKS)
    content, losses = written(CONLL_WRITER, said(*found.articles))
    again = found_in(tmp_path / "again.conll", content)
    lost = [loss.what for loss in losses]
    by_text = {after.article.text: after for after in again.articles}
    assert len(by_text) == len(found.articles)
    for before in found.articles:
        after = by_text[before.article.text]
        kept = quotes(after.article, after.records[0].annotation)
        for quote in quotes(before.article, before.records[0].annotation):
            assert quote in kept or any(quote[0] in what for what in lost)
    assert any("entit" in what for what in lost)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from("abc")), max_size=8))
def test_named_brackets_give_back_what_was_bracketed(spans: list[tuple[int, int, str]]) -> None:
    nested = sorted({BracketSpan(min(first, last), max(first, last), label) for first, last, label in spans})
    # Two of one name that cross cannot be told from two of which one is inside of the other.
    kept: list[BracketSpan] = []
    for span in nested:
        if not any(
            one.label == span.label and one.first <= span.last and span.first <= one.last for one in kept
        ):
            kept.append(span)
    cells = []
    for index in range(10):
        closed = [f"{one.label})" for one in kept if one.first < one.last == index]
        single = [f"({one.label})" for one in kept if one.first == one.last == index]
        opened = [f"({one.label}" for one in kept if one.first == index < one.last]
        cells.append("|".join([*closed, *single, *opened]) or "-")
    assert all(map(is_bracket_cell, cells))
    found, unpaired = bracket_spans(cells)
    assert sorted(found) == kept
    assert not unpaired


def test_links_say_which_entities_mentions_are_of(tmp_path: Path) -> None:
    found = read(tmp_path, LINKS, "some.tsv")
    first, second = found.articles
    assert first.article.text == "Mira Toll left Varon .\nVaron"
    annotation = first.records[0].annotation
    assert quotes(first.article, annotation) == [
        ("Mira Toll", "MENTION"),
        ("Varon", "MENTION"),
        ("Varon", "MENTION"),
    ]
    assert [mention.entity for mention in annotation.ordered_mentions] == [None, "e1", "e1"]
    entity = annotation.entities["e1"]
    assert (entity.name, entity.canonical) == ("Varon", "Varón City")
    assert entity.kb_id == "http://encyclopedia.example/Varon_City"
    assert entity.attributes == {"wikipedia": "17", "freebase": "/m/0v"}
    assert [loss.what for loss in found.losses] == ["--NME-- of “Mira Toll”"]
    assert document_of(first) == "1 TALKS"
    assert second.article.text == "Nothing"
    assert not second.records[0].annotation.mentions


def test_links_that_contradict_the_words_beside_them_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, LINKS.replace("Toll\tI\tMira Toll\t--NME--", "Toll"), "some.tsv")
    assert "the name “Mira Toll” of the mention “Mira”" in [loss.what for loss in found.losses]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Varon\tX\tVaron\tVaron", "“X” is neither B nor I."),
        ("Varon\tB", "It has 2 columns; a word of a mention has 4 to 7, any other one."),
        ("Varon\tB\tVaron\t", "It does not say what it links to."),
    ],
)
def test_a_document_with_a_broken_link_is_refused_and_the_others_are_read(
    tmp_path: Path, row: str, reason: str
) -> None:
    # Far enough from the top for the file to be known by its first rows.
    rest = "".join(f"word{number}\n" for number in range(3_000))
    found = read(tmp_path, f"{LINKS}{rest}\n-DOCSTART- (3 BROKEN)\n{row}\n", "some.tsv")
    (refused,) = found.refused
    assert refused.reason == reason
    assert len(found.articles) == 2
