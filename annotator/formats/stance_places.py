"""Where in the text a stored stance stands: its sentences, and the mentions of who is in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from annotator.domain.tokens import Offsets
from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonMention, JsonRef

Marked = Mapping[str | None, Sequence[JsonMention]]
"""Mentions by their entity."""
_SEGMENT = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")


def segment_of(ref: JsonRef | None, text: str) -> Offsets | None:
    """The stretch of the text that the reference is, if it is one."""
    if ref is None or ref["kind"] != "segment":
        return None
    match = _SEGMENT.fullmatch(ref["id"] or "")
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= len(text) else None


def mentions_by_entity(said: JsonAnnotation) -> Marked:
    """The mentions of each entity in order of reading; those of none under None."""
    found: dict[str | None, list[JsonMention]] = {}
    for mention in sorted(said["mentions"].values(), key=lambda m: (m["start"], -m["end"], m["id"])):
        found.setdefault(mention["entity"], []).append(mention)
    return found


def around(sentences: Sequence[Offsets], place: Offsets, more: int = 0) -> Offsets:
    """From the first sentence that the place touches to the last one, with so many more on each side.

    A place beside all sentences stands for itself; one that begins or ends outside of them widens them.
    """
    first = bisect_right(sentences, place[0], key=lambda one: one[1])
    last = bisect_left(sentences, place[1], key=lambda one: one[0])
    first, last = max(0, min(first, last) - more), min(len(sentences), last + more)
    if first >= last:
        return place
    return min(sentences[first][0], place[0]), max(sentences[last - 1][1], place[1])


def place_of(judgement: JsonJudgement, said: JsonAnnotation, text: str, by_entity: Marked) -> Offsets | None:
    """Where the stance stands: at its anchor, its evidence, or where holder and target are nearest.

    None where the text shows none of them.
    """
    anchor = segment_of(judgement["anchor"], text)
    if anchor is not None:
        return anchor
    shown = judgement["evidence"] or mentions_of(judgement["anchor"], said, by_entity)
    if shown:
        return min(span["start"] for span in shown), max(span["end"] for span in shown)
    holders = mentions_of(judgement["holder"], said, by_entity)
    targets = mentions_of(judgement["target"], said, by_entity)
    return _nearest(holders, targets)


def mentions_of(ref: JsonRef | None, said: JsonAnnotation, by_entity: Marked) -> Sequence[JsonMention]:
    """The mention that the reference is, or those of the entity that it is."""
    if ref is None or ref["id"] is None:
        return ()
    if ref["kind"] == "mention":
        mention = said["mentions"].get(ref["id"])
        return () if mention is None else (mention,)
    return by_entity.get(ref["id"], ()) if ref["kind"] == "entity" else ()


def _nearest(holders: Sequence[JsonMention], targets: Sequence[JsonMention]) -> Offsets | None:
    """From the holder to the target where they are nearest; the first mention of one where that is all."""
    if not holders or not targets:
        only = next(iter((*targets, *holders)), None)
        return None if only is None else (only["start"], only["end"])
    starts = [one["start"] for one in targets]
    best: Offsets | None = None
    for holder in holders:
        behind = bisect_left(starts, holder["start"])
        for target in targets[max(0, behind - 1) : behind + 1]:
            place = min(holder["start"], target["start"]), max(holder["end"], target["end"])
            if best is None or place[1] - place[0] < best[1] - best[0]:
                best = place
    return best
