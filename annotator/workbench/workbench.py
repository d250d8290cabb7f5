"""The workbench: the one open article and annotation, changed by steps, announced by signals."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from psygnal import Signal

from annotator.domain.annotation import Annotation, Annotator, Decision, Judgement, Mention
from annotator.domain.article import Article
from annotator.domain.edits.mentions import LastDeed, Occurrence, last_deed
from annotator.domain.log import How, LogEntry
from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.domain.steps import Step, apply
from annotator.domain.still_open import OpenPoint
from annotator.workbench.history import History
from annotator.workbench.selection import Selection
from annotator.workbench.stance_entry import StanceEntry

if TYPE_CHECKING:
    # What comparing needs is only loaded by those who review.
    from annotator.workbench.review import Review


@dataclass(frozen=True)
class Taken:
    """A step that was just taken, for the views (`step`) and the store (`entry`)."""

    article_id: str
    annotator: Annotator
    step: Step
    entry: LogEntry


@dataclass(frozen=True)
class Preview:
    """What “all of these” would do, shown before it happens."""

    deed: LastDeed
    places: tuple[Occurrence, ...]


def _now() -> datetime:
    return datetime.now(UTC)


class Workbench:
    """What one person has open. It holds values and announces; it knows no window and no database."""

    opened = Signal()
    """Another article is open, or none is."""
    changed = Signal(Taken)
    selection_changed = Signal(Selection)
    preview_changed = Signal()
    entry_changed = Signal()
    """The stance in the making has begun, moved on or ended."""
    open_points_changed = Signal()
    """What is still open is to be said, or no longer."""
    scheme_changed = Signal()
    annotator_changed = Signal()
    review_changed = Signal()
    """Reviewing has begun or ended."""

    def __init__(
        self,
        annotator: Annotator,
        scheme: Scheme,
        *,
        by: str | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._annotator = annotator
        self._by = by or annotator.name
        self._scheme = scheme
        self._now = now
        self._article: Article | None = None
        self._annotation: Annotation | None = None
        self._history = History()
        self._revision = 0
        self._selection = Selection()
        self._preview: Preview | None = None
        self._entry: StanceEntry | None = None
        self._review: Review | None = None
        self._last_deed: LastDeed | None = None
        self._open_points: tuple[OpenPoint, ...] = ()
        self._active_label = scheme.entity_labels[0].name

    # What is open

    @property
    def annotator(self) -> Annotator:
        return self._annotator

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    @property
    def is_open(self) -> bool:
        return self._article is not None

    @property
    def article(self) -> Article:
        """The open article; refused when none is open."""
        if self._article is None:
            raise Refused("Open an article first.")
        return self._article

    @property
    def annotation(self) -> Annotation:
        """The annotation as it is now; refused when no article is open."""
        if self._annotation is None:
            raise Refused("Open an article first.")
        return self._annotation

    @property
    def revision(self) -> int:
        """How many steps the log of this annotation holds."""
        return self._revision

    @property
    def history(self) -> History:
        return self._history

    def open(self, article: Article, annotation: Annotation, history: History, revision: int) -> None:
        """Puts an article on the bench; the first mention nobody looked at is current, if there is one."""
        self._article, self._annotation = article, annotation
        self._history, self._revision = history, revision
        self._selection = self._beginning(annotation)
        self._preview, self._entry, self._last_deed, self._open_points = None, None, None, ()
        self.opened.emit()

    def _beginning(self, annotation: Annotation) -> Selection:
        unseen = (m for m in annotation.ordered_mentions if m.decision is Decision.UNTOUCHED)
        first = next(unseen, None)
        return Selection() if first is None else Selection(first.end, first.end, first.id, first.entity)

    def close(self) -> None:
        self._article = self._annotation = None
        self._history, self._revision = History(), 0
        self._selection, self._preview, self._entry, self._open_points = Selection(), None, None, ()
        self.opened.emit()

    def set_scheme(self, scheme: Scheme) -> None:
        self._scheme = scheme
        if scheme.entity_label(self._active_label) is None:
            self._active_label = scheme.entity_labels[0].name
        self.scheme_changed.emit()

    def take_over(self, annotator: Annotator, *, by: str | None = None) -> None:
        """Somebody else sits down; the article is put away."""
        self._annotator, self._by = annotator, by or annotator.name
        self.close()
        self.annotator_changed.emit()

    @property
    def review(self) -> "Review | None":
        """The review under way, while reviewing is what this desk is for."""
        return self._review

    def set_review(self, review: "Review | None") -> None:
        self._review = review
        self.review_changed.emit()

    # Steps

    def do(self, step: Step, *, select: Selection | None = None) -> None:
        """Takes a new step; a step without changes does nothing."""
        if not step:
            return
        self._take(step, How.DO, select)
        self._history.push(step)
        self._last_deed = last_deed(step, self.article.text) or self._last_deed

    def undo(self) -> None:
        step = self._history.last
        if step is None:
            raise Refused("There is nothing to undo in this article.")
        self._take(step.inverse(), How.UNDO, None)
        self._history.step_back()

    def redo(self) -> None:
        step = self._history.next
        if step is None:
            raise Refused("There is nothing to redo in this article.")
        self._take(step, How.REDO, None)
        self._history.step_forward()

    def _take(self, step: Step, how: How, select: Selection | None) -> None:
        self._annotation = apply(self.annotation, step)
        self._revision += 1
        entry = LogEntry(
            revision=self._revision,
            at=self._now().isoformat(timespec="milliseconds"),
            by=self._by,
            how=how,
            step=step.model_dump_json().encode(),
        )
        if self._review is not None:
            self._review.keep_track(self.article.id, how)
        self.end_preview()
        self.show_open_points(())
        self._select_after(step, select)
        self.changed.emit(Taken(self.article.id, self._annotator, step, entry))

    def _select_after(self, step: Step, select: Selection | None) -> None:
        """What the command asks for, else what the step leaves behind, else where the person was."""
        if select is None:
            touched = next((c.after for c in step.changes if c.kind == "mention" and c.after), None)
            select = self._at_mention(touched) if touched else self._selection
        self.select(self._still_there(select))

    def _still_there(self, selection: Selection) -> Selection:
        annotation = self.annotation
        return replace(
            selection,
            mention_id=selection.mention_id if selection.mention_id in annotation.mentions else None,
            entity_id=selection.entity_id if selection.entity_id in annotation.entities else None,
            judgement_id=selection.judgement_id if selection.judgement_id in annotation.judgements else None,
        )

    # Selection

    @property
    def selection(self) -> Selection:
        return self._selection

    def select(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def select_mention(self, mention_id: str) -> None:
        """Makes the mention current and its entity with it; the caret goes to its end."""
        self.select(self._at_mention(self.annotation.mentions[mention_id]))

    def select_entity(self, entity_id: str | None) -> None:
        self.select(replace(self._selection, entity_id=entity_id))

    def select_judgement(self, judgement_id: str | None) -> None:
        self.select(replace(self._selection, judgement_id=judgement_id))

    def _at_mention(self, mention: Mention) -> Selection:
        return Selection(mention.end, mention.end, mention.id, mention.entity, self._selection.judgement_id)

    @property
    def current_mention(self) -> Mention | None:
        if self._annotation is None or self._selection.mention_id is None:
            return None
        return self._annotation.mentions.get(self._selection.mention_id)

    @property
    def current_judgement(self) -> Judgement | None:
        if self._annotation is None or self._selection.judgement_id is None:
            return None
        return self._annotation.judgements.get(self._selection.judgement_id)

    # What a label key, a drag and “all of these” mean just now

    @property
    def active_label(self) -> str:
        """The label that a drag or a double click gives."""
        return self._active_label

    def set_active_label(self, label: str) -> None:
        if self._active_label != label:
            self._active_label = label
            self.selection_changed.emit(self._selection)

    @property
    def last_deed(self) -> LastDeed | None:
        return self._last_deed

    @property
    def preview(self) -> Preview | None:
        return self._preview

    def show_preview(self, preview: Preview) -> None:
        self._preview = preview
        self.preview_changed.emit()

    def end_preview(self) -> None:
        if self._preview is not None:
            self._preview = None
            self.preview_changed.emit()

    @property
    def open_points(self) -> tuple[OpenPoint, ...]:
        """What was said to be still open since the last step; finishing again goes on all the same."""
        return self._open_points

    def show_open_points(self, points: tuple[OpenPoint, ...]) -> None:
        if points != self._open_points:
            self._open_points = points
            self.open_points_changed.emit()

    @property
    def stance_entry(self) -> StanceEntry | None:
        """The stance in the making, if one is."""
        return self._entry

    def set_stance_entry(self, entry: StanceEntry | None) -> None:
        self._entry = entry
        self.entry_changed.emit()
