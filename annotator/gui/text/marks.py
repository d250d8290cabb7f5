"""Which mentions are drawn in which paragraph, and how deep; follows the steps, so no edit sorts them all."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.annotation import Decision, Mention
from annotator.domain.steps import Step
from annotator.gui.text.lanes import levels
from annotator.gui.text.paragraphs import Paragraphs


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention as one paragraph draws it; `level` counts from 0 nearest the text outwards."""

    mention: Mention
    level: int

    @property
    def is_decided(self) -> bool:
        return self.mention.decision is not Decision.UNTOUCHED


def marks_of(mentions: Iterable[Mention]) -> tuple[Mark, ...]:
    """The marks in order of reading, enclosing ones before what they enclose."""
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end, m.label, m.id))
    depths = levels([(mention.start, mention.end) for mention in ordered])
    return tuple(Mark(mention, level) for mention, level in zip(ordered, depths, strict=True))


class MarkIndex:
    """The marks of every paragraph, kept up to date step by step."""

    def __init__(self, paragraphs: Paragraphs, mentions: Iterable[Mention]) -> None:
        self._paragraphs = paragraphs
        self._mentions: dict[int, dict[str, Mention]] = {}
        self._marks: dict[int, tuple[Mark, ...]] = {}
        for mention in mentions:
            self._add(mention)

    def marks(self, paragraph: int) -> tuple[Mark, ...]:
        """What is drawn in the paragraph of this index."""
        if paragraph not in self._marks:
            self._marks[paragraph] = marks_of(self._mentions.get(paragraph, {}).values())
        return self._marks[paragraph]

    def follow(self, step: Step) -> frozenset[int]:
        """Takes the step's mentions over; the indexes of the paragraphs that it touched."""
        touched: set[int] = set()
        for change in step.changes:
            if change.kind == "mention":
                touched |= self._exchange(change.before, change.after)
        for paragraph in touched:
            self._marks.pop(paragraph, None)
        return frozenset(touched)

    def _exchange(self, before: Mention | None, after: Mention | None) -> set[int]:
        touched: set[int] = set()
        if before is not None:
            for index in self._between(before):
                self._mentions[index].pop(before.id, None)
                touched.add(index)
        if after is not None:
            self._add(after)
            touched.update(self._between(after))
        return touched

    def _add(self, mention: Mention) -> None:
        for index in self._between(mention):
            self._mentions.setdefault(index, {})[mention.id] = mention

    def _between(self, mention: Mention) -> range:
        return self._paragraphs.between(mention.start, mention.end)
