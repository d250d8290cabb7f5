"""Where the person at the desk is: caret, selected text, current mention, entity and judgement."""

from dataclasses import dataclass, replace

from annotator.domain.tokens import Offsets


@dataclass(frozen=True, slots=True)
class Selection:
    """`anchor` and `caret` are code points of the text; text is selected when they differ."""

    anchor: int = 0
    caret: int = 0
    mention_id: str | None = None
    entity_id: str | None = None
    judgement_id: str | None = None

    @property
    def span(self) -> Offsets | None:
        """The selected text, `[start, end)`; None if there is only a caret."""
        start, end = sorted((self.anchor, self.caret))
        return (start, end) if start < end else None

    def with_caret(self, offset: int, *, extend: bool = False) -> "Selection":
        """The caret moved; without `extend` nothing stays selected, and no mention current."""
        if extend:
            return replace(self, caret=offset, mention_id=None)
        return Selection(offset, offset, judgement_id=self.judgement_id)
