"""Mentions before and after a trip: which are gone, cut, closed or relabelled, and whether that is named."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.annotation import Mention
from tests.formats.round_trips.sameness import MentionKey, mention_in_words, mention_key, quoted
from tests.formats.round_trips.things import Thing
from tests.formats.round_trips.work import Work

_QUOTED = re.compile(r"“(.*)”", re.DOTALL)


def compare_mentions(work: Work) -> Iterator[str]:
    """What is lost and not named; afterwards the work has the mentions that came back."""
    left = Counter(map(mention_key, work.after.mentions.values()))
    missing: list[Mention] = []
    # Of equal ones that of an entity stays.
    for mention in sorted(work.mentions.values(), key=lambda one: (one.entity is None, one.id)):
        if left[mention_key(mention)]:
            left[mention_key(mention)] -= 1
        else:
            missing.append(mention)
    for mention in work.mentions.values():
        if work.text[mention.start].isspace() or work.text[mention.end - 1].isspace():
            # Said of the tokens that stand beside it, not of the mention.
            work.take(Thing.GAPS, f"the tokens of {quoted(work.text, mention.start, mention.end)}")
    # The same where they are equal once their gaps are closed.
    for mention in reversed(missing):
        changed = _changed(work, mention, left)
        if changed is None:
            del work.mentions[mention.id]
        elif left[mention_key(changed)]:
            left[mention_key(changed)] -= 1
            work.mentions[mention.id] = changed
        else:
            del work.mentions[mention.id]
            yield f"{mention_in_words(work.text, mention)} is gone"
    yield from (f"{key} came from nowhere" for key in left.elements())


def _changed(work: Work, mention: Mention, there: Mapping[MentionKey, int]) -> Mention | None:
    """The mention as losses say that it is now; None for one that is gone."""
    words = mention_in_words(work.text, mention)
    if work.take(Thing.MENTIONS, words, words.removeprefix("the mention ")):
        work.take(Thing.GAPS, f"the gap in {words}")
        return None
    if work.take(Thing.GAPS, f"the gap in {words}"):
        mention = mention.model_copy(update={"fragments": ()})
    relabelled = work.take_of_many(Thing.MENTIONS, f"the label “{mention.label}”")
    if relabelled is not None and (label := _QUOTED.search(relabelled.why)):
        mention = mention.model_copy(update={"label": label[1]})
    edges = f"the edges or a gap of {words}", f"the edges of {words.removeprefix('the mention ')}"
    if not there.get(mention_key(mention)) and work.take(Thing.GAPS, *edges):
        for pieces, label_ in there:
            if there[pieces, label_] and label_ == mention.label and _is_within(work, pieces, mention):
                return mention.model_copy(
                    update={
                        "start": pieces[0][0],
                        "end": pieces[-1][1],
                        "fragments": pieces if len(pieces) > 1 else (),
                    }
                )
    return mention


def _is_within(work: Work, pieces: Sequence[tuple[int, int]], mention: Mention) -> bool:
    """Whether the pieces cover the same but for white space."""
    now, was = (
        {place for start, end in some for place in range(start, end)} for some in (pieces, mention.pieces)
    )
    return not "".join(work.text[place] for place in now ^ was).strip()
