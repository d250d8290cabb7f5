"""The way from an article's text back to the file it came from."""

import hashlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from annotator.domain.article import Article, Direction, Origin, Removal, Replacement

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n😀é"), max_size=6)


@dataclass(frozen=True)
class Piece:
    """A piece of an original and what becomes of it: kept, removed, or replaced by other text."""

    was: str
    becomes: str
    kept: bool


KEPT = TEXT.map(lambda text: Piece(text, text, kept=True))
REMOVED = TEXT.filter(bool).map(lambda text: Piece(text, "", kept=False))
REPLACED = st.tuples(TEXT.filter(bool), TEXT.filter(bool)).map(lambda two: Piece(*two, kept=False))
PIECES = st.lists(KEPT | REMOVED | REPLACED, max_size=12)


def origin_of(pieces: list[Piece]) -> Origin:
    removed, replaced, start = [], [], 0
    for piece in pieces:
        end = start + len(piece.was)
        if not piece.kept and piece.becomes:
            replaced.append(Replacement(start=start, end=end, with_=piece.becomes, rule="mojibake"))
        elif not piece.kept:
            removed.append(Removal(start=start, end=end, rule="debris"))
        start = end
    return Origin(file="a.txt", sha256="0" * 64, removed=tuple(removed), replaced=tuple(replaced))


@given(PIECES)
def test_the_text_is_rebuilt_from_the_original(pieces: list[Piece]) -> None:
    original = "".join(piece.was for piece in pieces)
    assert origin_of(pieces).rebuild(original) == "".join(piece.becomes for piece in pieces)


@given(PIECES)
def test_every_character_is_found_where_it_stands_in_the_original(pieces: list[Piece]) -> None:
    origin, text, start = origin_of(pieces), 0, 0
    for piece in pieces:
        for index in range(len(piece.becomes)):
            found = origin.original_offset(text + index)
            if piece.kept:
                assert found == start + index
            else:
                assert start <= found < start + len(piece.was)
        text += len(piece.becomes)
        start += len(piece.was)
    assert origin.original_offset(text) == start


def test_an_insertion_stands_where_it_was_made() -> None:
    insertion = Replacement(start=0, end=0, with_="The ", rule="added")
    origin = Origin(file="a.txt", sha256="0" * 64, removed=(), replaced=(insertion,))
    assert origin.rebuild("end") == "The end"
    assert [origin.original_offset(offset) for offset in range(7)] == [0, 0, 0, 0, 0, 1, 2]


def test_a_source_that_cannot_be_rebuilt_by_cutting_says_so() -> None:
    origin = Origin(file="a.html", sha256="0" * 64)
    assert (origin.removed, origin.replaced) == (None, None)


def test_the_hash_is_of_the_text_in_utf_8() -> None:
    article = Article(id="a1", text="Yérévan 😀")
    assert article.text_sha256 == hashlib.sha256("Yérévan 😀".encode()).hexdigest()


def test_an_article_reads_right_to_left_only_if_it_says_so() -> None:
    assert Article(id="a1", text="سلام", direction=Direction.RTL).is_rtl
    assert not Article(id="a1", text="Varon", direction=Direction.LTR).is_rtl
    assert not Article(id="a1", text="Varon").is_rtl


def test_an_article_has_an_id_and_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Article(id="", text="Varon")
    with pytest.raises(ValidationError):
        Article(id="a1", text="Varon").__setattr__("text", "Dara")
