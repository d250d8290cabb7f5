"""A page with its overlays: what is drawn where, what a point hits, and which lines a change touches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.gui.text.layout import Line, SetParagraph
from annotator.gui.text.overlay_shapes import Brackets, brackets_of, changed_brackets, room_below
from annotator.gui.text.overlays import Overlay
from annotator.gui.text.page import ArticlePage, Place
from annotator.gui.text.shapes import Box

_NONE: Brackets = {}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a paragraph and its lines are, and the brackets under them."""

    top: float
    lines: tuple[Line, ...]
    brackets: Brackets


State = Mapping[int, Standing]
"""Of paragraphs by their index, one after the other."""


class OverlaidPage:
    """Keeps the brackets of each paragraph until the overlays are others. Positions are in page pixels."""

    def __init__(self, page: ArticlePage, overlays: Sequence[Overlay] = ()) -> None:
        self.page = page
        self._by_paragraph: dict[int, list[Overlay]] = {}
        self._brackets: dict[int, Brackets] = {}
        self._take(overlays)
        page.make_room(self._room_below)

    def brackets(self, index: int) -> Brackets:
        """What is drawn in the paragraph of this index, in its own pixels."""
        overlays = self._by_paragraph.get(index)
        if not overlays:
            return _NONE
        if index not in self._brackets:
            set_paragraph = self.page.set_paragraph(index)
            self._brackets[index] = brackets_of(set_paragraph, overlays, self.page.typography)
        return self._brackets[index]

    def exchange(self, overlays: Sequence[Overlay]) -> frozenset[int]:
        """Takes other overlays; the indexes of the paragraphs that are to be laid out anew for them."""
        before = self._by_paragraph
        self._take(overlays)
        both = before.keys() | self._by_paragraph.keys()
        touched = frozenset(i for i in both if before.get(i) != self._by_paragraph.get(i))
        self.page.forget(touched)
        return touched

    def state(self, in_view: range) -> State:
        """How those paragraphs stand, to be compared with how they stand later."""
        page = self.page
        return {i: Standing(page.tops[i], page.set_paragraph(i).lines, self.brackets(i)) for i in in_view}

    def changed_since(self, before: State) -> list[Place] | None:
        """The lines that look different now; None if lines have moved."""
        after = self.state(range(min(before), max(before) + 1))
        if any((before[i].top, before[i].lines) != (after[i].top, after[i].lines) for i in before):
            return None
        return [
            self.page.place_of_line(index, number)
            for index in before
            for number in changed_brackets(before[index].brackets, after[index].brackets)
        ]

    def at(self, x: float, y: float) -> tuple[Overlay, ...]:
        """The overlays whose bracket or tag is at the point, else those that are about the text there."""
        if not self._by_paragraph or self.page.is_below(y):
            return ()
        place = self.page.place_at(y)
        on_line = self.brackets(place.paragraph).get(place.line.number, ())
        y -= self.page.tops[place.paragraph]
        hit = tuple(bracket.overlay for bracket in on_line if bracket.is_on(x, y))
        return hit or tuple(bracket.overlay for bracket in on_line if bracket.is_above(x, y))

    def boxes(self, tag: str, in_view: range) -> Iterator[Box]:
        """Where the brackets with the tag are drawn in those paragraphs, in order of reading."""
        for index in in_view:
            brackets = self.brackets(index)
            for number in sorted(brackets):
                for bracket in brackets[number]:
                    if bracket.overlay.tag == tag:
                        yield bracket.box.moved(self.page.tops[index])

    def _room_below(self, index: int, set_paragraph: SetParagraph) -> Mapping[int, float]:
        overlays = self._by_paragraph.get(index)
        return room_below(set_paragraph, overlays, self.page.typography) if overlays else {}

    def _take(self, overlays: Sequence[Overlay]) -> None:
        self._brackets, self._by_paragraph = {}, {}
        for overlay in overlays:
            touched = {i for span in overlay.spans for i in self.page.paragraphs.between(*span)}
            for index in touched:
                self._by_paragraph.setdefault(index, []).append(overlay)
