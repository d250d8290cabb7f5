"""Others' marks, and what became of one's own, over the article: shown on wish, if the project allows it."""

from collections.abc import Callable, Iterable
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QObject

from annotator.domain.annotation import Annotation
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.gui.open_project import OpenProject
from annotator.gui.ruled_otherwise import article_changes_of, changes_of
from annotator.gui.text.overlays import Overlay
from annotator.gui.text.view import ArticleView
from annotator.project.visibility import Outcome
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Workbench


class Shown(Enum):
    NOTHING = auto()
    OTHERS = auto()
    OUTCOME = auto()


class OthersMarks(QObject):
    """Asks the project for what may be seen and puts it over the article; another article begins bare."""

    def __init__(
        self, workbench: Workbench, view: ArticleView, say: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._view = view
        self._say = say
        self._shown = Shown.NOTHING
        self._changed: tuple[Overlay, ...] = ()
        workbench.opened.connect(self._on_opened)
        workbench.selection_changed.connect(self._on_selection)

    def toggle_others(self, project: OpenProject) -> None:
        """Shows the marks of the other annotators, or hides them."""
        if not self._hide(Shown.OTHERS):
            article_id = self._bench.article.id
            project.ask_others_work(article_id, partial(self._show_others, article_id))

    def toggle_outcome(self, project: OpenProject) -> None:
        """Shows what was decided otherwise than it was marked here, or hides it."""
        if not self._hide(Shown.OUTCOME):
            article_id = self._bench.article.id
            project.ask_outcome(article_id, partial(self._show_outcome, article_id))

    def _hide(self, what: Shown) -> bool:
        """Whether it was there and is gone now."""
        if not self._bench.is_open:
            raise Refused("Open an article first.")
        was, self._shown = self._shown, Shown.NOTHING
        self._view.set_overlays(())
        return was is what

    def _on_opened(self) -> None:
        if self._shown is not Shown.NOTHING:
            self._shown = Shown.NOTHING
            self._view.set_overlays(())

    def _is_here(self, article_id: str) -> bool:
        return self._bench.is_open and self._bench.article.id == article_id and self._bench.review is None

    def _show_others(self, article_id: str, said: tuple[Annotation, ...]) -> None:
        if not self._is_here(article_id):
            return
        if not said:
            self._say("Nobody else has annotated this article.")
            return
        self._shown = Shown.OTHERS
        self._view.set_overlays(marks_of(said))
        self._say(f"The marks of {', '.join(one.annotator.name for one in said)}; the same key hides them.")

    def _show_outcome(self, article_id: str, outcome: Outcome) -> None:
        if not self._is_here(article_id):
            return
        scheme = self._bench.scheme
        self._shown, self._changed = Shown.OUTCOME, changes_of(outcome, scheme)
        self._view.set_overlays(self._changed)
        of_article = article_changes_of(outcome, scheme)
        if not self._changed and not of_article:
            self._say("Nothing you said of this article was decided otherwise.")
            return
        places = f"{count(len(self._changed), 'place')} decided otherwise" if self._changed else ""
        why = "; go to one, or rest on it, to read why" if any(one.title for one in self._changed) else ""
        self._say(f"{'; '.join(filter(None, (*of_article, places)))}{why}.")

    def _on_selection(self, selection: Selection) -> None:
        """Says why, where the caret goes to what was decided otherwise."""
        if self._shown is not Shown.OUTCOME:
            return
        here = [one for one in self._changed if one.title and one.start <= selection.caret <= one.end]
        if here:
            self._say(" ".join(dict.fromkeys(f"{one.label}: {one.title}" for one in here)))


def marks_of(said: Iterable[Annotation]) -> tuple[Overlay, ...]:
    """The mentions of each annotation; those who marked the same share a bracket."""
    found: dict[tuple[tuple[tuple[int, int], ...], str], list[tuple[int, str]]] = {}
    for tone, annotation in enumerate(said):
        for mention in annotation.ordered_mentions:
            found.setdefault((mention.pieces, mention.label), []).append((tone, annotation.annotator.name))
    return tuple(
        Overlay(
            start=pieces[0][0],
            end=pieces[-1][1],
            pieces=pieces if len(pieces) > 1 else (),
            tag=", ".join(name for _, name in sharing),
            tone=sharing[0][0],
            label=label,
        )
        for (pieces, label), sharing in found.items()
    )
