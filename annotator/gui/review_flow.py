"""The way into reviewing and out of it, and of each conflict onto the screen."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.agreement.ordering import ConflictFilter
from annotator.domain.annotation import GOLD, Annotation
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.domain.review_rules import ReviewRules
from annotator.gui.article_flow import ArticleFlow
from annotator.gui.background import on_project
from annotator.gui.long_work import LongWork
from annotator.gui.open_project import OpenProject
from annotator.project.review_start import ReviewStart, begin_review
from annotator.project.reviewing import ArticleReview
from annotator.workbench.review import Review
from annotator.workbench.workbench import Taken, Workbench


class ReviewFlow(QObject):
    """Puts a review on the workbench and its conflicts, one after the other, before the reviewer."""

    begun = Signal()
    ended = Signal()
    mode_changed = Signal()
    """Keys mean something else now."""
    told = Signal(str)

    def __init__(
        self, workbench: Workbench, flow: ArticleFlow, work: LongWork, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._flow = flow
        self._work = work
        self._project: OpenProject | None = None
        self._person = workbench.annotator
        self._ahead: dict[str, ArticleReview] = {}
        self._asked_ahead: str | None = None
        self._wanted: ConflictFilter | None = None
        flow.arrived.connect(self._on_arrived)
        flow.loaded_again.connect(self._on_loaded_again)
        workbench.changed.connect(self._on_changed)

    @property
    def review(self) -> Review | None:
        return self._bench.review

    # Into it and out of it

    def begin(self, project: OpenProject, wanted: ConflictFilter | None = None) -> None:
        """Settles what is agreed on, finds the conflicts, and then begins; refused while others work."""
        if self._work.is_running:
            raise Refused("Other work is still going on; wait for it or stop it first.")
        self._project, self._wanted = project, wanted
        self.told.emit("Comparing what the annotators say…")
        project.ask_review_rules(self._compare)

    def refresh(self) -> None:
        """Compares anew: somebody may have changed their mind since."""
        if self._project is None or self.review is None:
            raise Refused("Begin reviewing first.")
        self.begin(self._project, self.review.narrowed_to)

    def narrow(self, wanted: ConflictFilter) -> None:
        """Lists only what is wanted, and shows the first of it that is open."""
        review = self._bench.review
        if review is None:
            raise Refused("Begin reviewing first.")
        review.narrow(wanted)
        self._begin_with(review, f"{count(len(review.rows), 'conflict')} listed")

    def _begin_with(self, review: Review, said: str) -> None:
        """Says what is listed and shows the conflict to begin with: one still listed, else an open one."""
        open_ones = len(review.rows) - review.decided
        self.told.emit(f"{said}; {count(open_ones, 'conflict')} to decide.")
        here = review.current
        is_open = here is not None and here.decided is None
        first = here.item_id if here is not None and is_open else review.next_open()
        first = first or (review.rows[0].item_id if review.rows else None)
        if first is not None:
            self.open_conflict(first)

    def _compare(self, rules: ReviewRules) -> None:
        project = self._project
        if project is None:
            return
        by = self._person.name if self.review else self._bench.annotator.name
        job = partial(on_project, project.where, partial(begin_review, threshold=rules.threshold, by=by))
        try:
            self._work.start(job, partial(self._on_compared, project), self.told.emit)
        except Refused as refused:
            self.told.emit(refused.sentence)

    def _on_compared(self, project: OpenProject, found: object) -> None:
        if project is not self._project or not isinstance(found, ReviewStart):
            self.told.emit("Stopped; reviewing has not begun.")
            return
        if not found.articles:
            self.told.emit("No article is finished by two annotators yet, so there is nothing to compare.")
            return
        if self.review is None:
            self._sit_down(project)
        review = self._bench.review
        if review is None:
            return
        self._forget_ahead()
        project.forget_ahead()
        review.settled = found.settled
        review.show(found.conflicts, self._wanted)
        self._begin_with(review, _settled(found.settled))

    def _sit_down(self, project: OpenProject) -> None:
        self._flow.leave()
        self._person = self._bench.annotator
        self._bench.take_over(GOLD, by=self._person.name)
        review = Review(self._person.name)
        review.mode_changed.connect(self.mode_changed.emit)
        review.current_changed.connect(self._look)
        self._bench.set_review(review)
        project.take_over(GOLD)
        self.begun.emit()

    def end(self) -> None:
        """Gives the desk back to whoever annotated before."""
        if self._bench.review is None:
            return
        self._flow.leave()
        self._bench.set_review(None)
        self._bench.take_over(self._person)
        self._forget_ahead()
        if self._project is not None:
            self._project.take_over(self._person)
        self.ended.emit()

    # Conflicts

    def open_conflict(self, item_id: str) -> None:
        """Makes the conflict current, and brings its article here if another one is open."""
        review = self._bench.review
        if review is None:
            raise Refused("Begin reviewing first.")
        review.set_editing(is_editing=False)
        review.go_to(item_id)
        row = review.current
        if row is None:
            raise Refused("That conflict is no longer listed.")
        if not self._is_open(row.article_id):
            review.show_article(None)
            self._flow.open(row.article_id)

    def _is_open(self, article_id: str) -> bool:
        return self._bench.is_open and self._bench.article.id == article_id

    def _on_arrived(self, article_id: str) -> None:
        review = self._bench.review
        if review is None or self._project is None:
            return
        # Undo leads to the article changed before, whatever conflict was current.
        if review.current is None or review.current.article_id != article_id:
            review.set_editing(is_editing=False)
            wanted = self._last_ruled(review) or next(
                (row.item_id for row in review.rows if row.article_id == article_id), None
            )
            if wanted is not None:
                review.go_to(wanted)
        known = self._ahead.pop(article_id, None)
        if known is not None:
            self._show(article_id, known)
        else:
            self._project.ask_review(article_id, partial(self._show, article_id))

    def _show(self, article_id: str, article: ArticleReview) -> None:
        review = self._bench.review
        if review is None or not self._is_open(article_id):
            return
        review.show_article(article)
        review.follow(self._bench.annotation)
        self._load_ahead(review)

    def _load_ahead(self, review: Review) -> None:
        """The article of the next open conflict, if it is another one, will be wanted soon."""
        following = review.row_of(review.next_open())
        if self._project is None or following is None or self._is_open(following.article_id):
            return
        article_id = following.article_id
        self._project.load_ahead(article_id)
        if article_id in self._ahead or article_id == self._asked_ahead:
            return
        self._asked_ahead = article_id

        def then(article: ArticleReview) -> None:
            if article_id == self._asked_ahead:
                self._asked_ahead = None
                self._ahead.clear()
                self._ahead[article_id] = article

        self._project.ask_review(article_id, then)

    def _forget_ahead(self) -> None:
        self._ahead.clear()
        self._asked_ahead = None

    def _on_changed(self, taken: Taken) -> None:
        review = self._bench.review
        if review is None:
            return
        review.follow(self._bench.annotation)
        reopened = [
            c.before.id for c in taken.step.changes if c.kind == "ruling" and c.before and not c.after
        ]
        places = [place for id_ in reopened if (place := review.place_of(id_)) is not None]
        # Undo shows what it opened again.
        if places:
            review.go_to(review.rows[min(places)].item_id)
            if review.article is None:
                # The decision had already asked for the article of the next conflict.
                self._flow.open(self._bench.article.id)
        review.current_changed.emit()

    def _on_loaded_again(self, annotation: Annotation) -> None:
        """Another window decided, or took back, what the list may say otherwise."""
        review = self._bench.review
        if review is not None and annotation.annotator == GOLD:
            review.follow(annotation)
            review.current_changed.emit()

    def _last_ruled(self, review: Review) -> str | None:
        """The listed conflict that the last step on the bench decided, which undo would open again."""
        step = self._bench.history.last
        ruled = [c.after.id for c in step.changes if c.kind == "ruling" and c.after] if step else []
        return next((id_ for id_ in ruled if review.place_of(id_) is not None), None)

    def _look(self) -> None:
        """Another conflict may be the last of its article: what follows is loaded meanwhile."""
        review = self._bench.review
        if review is not None and review.item is not None:
            self._load_ahead(review)


def _settled(number: int) -> str:
    """What was done before the reviewer looks."""
    if not number:
        return "What annotators agree on is settled"
    return f"{count(number, 'answer')} agreed on and settled in advance"
