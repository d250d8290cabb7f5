"""What data sets of single sentences have in common: records of one text, names of tasks and labels."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import JsonValue

from annotator.domain.annotation import Ref, segment_ref
from annotator.domain.article import SegmentKind
from annotator.domain.scheme import About, Scheme
from annotator.formats.cleaning_characters import character_edits
from annotator.formats.cleaning_edits import apply
from annotator.formats.counting import CODE_POINTS, find_counting
from annotator.formats.found_annotations import FoundSegment, FoundSpan

T = TypeVar("T")

LARGEST_WINDOW = 16_000_000
"""How many characters of different texts are held while others of the same text may follow."""
_COST = 500
"""What a record takes up beside its text, in characters."""


def gathered(
    records: Iterable[T], text_of: Callable[[T], str], window: int = LARGEST_WINDOW
) -> Iterator[list[T]]:
    """The records of each text together, texts in the order in which they came first.

    Such sets are shuffled, so that records of one text stand anywhere; those further apart than the window
    come as several lists.
    """
    held: dict[str, list[T]] = {}
    size = 0
    for record in records:
        text = text_of(record)
        held.setdefault(text, []).append(record)
        size += len(text) + _COST
        if size > window:
            yield from held.values()
            held, size = {}, 0
    yield from held.values()


def misfit(text: str, known: Sequence[FoundSpan], more: Sequence[FoundSpan]) -> str | None:
    """Why spans of another record of the text do not go with those already known; None if they do.

    So that a record whose offsets are wrong is refused alone, and not with the others of its text.
    """
    counted = find_counting(text, [*known, *more], CODE_POINTS) if more else None
    return counted if isinstance(counted, str) else None


def task_named(name: str, about: About, scheme: Scheme | None) -> str:
    """The name; where the scheme asks another kind of question by it, one that says what it is about."""
    task = None if scheme is None else scheme.task(name)
    return name if task is None or task.about is about else f"{name}_of_{about}s"


def label_named(label: str, task: str, scheme: Scheme | None) -> str:
    """The scheme’s label of that name, also where only large and small letters differ; else the label."""
    asked = None if scheme is None else scheme.task(task)
    names = () if asked is None else tuple(one.name for one in asked.labels)
    if label in names:
        return label
    return next((name for name in names if name.casefold() == label.casefold()), label)


def as_kept(text: str) -> str:
    """The text without what no article keeps."""
    edits = character_edits(text, text.encode(), mojibake=False)
    return apply(text, edits) if edits else text


def whole_text(text: str) -> Ref:
    """The sentence that the whole text is, in the offsets it has once it is an article’s."""
    return segment_ref(0, len(as_kept(text)))


def one_sentence(text: str) -> tuple[FoundSegment, ...]:
    """The text as its only segment."""
    return (FoundSegment(SegmentKind.PARAGRAPH, (0, len(text))),)


def meta_of(records: Iterable[Mapping[str, JsonValue]]) -> dict[str, JsonValue]:
    """What else the records of one text hold: as it is of one, in a list of those that differ."""
    rest: list[JsonValue] = []
    for record in map(dict, records):
        if record and record not in rest:
            rest.append(record)
    only = rest[0] if len(rest) == 1 else None
    if isinstance(only, dict):
        return only
    return {"records": rest} if rest else {}
