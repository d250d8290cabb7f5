"""What commands ask of whoever runs them: the workbench, and the few things only a window can do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from annotator.domain.scheme import Scheme
from annotator.workbench.workbench import Workbench


class Page(StrEnum):
    """Something the window can show or open when asked."""

    PALETTE = "palette"
    FIND = "find"
    SEARCH = "search"
    MANUAL = "manual"
    ABOUT = "about"
    GUIDELINES = "guidelines"
    QUEUE = "queue"
    ENTITIES = "entities"
    STANCES = "stances"
    MATRIX = "matrix"
    QUESTIONS = "questions"
    SCHEME = "scheme"
    SETTINGS = "settings"
    IMPORT = "import"
    EXPORT = "export"
    SUGGEST = "suggest"
    NEW = "new"
    OPEN = "open"
    START = "start"
    TAKE_OVER = "take_over"
    FULL_SCREEN = "full_screen"
    STATISTICS = "statistics"
    AGREEMENT = "agreement"
    REVIEW = "review"
    REVIEW_RULES = "review_rules"
    FEEDBACK = "feedback"
    OTHERS = "others"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class Option:
    """One thing to choose from a type-ahead list."""

    id: str
    title: str
    detail: str = ""


class Geometry(Protocol):
    """Where lines begin and end on the screen: offsets in, offsets out, all in code points."""

    def vertical(self, offset: int, lines: int) -> int: ...

    def line_start(self, offset: int) -> int: ...

    def line_end(self, offset: int) -> int: ...

    def page(self, offset: int, pages: int) -> int: ...


class Desk(Protocol):
    """The window, as commands see it."""

    @property
    def workbench(self) -> Workbench: ...

    @property
    def geometry(self) -> Geometry: ...

    def say(self, sentence: str) -> None:
        """Shows a sentence in the status bar."""

    def open_neighbour(self, places: int) -> None:
        """Opens the article so many places further down the queue."""

    def open_next_unfinished(self) -> None:
        """Opens the next article of the queue that is neither done nor skipped."""

    def open_last_changed(self) -> None:
        """Goes to the article of the last step that can still be undone, if there is another."""

    def open_conflict(self, item_id: str) -> None:
        """Makes the conflict current and opens its article at it."""

    def end_review(self) -> None:
        """Gives the desk back to annotating."""

    def use_scheme(self, scheme: Scheme, then: Callable[[Scheme], None]) -> None:
        """Puts the scheme in force; `then` gets it as it is stored."""

    def choose(self, title: str, options: Sequence[Option], then: Callable[[str], None]) -> None:
        """Offers a type-ahead list; `then` gets the id of what was chosen."""

    def ask(self, title: str, text: str, then: Callable[[str], None]) -> None:
        """Asks for a line of text, beginning with what is there."""

    def show(self, page: Page) -> None:
        """Shows a panel, a dialog or a page, or hides it if it can be switched."""

    def zoom(self, steps: int) -> None:
        """Makes the article larger or smaller; 0 goes back to the set size."""

    def focus_next_pane(self) -> None: ...

    def quit(self) -> None: ...
