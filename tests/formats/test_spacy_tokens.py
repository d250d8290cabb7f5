"""Texts are tokenized as spaCy tokenizes them, whatever was tokenized before."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

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
PIPELINES = {language: spacy.blank(language) for language in ("en", "fr", "ar", "zh", "xx")}
SPACED = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)


@given(st.lists(SPACED | TEXTS, max_size=3), st.sampled_from(sorted(PIPELINES)))
def test_tokens_are_those_that_spacy_makes_of_the_whole_text_alone(texts: list[str], language: str) -> None:
    for text in texts:
        expected = PIPELINES[language](text)
        assert doc_of(text, language).to_json() == expected.to_json()
        assert spacy_tokens(text, language) == [(one.idx, one.idx + len(one)) for one in expected]


@pytest.mark.parametrize("language", [None, "", "qq", "not-a-language", "en-GB"])
def test_languages_that_are_not_known_are_tokenized_all_the_same(language: str | None) -> None:
    assert spacy_tokens("Mira left", language) == [(0, 4), (5, 9)]


def test_a_text_may_be_longer_than_pipelines_take() -> None:
    assert len(spacy_tokens("a\n" * 600_000, "xx")) == 1_200_000
