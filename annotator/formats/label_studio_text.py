"""The text of a Label Studio task, which its data may hold under any key, and where in it a region stands."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

from pydantic import JsonValue

from annotator.domain.tokens import Offsets
from annotator.formats.counting import UTF16, Converter, converter
from annotator.formats.fields import layout_of
from annotator.formats.found_annotations import FoundSpan
from annotator.formats.json_values import (
    Record,
    Unreadable,
    as_offsets,
    int_of,
    object_or_empty,
    offsets_of,
    text_of,
    text_or_none,
)
from annotator.formats.read_options import ReadOptions

_OF_OTHER_MEDIA = frozenset(
    (
        *("rectanglelabels", "polygonlabels", "brushlabels", "keypointlabels", "ellipselabels", "bitmask"),
        *("bitmasklabels", "vectorlabels", "rectangle", "polygon", "brush", "keypoint", "ellipse", "vector"),
        *("videorectangle", "timelinelabels", "timeserieslabels", "magicwand", "chatmessage"),
    )
)
_ELSEWHERE = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|/data/|data:\w+/)\S*"
    r"|\S+\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|pdf|wav|mp3|ogg|flac|m4a|mp4|webm|avi|mov|csv)(?:\?\S*)?",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")
_WHOLE_TEXT = "/text()[1]"
_SPACE = re.compile(r"\s+")
_UNSEEN = frozenset(("script", "style"))
_ROWS_LOOKED_AT = 100
_DEEPEST_KEY = 3
_WITHIN = "."
_SAID = ("text", "utterance", "message", "content")
_SPEAKERS = ("author", "speaker", "name", "role", "user")


@dataclass(frozen=True)
class TaskText:
    """The text with the key it stands under and the `to_name` of the regions in it.

    `turns` are the beginnings and ends of the texts of a dialogue. A `rebuilt` text is none that stands in
    the task: it was taken out of tags or put together of turns.
    """

    key: str
    text: str
    to_name: str | None
    turns: tuple[Offsets, ...] = ()
    is_page: bool = False

    @property
    def rebuilt(self) -> bool:
        return self.is_page or bool(self.turns)

    def place(self, row: Record, value: Record) -> FoundSpan | str:
        """Where the region stands, or why that cannot be told."""
        quote = value.get("text") if isinstance(value.get("text"), str) else None
        quote = text_or_none({"text": quote}, "text")
        if isinstance(value.get("start"), int | float):
            span = FoundSpan((offsets_of(value),), quote)
            return span if self._is_of_this_text(row, span) else "it stands in another text of the task"
        if "startOffset" not in value and "globalOffsets" not in value:
            raise Unreadable("A region of it has no start and end that are numbers.")
        if self.turns:
            return self._in_turn(value, quote)
        return self._in_page(value, quote)

    def _is_of_this_text(self, row: Record, span: FoundSpan) -> bool:
        if row.get("to_name") in (None, self.to_name):
            return True
        return span.quote is not None and self._at(span.pieces[0], span.quote) is not None

    def _in_turn(self, value: Record, quote: str | None) -> FoundSpan | str:
        first, last = (_number_of(value, key) for key in ("start", "end"))
        if not 0 <= first <= last < len(self.turns):
            raise Unreadable(f"There is no turn {last} among the {len(self.turns)} of the dialogue.")
        start, end = offsets_of(value, "startOffset", "endOffset") if first == last else (0, 0)
        if first != last:
            start, end = int_of(value, "startOffset"), int_of(value, "endOffset")
        for units in (False, True):
            from_, to = self._moved(first, start, units=units), self._moved(last, end, units=units)
            if quote is None or _plain(self.text[from_:to]) == _plain(quote):
                return FoundSpan((as_offsets(from_, to),), quote)
        return "what it quotes does not stand there in the dialogue"

    def _moved(self, turn: int, offset: int, *, units: bool) -> int:
        """The offset within a turn as one of the text."""
        begins, ends = self.turns[turn]
        if units:
            count = 0
            for place, character in enumerate(self.text[begins:ends]):
                if count >= offset:
                    return begins + place
                count += 2 if ord(character) > 0xFFFF else 1
            return ends
        return begins + offset

    def _in_page(self, value: Record, quote: str | None) -> FoundSpan | str:
        """By the offsets in all of the text, or else by what is quoted, where that stands there once."""
        offsets = None
        whole = object_or_empty(value, "globalOffsets")
        if whole:
            offsets = offsets_of(whole)
        elif (value.get("start"), value.get("end")) == (_WHOLE_TEXT, _WHOLE_TEXT):
            offsets = offsets_of(value, "startOffset", "endOffset")
        if offsets is not None:
            stands = offsets if quote is None else self._at(offsets, quote)
            if stands is not None:
                return FoundSpan((stands,), quote)
        if quote and self.text.count(quote) == 1:
            start = self.text.index(quote)
            return FoundSpan(((start, start + len(quote)),), quote)
        if offsets is None:
            return "its place is told by a path into the web page alone"
        return "what it quotes does not stand there in the text of the web page"

    def _at(self, offsets: Offsets, quote: str) -> Offsets | None:
        """The offsets in code points, if the quote stands there by these or by UTF-16 units."""
        if _plain(self.text[slice(*offsets)]) == _plain(quote):
            return offsets
        by_units = self._from_units(*offsets)
        if by_units is not None and _plain(self.text[slice(*by_units)]) == _plain(quote):
            return by_units
        return None

    @cached_property
    def _from_units(self) -> Converter:
        return converter(self.text, UTF16)


def text_of_task(data: Record, rows: Sequence[Record], options: ReadOptions) -> TaskText:
    """The text that the regions are in; a task without any is unreadable, and the reason says what it has."""
    if rows and all(is_of_other_medium(row) for row in rows):
        raise Unreadable("Its regions are of an image, a sound or a film, not of a text.")
    dialogue = _dialogue(data, rows)
    if dialogue is not None:
        return dialogue
    texts = {key: text for key, text in _texts(data, 1) if not _ELSEWHERE.fullmatch(text.strip())}
    texts = {key: text for key, text in texts.items() if text.strip()}
    if not texts:
        raise Unreadable(_why_none(data))
    key = _likeliest(texts, rows, options)
    text = texts[key]
    is_page = bool(_TAG.search(text)) and any(_is_in_page(row) for row in rows)
    return TaskText(key, _content(text) if is_page else text, _to_name(text, rows), is_page=is_page)


def without_text(data: Record, task: TaskText) -> dict[str, JsonValue]:
    """All of the data but what became the article's text; of a rebuilt text it is all."""
    if task.rebuilt:
        return dict(data)
    return _without(data, task.key)


def with_text(data: Record, key: str, text: str) -> dict[str, JsonValue]:
    """The data with the text under the key it came from."""
    outer, dot, inner = key.partition(_WITHIN)
    within = data.get(outer)
    if dot and isinstance(within, dict):
        return {**data, outer: with_text(within, inner, text)}
    return {key: text, **data}


def _without(data: Record, key: str) -> dict[str, JsonValue]:
    if key in data:
        return {one: value for one, value in data.items() if one != key}
    outer, _, inner = key.partition(_WITHIN)
    within = data[outer]
    return {**data, outer: _without(within, inner) if isinstance(within, dict) else within}


def is_of_other_medium(row: Record) -> bool:
    """Whether the row is about a stretch of an image, a sound or a film."""
    value = row.get("value")
    inside = value if isinstance(value, dict) else {}
    return (
        row.get("type") in _OF_OTHER_MEDIA
        or "original_width" in row
        or "original_length" in row
        or "channel" in inside
    )


def _is_in_page(row: Record) -> bool:
    value = row.get("value")
    return isinstance(value, dict) and ("startOffset" in value or "globalOffsets" in value)


def _texts(data: Record, depth: int) -> Iterator[tuple[str, str]]:
    """What is text in it, by keys that dots join where they stand in another."""
    for key, value in data.items():
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict) and depth < _DEEPEST_KEY:
            yield from ((f"{key}{_WITHIN}{inner}", text) for inner, text in _texts(value, depth + 1))


def _likeliest(texts: Mapping[str, str], rows: Sequence[Record], options: ReadOptions) -> str:
    """The key that was named, or that of the text with most of what is quoted, or that is called so."""
    named = options.columns.get("text")
    if named in texts:
        return str(named)
    quotes = [quote for row in rows[:_ROWS_LOOKED_AT] if (quote := _quote(row))]
    to_names = {row.get("to_name") for row in rows[:_ROWS_LOOKED_AT]}
    usual = layout_of(tuple(texts), frozenset()).texts

    def likelihood(key: str) -> tuple[int, bool, int, int]:
        rank = len(usual) - usual.index(key) if key in usual else 0
        fitting = sum(quote in texts[key] for quote in quotes)
        return fitting, key in to_names, rank, len(texts[key])

    return max(texts, key=likelihood)


def _quote(row: Record) -> str | None:
    value = row.get("value")
    quote = value.get("text") if isinstance(value, dict) else None
    return quote if isinstance(quote, str) else None


def _to_name(text: str, rows: Sequence[Record]) -> str | None:
    """Which object of the labelling interface shows the text: the one with most regions quoted from it."""
    named = [(name, _quote(row)) for row in rows if isinstance(name := row.get("to_name"), str)]
    fitting = Counter(name for name, quote in named if quote is None or quote in text)
    names = fitting or Counter(name for name, _ in named)
    return max(names, key=lambda name: names[name], default=None)


def _why_none(data: Record) -> str:
    for key, value in data.items():
        if isinstance(value, str) and value.strip():
            return f"It has no text: “{key}” says where something else is to be found ({value.strip()[:80]})."
    return "It has no text."


def _dialogue(data: Record, rows: Sequence[Record]) -> TaskText | None:
    """The turns of a dialogue one a line, each with its speaker, where regions are in turns or it is all."""
    regions = [row for row in rows if row.get("type") == "paragraphlabels"]
    if not regions and any(isinstance(value, str) for value in data.values()):
        return None
    for key, value in data.items():
        if isinstance(value, list) and value and all(isinstance(turn, dict) for turn in value):
            turns = [turn for turn in value if isinstance(turn, dict)]
            said = next((key for key in _SAID if all(isinstance(turn.get(key), str) for turn in turns)), "")
            if said:
                return _of_turns(key, turns, said, _to_name("", regions))
    return None


def _of_turns(key: str, turns: Sequence[Record], said: str, to_name: str | None) -> TaskText:
    lines, places, length = [], [], 0
    for turn in turns:
        speaker = next((name for one in _SPEAKERS if isinstance(name := turn.get(one), str) and name), None)
        before = "" if speaker is None else f"{speaker}: "
        line = before + text_of(turn, said)
        places.append((length + len(before), length + len(line)))
        lines.append(line)
        length += len(line) + 1
    return TaskText(key, "\n".join(lines), to_name, turns=tuple(places))


def _number_of(value: Record, key: str) -> int:
    """The number of a turn, which is written as text."""
    number = value.get(key)
    if isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 10:
        return int(number)
    return int_of(value, key)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


class _Content(HTMLParser):
    """Puts together the text of a page as a browser counts it: that of all its nodes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)


def _content(page: str) -> str:
    parser = _Content()
    parser.feed(page)
    parser.close()
    return "".join(parser.pieces)
