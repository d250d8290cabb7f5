"""What is said of the work as a whole before and after a trip, and of what became of proposals."""

from collections import Counter
from collections.abc import Iterator

from annotator.domain.annotation import Annotation
from tests.formats.round_trips.sameness import mention_key, quoted
from tests.formats.round_trips.things import Thing
from tests.formats.round_trips.work import Work

_KNOWN_ANYWAY = (("imported", "accepted"), ("model", "accepted"))
_HISTORIES = r"who marked .* first, and what became of proposals"


def compare_progress(work: Work) -> Iterator[str]:
    """By whom it is, how far, with which remarks and rulings."""
    first, after, name = work.before, work.after, work.before.annotator.name
    if first.annotator.kind is not after.annotator.kind and not work.take(
        Thing.KINDS, f"that {name} is of the kind {first.annotator.kind}"
    ):
        yield f"{first.annotator} became {after.annotator.kind}"
    was, now = first.progress, after.progress
    words = was.status.replace("_", " ")
    if was.status is not now.status and not work.take(
        Thing.STATUS, f"that it is {words}", f"that {name} is {words}"
    ):
        yield f"{was.status} became {now.status}"
    if was.note != now.note and not work.take(Thing.REMARKS, "the note on the article"):
        yield "the note on the article is gone"
    if was.flagged != now.flagged and not work.take(Thing.REMARKS, "the flag"):
        yield "the flag is gone"
    rulings = len(first.rulings)
    if first.rulings != after.rulings and not work.take(
        Thing.RULINGS, f"{rulings} ruling", f"{rulings} rulings"
    ):
        yield "rulings are gone"


def compare_rejected(work: Work) -> Iterator[str]:
    """Rejected proposals, which may have lost white space at their edges."""
    was, now = (
        Counter((one.start, one.end, one.label) for one in said.rejected.values())
        for said in (work.before, work.after)
    )
    left = now - was
    for start, end, label in (was - now).elements():
        words = f"{quoted(work.text, start, end)} ({label})"
        inside = work.text[start:end]
        trimmed = start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip()), label
        if left[trimmed] and work.take(Thing.GAPS, f"the edges of {words}"):
            left[trimmed] -= 1
        elif not work.take(Thing.REJECTED, f"the rejected proposal {words}", words):
            yield f"the rejected proposal {words} is gone"
    yield from (f"the proposal {key} came from nowhere" for key in left.elements())


def compare_histories(work: Work) -> Iterator[str]:
    """Who marked mentions first, what became of proposals, and shares of labels."""
    was = Counter((mention_key(one), one.origin, one.decision) for one in work.mentions.values())
    now = Counter((mention_key(one), one.origin, one.decision) for one in work.after.mentions.values())
    is_lost = was != now or len(work.mentions) < len(work.before.mentions)
    named = is_lost and work.take_like(Thing.DECISIONS, _HISTORIES)
    moved = [one for one in work.before.mentions.values() if (one.origin, one.decision) not in _KNOWN_ANYWAY]
    # What came in from another tool has a history that says next to nothing.
    if is_lost and moved and not named:
        yield "what became of proposals is gone"
    shares = _shares(work.before)
    if shares and shares != _shares(work.after) and not work.take_like(Thing.SHARES, r"the shares of .*"):
        yield "shares of labels are gone"


def _shares(said: Annotation) -> list[str]:
    return sorted(
        f"{mention_key(one)}{one.distribution}" for one in said.mentions.values() if one.distribution
    ) + sorted(
        f"{one.task}{one.label}{one.distribution}" for one in said.judgements.values() if one.distribution
    )
