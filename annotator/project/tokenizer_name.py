"""Whose tokens are meant, by name."""

from enum import StrEnum


class TokenizerName(StrEnum):
    """Whose tokens mentions have to begin and end with.

    They are spaCy’s of the article’s language; or those that formats with tokens are written with: of the
    file the article came from, or else our own.
    """

    SPACY = "spacy"
    OWN = "own"
