"""A page with its marks: what is drawn where, what a point hits, and which lines a change touches."""

from collections.abc import Iterable, Iterator

from annotator.domain.annotation import Mention
from annotator.domain.steps import Step
from annotator.domain.tokens import Offsets
from annotator.gui.text.hits import HitKind, HitTarget, hit
from annotator.gui.text.marks import MarkIndex
from annotator.gui.text.page import ArticlePage, Place
from annotator.gui.text.shapes import NOTHING, Box, Shapes, changed_lines, shapes_of
from annotator.workbench.selection import Selection


class MarkedPage:
    """Keeps the shapes of each paragraph until a step touches it. Positions are in page pixels."""

    def __init__(self, page: ArticlePage, mentions: Iterable[Mention]) -> None:
        self.page = page
        self._index = MarkIndex(page.paragraphs, mentions)
        self._shapes: dict[int, Shapes] = {}

    def shapes(self, index: int) -> Shapes:
        """What is drawn in the paragraph of this index, in its own pixels."""
        if index not in self._shapes:
            set_paragraph = self.page.set_paragraph(index)
            marks = self._index.marks(index)
            self._shapes[index] = shapes_of(set_paragraph, marks, self.page.typography)
        return self._shapes[index]

    def forget(self, indexes: Iterable[int]) -> None:
        """The lines of these paragraphs stand elsewhere now."""
        for index in indexes:
            self._shapes.pop(index, None)

    def target(self, x: float, y: float, current_id: str | None) -> HitTarget:
        """What is at the point; only the current mention has edges that can be held."""
        if self.page.is_below(y):
            return HitTarget(HitKind.TEXT, len(self.page.article.text))
        place = self.page.place_at(y)
        on_line = self.shapes(place.paragraph).get(place.line.number, NOTHING)
        offset = self.page.set_paragraph(place.paragraph).offset_at(place.line, x)
        return hit(on_line, x, y - self.page.tops[place.paragraph], offset, current_id)

    def boxes(self, mention_id: str, in_view: range) -> Iterator[Box]:
        """Where the mention is drawn in those paragraphs, in order of reading."""
        for index in in_view:
            shapes = self.shapes(index)
            for number in sorted(shapes):
                for shape in shapes[number].shapes:
                    if shape.mention_id == mention_id:
                        yield from (box.moved(self.page.tops[index]) for box in shape.boxes)

    def follow(self, step: Step, in_view: range) -> list[Place]:
        """Takes the step over; the lines of those paragraphs that look different now."""
        places: list[Place] = []
        for index in self._index.follow(step):
            before = self._shapes.pop(index, None)
            if index in in_view:
                changed = changed_lines(before or {}, self.shapes(index))
                places += [self.page.place_of_line(index, number) for number in changed]
        return places

    def emphasis_moved(self, before: Selection, after: Selection, in_view: range) -> Iterator[Place]:
        """The lines on which a ring, an outline, selected text or the caret comes or goes."""
        ids = {before.mention_id, after.mention_id}
        entities = {before.entity_id, after.entity_id} - {None}
        if before.entity_id == after.entity_id:
            entities = set()
        for index in in_view:
            for number, on_line in self.shapes(index).items():
                mentions = (shape.mark.mention for shape in on_line.shapes)
                if any(mention.id in ids or mention.entity in entities for mention in mentions):
                    yield self.page.place_of_line(index, number)
        yield from self.lines_of(_differences(before.span, after.span), in_view)
        yield self.page.place(before.caret)
        yield self.page.place(after.caret)

    def lines_of(self, spans: Iterable[Offsets], in_view: range) -> Iterator[Place]:
        """The lines in those paragraphs on which something of the spans is seen."""
        for start, end in spans:
            yield from self.page.places_between(start, end, in_view)


def _differences(one: Offsets | None, other: Offsets | None) -> tuple[Offsets, ...]:
    """What is in one of two spans and not in the other."""
    if one is None or other is None or one[1] <= other[0] or other[1] <= one[0]:
        return tuple(span for span in (one, other) if span is not None)
    ends = ((one[0], other[0]), (one[1], other[1]))
    return tuple((min(pair), max(pair)) for pair in ends if pair[0] != pair[1])
