"""Which options fit what was typed, the best first."""

from collections.abc import Iterable, Sequence

from annotator.commands.desk import Option
from annotator.domain.names import normal_name

_IN_DETAIL = 4


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """The options in which every typed word is found: at the beginning, of a word, inside, or scattered."""
    words = normal_name(typed).split()
    if not words:
        return list(options)
    rated = ((_rating(option, words), option) for option in options)
    return [option for rating, option in sorted(rated, key=_order) if rating is not None]


def _order(rated: tuple[int | None, Option]) -> int:
    return rated[0] if rated[0] is not None else 1_000


def _rating(option: Option, words: Iterable[str]) -> int | None:
    """The lower the better; None if some word is nowhere."""
    title, detail = normal_name(option.title), normal_name(option.detail)
    ratings = [_rating_of_word(word, title, detail) for word in words]
    return None if None in ratings else sum(rating for rating in ratings if rating is not None)


def _rating_of_word(word: str, title: str, detail: str) -> int | None:
    if title.startswith(word):
        return 0
    if f" {word}" in title:
        return 1
    if word in title:
        return 2
    if f" {word}" in f" {detail}":
        return _IN_DETAIL
    return 3 + _IN_DETAIL if _is_scattered(word, title) else None


def _is_scattered(word: str, title: str) -> bool:
    """Whether the letters come in the title in this order, the first at the beginning of a word."""
    if len(word) < 2 or f" {word[0]}" not in f" {title}":
        return False
    letters = iter(title[f" {title}".index(f" {word[0]}") :])
    return all(letter in letters for letter in word)
