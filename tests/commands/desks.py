"""A desk without a window: the real workbench, and a record of what the window would have been asked."""

from collections.abc import Callable, Sequence

from annotator.commands.command import Command
from annotator.commands.desk import Option, Page
from annotator.commands.registry import all_commands
from annotator.domain.annotation import Annotation, Annotator
from annotator.domain.article import Article
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel, Topic
from annotator.workbench.history import History
from annotator.workbench.workbench import Workbench

TEXT = (
    "Mira Toll spoke in Varon on Monday. Toll’s party rejects the dam.\n\n"
    "“We will not pay,” said Toll. The Varon council wants the dam. Varon waits."
)

SCHEME = Scheme(
    name="test",
    version="1",
    entity_labels=(
        EntityLabel(name="PERSON", key="1"),
        EntityLabel(name="ORG", key="2"),
        EntityLabel(name="GPE", key="3"),
    ),
    tasks=(
        Task(
            name="stance",
            key="s",
            labels=(
                TaskLabel(name="favor", key="f"),
                TaskLabel(name="against", key="a"),
                TaskLabel(name="neutral", key="n"),
            ),
        ),
        Task(
            name="salience",
            about=About.ENTITY,
            required=True,
            labels=(TaskLabel(name="main"), TaskLabel(name="other")),
        ),
    ),
    topics=(Topic(id="dam", name="the dam"),),
)


class LineGeometry:
    """Lines as in the text itself: one paragraph, one line."""

    def __init__(self, text: str) -> None:
        self._text = text

    def vertical(self, offset: int, lines: int) -> int:
        if lines > 0:
            below = self._text.find("\n", offset)
            return len(self._text) if below < 0 else below + 1
        above = self._text.rfind("\n", 0, max(0, self.line_start(offset) - 1))
        return above + 1

    def line_start(self, offset: int) -> int:
        return self._text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        end = self._text.find("\n", offset)
        return len(self._text) if end < 0 else end

    def page(self, offset: int, pages: int) -> int:
        return offset if pages == 0 else (len(self._text) if pages > 0 else 0)


class RecordingDesk:
    """Runs commands by id; `answers` are given, in order, to whatever asks or offers a choice."""

    def __init__(self, text: str = TEXT, scheme: Scheme = SCHEME) -> None:
        self.workbench = Workbench(Annotator(name="mira"), scheme)
        self.geometry = LineGeometry(text)
        self.said: list[str] = []
        self.asked_for: list[str] = []
        self.answers: list[str] = []
        self.offered: list[Sequence[Option]] = []
        article = Article(id="a1", text=text)
        annotation = Annotation(article_id="a1", annotator=Annotator(name="mira"), scheme=scheme.id)
        self.workbench.open(article, annotation, History(), 0)
        self.commands: dict[str, Command] = {command.id: command for command in all_commands(scheme)}

    def run(self, command_id: str) -> None:
        self.commands[command_id].run(self)

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def open_neighbour(self, places: int) -> None:
        self.asked_for.append(f"neighbour {places}")

    def open_next_unfinished(self) -> None:
        self.asked_for.append("next unfinished")

    def open_last_changed(self) -> None:
        self.asked_for.append("last changed")

    def open_conflict(self, item_id: str) -> None:
        self.asked_for.append(f"conflict {item_id}")
        if self.workbench.review is not None:
            self.workbench.review.go_to(item_id)

    def end_review(self) -> None:
        self.asked_for.append("end review")

    def use_scheme(self, scheme: Scheme, then: Callable[[Scheme], None]) -> None:
        self.workbench.set_scheme(scheme)
        then(scheme)

    def choose(self, title: str, options: Sequence[Option], then: Callable[[str], None]) -> None:
        self.offered.append(options)
        then(self.answers.pop(0))

    def ask(self, title: str, text: str, then: Callable[[str], None]) -> None:
        then(self.answers.pop(0))

    def show(self, page: Page) -> None:
        self.asked_for.append(page.value)

    def zoom(self, steps: int) -> None:
        self.asked_for.append(f"zoom {steps}")

    def focus_next_pane(self) -> None:
        self.asked_for.append("next pane")

    def quit(self) -> None:
        self.asked_for.append("quit")

    # What tests look at

    def select(self, words: str, *, which: int = 0) -> None:
        """Selects the words where they stand for the n-th time."""
        start = -1
        for _ in range(which + 1):
            start = self.workbench.article.text.index(words, start + 1)
        selection = self.workbench.selection.with_caret(start)
        self.workbench.select(selection.with_caret(start + len(words), extend=True))

    def mark(self, words: str, label: str, *, which: int = 0) -> str:
        """Marks the words by selection and label key; gives the mention's id."""
        self.select(words, which=which)
        self.run(f"label.{label}")
        assert self.workbench.current_mention is not None
        return self.workbench.current_mention.id

    @property
    def marked(self) -> list[tuple[str, str]]:
        """Text and label of every mention, in order of reading."""
        text = self.workbench.article.text
        return [(m.quote(text), m.label) for m in self.workbench.annotation.ordered_mentions]
