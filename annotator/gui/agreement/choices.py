"""What is compared: whose work, on which articles, with which labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from annotator.agreement.wish import MeasureWish, ReadingChoice
from annotator.domain.annotation import AnnotatorKind, Status
from annotator.domain.scheme import Scheme
from annotator.gui.agreement.check_button import CheckButton, Choice
from annotator.project import AnnotatorStatus

CHOOSING_MILLISECONDS = 350
"""How long choosing has to rest before it is measured again."""
_LONGEST_SEARCH = 20
_NOTHING_FINISHED = "nothing finished"


@dataclass(frozen=True, slots=True)
class SearchFound:
    """The articles that the queue's search found."""

    words: str
    article_ids: frozenset[str]


class Choices(QWidget):
    """Announces a wish once choosing has come to rest."""

    wanted = Signal(MeasureWish)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search: SearchFound | None = None
        self._people: Sequence[AnnotatorStatus] = ()
        self.annotators = CheckButton("Annotators", self)
        self.labels = CheckButton("Labels", self)
        self.articles = QComboBox(self)
        self.articles.setAccessibleName("Articles")
        self.articles.addItem("All articles")
        self.unfinished = QCheckBox("Unfinished too", self)
        self.unfinished.setToolTip("Annotations in progress count beside those that are done.")
        self._resting = QTimer(self, singleShot=True, interval=CHOOSING_MILLISECONDS)
        self._resting.timeout.connect(self._announce)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.annotators, self.articles, self.unfinished, self.labels):
            row.addWidget(widget)
        self.annotators.changed.connect(self._resting.start)
        self.labels.changed.connect(self._resting.start)
        self.articles.activated.connect(self._resting.start)
        self.unfinished.toggled.connect(self._offer_people)
        self.unfinished.toggled.connect(self._resting.start)

    def set_people(self, people: Sequence[AnnotatorStatus]) -> None:
        """Offers those who have annotated something: people to begin with, models and gold on wish."""
        self._people = people
        self._offer_people()

    def _offer_people(self) -> None:
        self.annotators.set_choices(
            [
                Choice(
                    one.name, _named(one), is_usual=one.kind is AnnotatorKind.HUMAN, remark=self._remark(one)
                )
                for one in sorted(self._people, key=lambda one: one.kind is not AnnotatorKind.HUMAN)
                if one.articles
            ]
        )

    def _remark(self, one: AnnotatorStatus) -> str:
        """Who has finished nothing counts for nothing, unless unfinished work counts too."""
        is_counted = self.unfinished.isChecked() or one.by_status.get(Status.DONE)
        return "" if is_counted else _NOTHING_FINISHED

    def set_scheme(self, scheme: Scheme) -> None:
        self.labels.set_choices(
            [Choice(label.name, label.title or label.name) for label in scheme.entity_labels]
        )

    def set_search(self, search: SearchFound | None) -> None:
        """Offers the articles of the queue's search; all again once nothing is searched for."""
        self._search = search
        is_chosen = self.articles.currentIndex() == 1 and search is not None
        self.articles.clear()
        self.articles.addItem("All articles")
        if search is not None:
            words = (
                search.words if len(search.words) <= _LONGEST_SEARCH else f"{search.words[:_LONGEST_SEARCH]}…"
            )
            self.articles.addItem(f"Found by “{words}” ({len(search.article_ids):,})")
        self.articles.setCurrentIndex(1 if is_chosen else 0)

    @property
    def wish(self) -> MeasureWish:
        """What is chosen now."""
        found = self._search.article_ids if self._search and self.articles.currentIndex() == 1 else None
        return MeasureWish(
            choice=ReadingChoice(
                annotators=() if self.annotators.is_usual else tuple(self.annotators.chosen),
                include_unfinished=self.unfinished.isChecked(),
                article_ids=found,
            ),
            labels=frozenset() if self.labels.is_usual else frozenset(self.labels.chosen),
        )

    @property
    def trouble(self) -> str:
        """Why nothing can be measured of what is chosen; empty if something can."""
        if len(self.annotators.chosen) < 2:
            return "Choose at least two annotators."
        return "" if self.labels.chosen else "Choose at least one label."

    def _announce(self) -> None:
        self.wanted.emit(self.wish)


def _named(one: AnnotatorStatus) -> str:
    return one.name if one.kind is AnnotatorKind.HUMAN else f"{one.name} ({one.kind.value})"
