"""Texts are tokenized as spaCy tokenizes them, whatever was tokenized before."""

from functools import cache

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from annotator.formats.spacy_tokens import doc_of, spacy_tokens
from tests.domain.generated import TEXTS

# Special cases, what hangs on words, line breaks, and words that only some languages take apart.
PIECES = (
    "can't",
    "(can't",
    "U.S.",
    "a.m.",
    ":)",
    "Mira",
    "“Mira”,",
    "Varon’s",
    "d'Arménie",
    "10km",
    "\n",
    "  ",
)
SPACED = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)
LANGUAGES = ("en", "fr", "ar", "zh", "xx")


@cache
def pipeline(language: str) -> Language:
    return spacy.blank(language)


@given(st.lists(SPACED | TEXTS, max_size=3), st.sampled_from(LANGUAGES))
def test_tokens_are_those_that_spacy_makes_of_the_whole_text_alone(texts: list[str], language: str) -> None:
    for text in texts:
        expected = pipeline(language)(text)
        assert doc_of(text, language).to_json() == expected.to_json()
        assert spacy_tokens(text, language) == [(one.idx, one.idx + len(one)) for one in expected]


@pytest.mark.parametrize("language", [None, "", "qq", "not-a-language", "en-GB"])
def test_languages_that_are_not_known_are_tokenized_all_the_same(language: str | None) -> None:
    assert spacy_tokens("Mira left", language) == [(0, 4), (5, 9)]


def test_a_text_may_be_longer_than_pipelines_take() -> None:
    assert len(spacy_tokens("a\n" * 600_000, "xx")) == 1_200_000
