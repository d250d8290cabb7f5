"""Putting the text of a WebAnno TSV file together again, with where its tokens stand in it, proven."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.counting import CODE_POINTS, UTF16, Counting
from annotator.formats.found_annotations import lost
from annotator.formats.json_values import Unreadable
from annotator.formats.new_article import LONGEST_TEXT
from annotator.formats.utf16 import from_utf16, has_astral, utf16_of
from annotator.formats.webanno_escapes import unescaped_text
from annotator.formats.webanno_lines import Row, TsvSentence


@dataclass(frozen=True, slots=True)
class RebuiltText:
    """The text, and for each row of each sentence where it stands, in code points."""

    text: str
    places: Sequence[Sequence[Offsets]]
    losses: Sequence[Loss] = ()
    countings: tuple[Counting, ...] = ()
    """How the offsets of its rows were found to count; none where they fit in no way."""


def rebuilt(sentences: Sequence[TsvSentence]) -> RebuiltText:
    """The text as the tool itself puts it together; raises Unreadable if the tokens are not in it.

    What stands between sentences is not in the file: a line end and then spaces take its place, as many as
    the offsets tell. Where offsets fit in no way of counting, tokens are found by their words.
    """
    for counting in (UTF16, CODE_POINTS):
        found = _by_offsets(sentences, counting)
        if found is not None:
            return found
    return _by_words(sentences)


def _by_offsets(sentences: Sequence[TsvSentence], counting: Counting) -> RebuiltText | None:
    length_of = _utf16_length if counting == UTF16 else len
    parts: list[str] = []
    reached = 0
    for sentence in sentences:
        begin = sentence.rows[0].start if sentence.rows else reached + bool(parts)
        gap = begin - reached
        if not 0 <= gap <= LONGEST_TEXT:
            return None
        text = _text_of(sentence, length_of)
        parts += (_gap(gap, is_first=not parts), text)
        reached = begin + length_of(text)
        if reached > 2 * LONGEST_TEXT:
            return None
    text = "".join(parts)
    place_of = from_utf16(text) if counting == UTF16 and has_astral(text) else None
    places = [_places(sentence, text, place_of) for sentence in sentences]
    found = [one for one in places if one is not None]
    return RebuiltText(text, found, countings=(counting,)) if len(found) == len(places) else None


def _places(
    sentence: TsvSentence, text: str, place_of: Callable[[int], int | None] | None
) -> list[Offsets] | None:
    """Where the rows stand; None if the words of one of them are not there."""
    offsets = [(row.start, row.end) for row in sentence.rows]
    if place_of is not None:
        offsets = [(_or_end(place_of(start), text), _or_end(place_of(end), text)) for start, end in offsets]
    if any(end > len(text) for _, end in offsets):
        return None
    standing = [text[start:end] for start, end in offsets]
    fits = standing == [row.token for row in sentence.rows] or all(map(_stands, sentence.rows, standing))
    return offsets if fits else None


def _or_end(place: int | None, text: str) -> int:
    """The place, or one that nothing is at."""
    return len(text) + 1 if place is None else place


def _gap(length: int, *, is_first: bool) -> str:
    """What stands before a sentence."""
    return " " * length if is_first or not length else "\n" + " " * (length - 1)


def _text_of(sentence: TsvSentence, length_of: Callable[[str], int]) -> str:
    if sentence.text is not None:
        return sentence.text
    text = ""
    start = sentence.rows[0].start
    for row in sentence.tokens:
        text += " " * min(row.start - start - length_of(text), LONGEST_TEXT) + row.token
    return text


def _stands(row: Row, stands: str) -> bool:
    """Whether the row's words are there; old versions escape them, newer ones do not."""
    return stands == row.token or (
        "\\" in row.token and stands in (unescaped_text(row.token, as_java=java) for java in (False, True))
    )


def _by_words(sentences: Sequence[TsvSentence]) -> RebuiltText:
    """Sentences on lines, and each token at the next place where its words are."""
    parts: list[str] = []
    places: list[list[Offsets]] = []
    losses: list[Loss] = []
    start = 0
    for sentence in sentences:
        text = " ".join(row.token for row in sentence.tokens) if sentence.text is None else sentence.text
        places.append(_found_by_words(sentence, text, start, losses))
        parts.append(text)
        start += len(text) + 1
    number = sum(len(sentence.tokens) for sentence in sentences)
    why = "they do not fit the text however one counts; each was found by its words"
    return RebuiltText("\n".join(parts), places, (*losses, lost(f"the offsets of {number:,} tokens", why)))


def _found_by_words(sentence: TsvSentence, text: str, start: int, losses: list[Loss]) -> list[Offsets]:
    places: list[Offsets] = []
    reached = 0
    token = Row("", 0, 0, "", (), 0)
    place = (start, start)
    for row in sentence.rows:
        if row.is_part:
            places.append(_part(row, token, place, losses))
            continue
        words = row.token
        at = text.find(words, reached)
        if at < 0:
            words = unescaped_text(row.token, as_java=False)
            at = text.find(words, reached)
        if at < 0 or not words:
            raise Unreadable(
                f"Line {row.line}: “{row.token[:60]}” does not stand at {row.start}-{row.end}, however one "
                "counts, and its sentence does not have it."
            )
        reached = at + len(words)
        token, place = row, (start + at, start + reached)
        places.append(place)
    return places


def _part(row: Row, token: Row, place: Offsets, losses: list[Loss]) -> Offsets:
    """Where the part of the token is: where its offsets say, or its words are; else all of the token."""
    at = row.start - token.start
    if not token.token.startswith(row.token, max(at, 0)):
        at = token.token.find(row.token)
    if at < 0:
        losses.append(lost(f"where in “{token.token}” the part “{row.token}” is", "its offsets do not fit"))
        return place
    start = min(place[0] + at, place[1])
    return start, min(start + len(row.token), place[1])


def _utf16_length(text: str) -> int:
    return utf16_of(text)(len(text))
