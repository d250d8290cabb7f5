"""The language a text is written in and the direction it is read in."""

from functools import lru_cache
from importlib import import_module
from typing import Protocol

import regex

from annotator.domain.article import Direction

_FUNCTION_WORDS = {
    "en": "the of and to in that was for with his has by from said were had which their would not are been",
    "fr": "le les des et dans du pour qui que au aux sur pas une est ont été par cette avec ses selon",
    "de": "der die und das den ist von mit nicht ein eine dem sich auf des im zu für wird auch hat nach",
    "es": "el los las y una por con del para su pero más al lo como este esta sus fue según también entre",
    "ar": "في من على إلى أن عن التي الذي هذا هذه مع كان كانت بعد قال بين وقال وفي ما لا أو إن قد ذلك",
}
# What tells a language from its nearest neighbours (Scots, Catalan, Dutch, Galician, Persian): some of these
# must be there too.
_OWN_WORDS = {
    "en": "the of and that was with from which said",
    "fr": "et du dans qui au aux une pour",
    "de": "und der nicht ist das sich eine auf",
    "es": "y los las por el con más",
    "ar": "في إلى على التي الذي كان",
}
_WORD_SETS = {
    language: (frozenset(words.split()), frozenset(_OWN_WORDS[language].split()))
    for language, words in _FUNCTION_WORDS.items()
}
_ANY_FUNCTION_WORD = frozenset(" ".join(_FUNCTION_WORDS.values()).split())

_SAMPLE = 600
_LARGE_SAMPLE = 3000
_FEWEST_FUNCTION_WORDS = 5  # different ones
_FEWEST_OWN_WORDS = 2
_FEWEST_LETTERS = 20
_LEAST_PROBABILITY = 0.5

_LETTER = regex.compile(r"\p{L}")
_RIGHT_TO_LEFT = regex.compile(r"[\p{bc=R}\p{bc=AL}]+")
_LEFT_TO_RIGHT = regex.compile(r"\p{bc=L}+")
_ASCII = bytes(range(0x80))
_ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class _Identifier(Protocol):
    def classify(self, text: str, /) -> tuple[str, float]: ...


def language_of(text: str, *, guess: bool = False) -> str | None:
    """The ISO 639 code; None for what is too short or too odd to tell, unless a guess will do."""
    plain = _by_function_words(text[:_SAMPLE]) or _by_function_words(text[:_LARGE_SAMPLE])
    if plain:
        return plain
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if not letters or (letters < _FEWEST_LETTERS and not guess):
        return None
    language, probability = _identifier().classify(sample)
    return language if guess or probability >= _LEAST_PROBABILITY else None


def direction_of(text: str) -> Direction | None:
    """The direction most of its strong characters have; None if it has none."""
    utf8 = text.encode()
    rest = utf8.translate(None, _ASCII)
    left_to_right = len(utf8) - len(utf8.translate(None, _ASCII_LETTERS))
    right_to_left = 0
    # Curly quotes alone never outnumber the letters, and most articles have nothing else here.
    if len(rest) > left_to_right:
        other = rest.decode()
        left_to_right += len(other) - len(_LEFT_TO_RIGHT.sub("", other))
        right_to_left = len(other) - len(_RIGHT_TO_LEFT.sub("", other))
    if not left_to_right and not right_to_left:
        return None
    return Direction.RTL if right_to_left > left_to_right else Direction.LTR


def _by_function_words(sample: str) -> str | None:
    """The common languages, without the statistical model: that takes half a second to load, and for each
    article nearly as long as all the rest of reading it."""
    words = _ANY_FUNCTION_WORD.intersection(sample.lower().split())
    if len(words) < _FEWEST_FUNCTION_WORDS:
        return None
    scores = sorted((len(words & every), len(words & own), name) for name, (every, own) in _WORD_SETS.items())
    (second, _, _), (best, own_words, language) = scores[-2:]
    is_clear = best >= _FEWEST_FUNCTION_WORDS and own_words >= _FEWEST_OWN_WORDS and second * 2 <= best
    return language if is_clear else None


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    # Loaded when first needed: it brings numpy and unpacks a large model. The package has no types.
    langid = import_module("py3langid.langid")
    identifier: _Identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    return identifier
