"""A review: the conflicts of a project in order, which one is being decided, and what is kept for it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain

from psygnal import Signal

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.conflict_row import ConflictRow
from annotator.agreement.ordering import ConflictFilter, Order, in_order
from annotator.domain.annotation import Annotation
from annotator.domain.log import How
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory, Outcome
from annotator.project.reviewing import ArticleReview, ConflictList


@dataclass(frozen=True)
class Reasons:
    """Why the current conflict is decided as it is going to be."""

    note: str | None = None
    category: ErrorCategory | None = None


class Review:
    """Where a reviewer stands. It holds values and announces; it knows no window and no database."""

    rows_changed = Signal()
    """Other conflicts are listed, or in another order."""
    row_changed = Signal(str)
    """A conflict, by its id, was decided or is open again."""
    current_changed = Signal()
    """Another conflict is current, its readings have come, or what is chosen or noted for it changed."""
    mode_changed = Signal()
    """The reviewer began to edit the article, or ended it."""

    def __init__(self, reviewer: str) -> None:
        self.reviewer = reviewer
        self.settled = 0
        """How many answers were settled in advance."""
        self._known: dict[str, ConflictRow] = {}
        self._rows: list[ConflictRow] = []
        self._places: dict[str, int] = {}
        self._by_article: dict[str, list[str]] = {}
        self._decided = 0
        self._last_decided: str | None = None
        self._trail: list[tuple[str, str | None]] = []
        self._left_out = 0
        self._order = Order.IMPACT
        self._narrowed_to: ConflictFilter | None = None
        self._current: str | None = None
        self._article: ArticleReview | None = None
        self._items: Mapping[str, Item] = {}
        self._chosen: frozenset[int] = frozenset()
        self._reasons = Reasons()
        self._is_anonymous = False
        self._is_editing = False

    # The list

    @property
    def rows(self) -> Sequence[ConflictRow]:
        """The conflicts that are listed, in their order."""
        return self._rows

    @property
    def left_out(self) -> int:
        """How many conflicts there are beyond those that are listed."""
        return self._left_out

    @property
    def decided(self) -> int:
        return self._decided

    @property
    def order(self) -> Order:
        return self._order

    def show(self, found: ConflictList, wanted: ConflictFilter | None = None) -> None:
        """Lists what was found, or what of it is wanted; what is current stays so if it is listed."""
        self._known = {row.item_id: row for row in found.rows}
        self._by_article = {}
        for row in found.rows:
            self._by_article.setdefault(row.article_id, []).append(row.item_id)
        self._left_out = found.left_out
        self.narrow(wanted)

    def narrow(self, wanted: ConflictFilter | None) -> None:
        """Lists only what is wanted; None lists everything again."""
        self._narrowed_to = wanted
        self._arrange([row for row in self._known.values() if wanted is None or wanted.holds(row)])

    @property
    def narrowed_to(self) -> ConflictFilter | None:
        """Which conflicts are listed; None if all are."""
        return self._narrowed_to

    def sort(self, order: Order) -> None:
        """Puts the list into another order; what is current stays so."""
        self._order = order
        self._arrange(self._rows)

    def _arrange(self, rows: Collection[ConflictRow]) -> None:
        self._rows = list(in_order(rows, self._order))
        self._places = {row.item_id: place for place, row in enumerate(self._rows)}
        self._decided = sum(row.decided is not None for row in self._rows)
        is_gone = self._current is not None and self._current not in self._places
        if is_gone:
            self._current, self._chosen, self._reasons = None, frozenset(), Reasons()
        self.rows_changed.emit()
        if is_gone:
            self.current_changed.emit()

    def row_of(self, item_id: str | None) -> ConflictRow | None:
        place = self.place_of(item_id)
        return None if place is None else self._rows[place]

    def place_of(self, item_id: str | None) -> int | None:
        """Where in the list the conflict stands."""
        return None if item_id is None else self._places.get(item_id)

    # The current conflict

    @property
    def current(self) -> ConflictRow | None:
        return self.row_of(self._current)

    def go_to(self, item_id: str) -> None:
        """Makes the conflict current; what was chosen or noted for the one before is dropped."""
        if item_id == self._current:
            return
        self._current, self._chosen, self._reasons = item_id, frozenset(), Reasons()
        self.current_changed.emit()

    def neighbour(self, places: int) -> str | None:
        """The conflict so many places further down the list; None past its ends."""
        here = self.place_of(self._current)
        to = (0 if places > 0 else len(self._rows) - 1) if here is None else here + places
        return self._rows[to].item_id if 0 <= to < len(self._rows) else None

    def next_open(self) -> str | None:
        """The next conflict nobody has decided: after the current one, then from the top to it."""
        here = self.place_of(self._current)
        here = -1 if here is None else here
        order = chain(range(here + 1, len(self._rows)), range(here + 1))
        return next((self._rows[n].item_id for n in order if self._rows[n].decided is None), None)

    @contextmanager
    def announcing_once(self) -> Iterator[None]:
        """Whatever happens to the current conflict meanwhile is announced at the end, and only once."""
        with self.current_changed.paused(lambda *_: ()):
            yield

    # The article it stands in

    def show_article(self, article: ArticleReview | None) -> None:
        """Takes what everybody says about the article of the current conflict."""
        self._article = article
        self._items = {} if article is None else {item.id: item for item in article.items}
        self.current_changed.emit()

    @property
    def article(self) -> ArticleReview | None:
        return self._article

    @property
    def item(self) -> Item | None:
        """The current conflict with every answer; None until its article is there."""
        return None if self._current is None else self._items.get(self._current)

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The answers to the current conflict, A first."""
        return () if self.item is None else self.item.variants

    def follow(self, gold: Annotation) -> None:
        """Brings the list up to date with what is decided in the article, listed just now or not."""
        for item_id in self._by_article.get(gold.article_id, ()):
            ruling = gold.rulings.get(item_id)
            decided = None if ruling is None else ruling.outcome
            row = self._known[item_id]
            if row.decided != decided:
                self._know(replace(row, decided=decided))

    def _know(self, row: ConflictRow) -> None:
        before, self._known[row.item_id] = self._known[row.item_id], row
        place = self._places.get(row.item_id)
        if place is not None:
            self._rows[place] = row
            self._decided += (row.decided is not None) - (before.decided is not None)
            self.row_changed.emit(row.item_id)

    def has_open(self, gold: Annotation, besides: Collection[str]) -> bool:
        """Whether another conflict of the open article waits to be decided, listed or not."""
        return any(
            item.is_conflict and id_ not in gold.rulings and id_ not in besides
            for id_, item in self._items.items()
        )

    # What was done last

    def keep_track(self, article_id: str, how: How) -> None:
        """Remembers in which article, and at which conflict, a step was taken or taken back."""
        if how is not How.UNDO:
            self._trail.append((article_id, self._current))
            return
        places = (n for n in reversed(range(len(self._trail))) if self._trail[n][0] == article_id)
        if (place := next(places, None)) is not None:
            del self._trail[place]

    def done_elsewhere(self, article_id: str) -> str | None:
        """The conflict of the newest step of this review, if that was taken in another article."""
        article, item_id = self._trail[-1] if self._trail else (article_id, None)
        return item_id if article != article_id and item_id in self._known else None

    # What is decided again

    def remember_decided(self, item_id: str) -> None:
        """The conflict that was decided last, which those like it can follow."""
        self._last_decided = item_id

    def example(self, gold: Annotation) -> Item | None:
        """The decided conflict whose decision can be repeated: the current one, else the one before."""
        for id_ in (self._current, self._last_decided):
            if id_ is not None and id_ in gold.rulings and id_ in self._items:
                return self._items[id_]
        return None

    def waiting_alike(self, gold: Annotation) -> tuple[Item, ...]:
        """The open conflicts of the article that ask the same as the example."""
        example = self.example(gold)
        if example is None or self._article is None:
            return ()
        same = self._article.said.alike.get(example.id, ())
        return tuple(one for one in same if one.id != example.id and one.id not in gold.rulings)

    # What is kept for the decision

    @property
    def chosen(self) -> frozenset[int]:
        """The answers, by number, that were picked to be valid together."""
        return self._chosen

    def toggle(self, number: int) -> None:
        """Picks an answer, or drops it again."""
        if not 0 <= number < len(self.variants):
            raise Refused("There is no such answer to this conflict.")
        self._chosen = self._chosen ^ {number}
        self.current_changed.emit()

    @property
    def reasons(self) -> Reasons:
        return self._reasons

    def set_reasons(self, reasons: Reasons) -> None:
        self._reasons = reasons
        self.current_changed.emit()

    @property
    def is_anonymous(self) -> bool:
        """Whether the names of annotators are hidden."""
        return self._is_anonymous

    def set_anonymous(self, *, is_anonymous: bool) -> None:
        self._is_anonymous = is_anonymous
        self.current_changed.emit()

    @property
    def is_editing(self) -> bool:
        """Whether keys edit the article just now rather than decide."""
        return self._is_editing

    def set_editing(self, *, is_editing: bool) -> None:
        if is_editing != self._is_editing:
            self._is_editing = is_editing
            self.mode_changed.emit()


OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.AGREED: "settled in advance",
    Outcome.TAKEN: "decided",
    Outcome.UNION: "joined",
    Outcome.NEITHER: "neither",
    Outcome.BOTH_VALID: "ambiguous",
    Outcome.EDITED: "edited",
}
CATEGORY_WORDS: Mapping[ErrorCategory, str] = {
    ErrorCategory.SLIP: "A slip",
    ErrorCategory.MISREAD: "Misread the text",
    ErrorCategory.GUIDELINES_NOT_FOLLOWED: "Guidelines not followed",
    ErrorCategory.GUIDELINES_UNCLEAR: "Guidelines unclear",
    ErrorCategory.TEXT_AMBIGUOUS: "The text is ambiguous",
    ErrorCategory.PROPOSAL_FOLLOWED: "Followed the model’s proposal",
    ErrorCategory.OTHER: "Something else",
}
