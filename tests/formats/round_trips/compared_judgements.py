"""Judgements before and after a trip: which are gone, and what of the others is, with all beside a label."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.annotation import Annotation, Judgement
from tests.formats.round_trips.sameness import judgement_in_words, judgement_key, ref_key
from tests.formats.round_trips.things import Thing
from tests.formats.round_trips.work import Work

CATEGORY, RELATION = "category", "relation"
"""The tasks of answers whose task is gone."""
_ASIDES = (
    *("intensity", "implicit", "evidence", "confidence", "note", "outer_holders", "more_labels"),
    *("implied_label", "value", "anchor"),
)
_There = Mapping[object, list[Judgement]]
"""Those that came back and have found nobody yet, by their keys."""


def compare_judgements(work: Work) -> Iterator[str]:
    """What is lost and not named, and what came from nowhere."""
    there: dict[object, list[Judgement]] = {}
    for one in work.after.judgements.values():
        there.setdefault(judgement_key(one, work.after), []).append(one)
    now = work.now()
    # Those that come back whole find theirs before those of which something is lost.
    for judgement in sorted(
        work.judgements.values(), key=lambda one: not _comes_back_whole(work, one, now, there)
    ):
        yield from _compare(work, judgement, now, there)
    yield from (f"{judgement_in_words(one)} came from nowhere" for some in there.values() for one in some)


def _compare(work: Work, judgement: Judgement, now: Annotation, there: _There) -> Iterator[str]:
    words = judgement_in_words(work.before.judgements[judgement.id])
    judgement = _without_lost_ends(work, judgement, words, now, there)
    same = there.get(judgement_key(judgement, now))
    if same:
        back = min(same, key=lambda one: len(list(_beside(work, judgement, one, now))))
        same.remove(back)
        for what in _beside(work, judgement, back, now):
            thing = Thing.OUTER_HOLDERS if what == "outer_holders" else Thing.ASIDES
            says = f"the {what.replace('_', ' ')} of {words}"
            if not work.take(thing, says) and not work.take(
                Thing.SPACES, f"white space in the note on {words}"
            ):
                yield f"{says} is gone"
        return
    if not work.take(Thing.JUDGEMENTS, words):
        yield f"{words} is gone"
    for what in _ASIDES:
        if str(getattr(work.before.judgements[judgement.id], what)) not in ("None", "False", "()"):
            work.take(Thing.JUDGEMENTS, f"the {what.replace('_', ' ')} of {words}")


def _comes_back_whole(work: Work, judgement: Judgement, now: Annotation, there: _There) -> bool:
    same: Sequence[Judgement] = there.get(judgement_key(judgement, now), ())
    return any(not list(_beside(work, judgement, one, now)) for one in same)


def _without_lost_ends(
    work: Work, judgement: Judgement, words: str, now: Annotation, there: _There
) -> Judgement:
    """The judgement as losses say that it is now: without an end, or of another task."""
    for slot in ("holder", "target"):
        if not there.get(judgement_key(judgement, now)) and work.take(
            Thing.JUDGEMENTS, f"the {slot} of {words}"
        ):
            judgement = judgement.model_copy(update={slot: None})
    if not there.get(judgement_key(judgement, now)) and work.take(Thing.JUDGEMENTS, f"the task of {words}"):
        label = f"{judgement.task}:{judgement.label}"
        as_relation = judgement.model_copy(update={"task": RELATION, "label": label})
        as_category = judgement.model_copy(update={"task": CATEGORY})
        judgement = as_relation if judgement_key(as_relation, now) in there else as_category
    work.take(Thing.EQUAL_MENTIONS, f"which of two equal mentions it is about of {words}")
    return judgement


def _beside(work: Work, was: Judgement, now: Judgement, said: Annotation) -> Iterator[str]:
    """The fields that differ."""
    for field in _ASIDES:
        mine, theirs = getattr(was, field), getattr(now, field)
        if field == "anchor":
            mine, theirs = ref_key(mine, said), ref_key(theirs, work.after)
        elif field == "outer_holders":
            mine = [ref_key(one, said) for one in mine]
            theirs = [ref_key(one, work.after) for one in theirs]
        elif field == "evidence":
            mine, theirs = sorted(map(str, mine)), sorted(map(str, theirs))
        if mine != theirs:
            yield field
