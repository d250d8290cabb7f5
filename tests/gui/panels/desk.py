"""A desk with an article on it: four entities, found by name, and a scheme that asks for everything."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from annotator.domain.annotation import Annotation, Judgement, Ref, RefKind, Span
from annotator.domain.article import Article
from annotator.domain.edits import judgements as judgement_edits
from annotator.domain.edits import mentions as mention_edits
from annotator.domain.names import occurrences
from annotator.domain.refused import Refused
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel, Topic
from annotator.domain.sentences import sentence_at
from annotator.workbench.history import History
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Workbench
from tests.builders import ANNA, TEXT

STANCE = Task(
    name="stance",
    title="Stance",
    key="S",
    labels=(
        TaskLabel(name="favor", title="In favour", verb="is in favour of", key="f"),
        TaskLabel(name="against", title="Against", verb="is against", key="a"),
        TaskLabel(name="neutral", title="Neutral", verb="is neutral toward", key="n"),
    ),
)
SALIENCE = Task(
    name="salience",
    title="Salience",
    about=About.ENTITY,
    required=True,
    entity_labels=("PERSON", "GPE"),
    labels=(TaskLabel(name="main", title="Main", key="1"), TaskLabel(name="other", title="Other", key="2")),
)
TONE = Task(
    name="tone",
    title="Tone",
    about=About.ARTICLE,
    labels=(TaskLabel(name="calm", title="Calm", key="c"), TaskLabel(name="grim", title="Grim", key="g")),
)
FRAMES = Task(
    name="frames",
    about=About.ARTICLE,
    multiple=True,
    labels=(TaskLabel(name="conflict"), TaskLabel(name="money")),
)
SPEECH = Task(
    name="speech",
    title="Speech",
    about=About.SEGMENT,
    labels=(TaskLabel(name="said", title="Said", key="d"), TaskLabel(name="told", title="Told", key="t")),
)
SCHEME = Scheme(
    name="test",
    version="1",
    title="Test scheme",
    entity_labels=(
        EntityLabel(name="PERSON", key="1", description="People by name."),
        EntityLabel(name="ORG", key="2"),
        EntityLabel(name="GPE", key="3"),
    ),
    tasks=(STANCE, SALIENCE, TONE, FRAMES, SPEECH),
    topics=(Topic(id="dam", name="the dam"),),
    guidelines="# How to\n\nMark the **name** alone. See [the book](https://example.org).",
)
NAMES = (("Mira Toll", "PERSON"), ("Toll", "PERSON"), ("Varon council", "ORG"), ("Varon", "GPE"))


class Desk:
    """The bench, and every sentence with which something was refused."""

    def __init__(self, text: str = TEXT, scheme: Scheme = SCHEME) -> None:
        self.refusals: list[str] = []
        self.bench = Workbench(ANNA, scheme)
        self.open(text)

    def open(self, text: str) -> None:
        """Puts an article on the bench and marks every name in it."""
        article = Article(id=f"a{len(text)}", text=text)
        fresh = Annotation(article_id=article.id, annotator=ANNA, scheme=self.bench.scheme.id)
        self.bench.open(article, fresh, History(), 0)
        for name, label in NAMES:
            for start, end in occurrences(text, name):
                if not any(m.start < end and start < m.end for m in self.bench.annotation.mentions.values()):
                    self.mark(start, end, label)
        self.bench.select(Selection())

    def attempt(self, function: Callable[[], None]) -> None:
        try:
            function()
        except Refused as refused:
            self.refusals.append(refused.sentence)

    def mark(self, start: int, end: int, label: str) -> None:
        bench = self.bench
        bench.do(mention_edits.add_mention(bench.annotation, bench.article, start, end, label))

    def entity(self, name: str) -> Ref:
        found = next(e for e in self.bench.annotation.entities.values() if e.name == name)
        return Ref(kind=RefKind.ENTITY, id=found.id, name=found.name)

    def stance(self, holder: Ref, target: Ref, label: str = "against", words: str | None = None) -> str:
        """Adds a stance and gives its id."""
        bench = self.bench
        span = sentence_at(bench.article.text, bench.article.text.index(words)) if words else None
        evidence = (Span(start=span[0], end=span[1]),) if span else ()
        judgement = Judgement(
            id="new", task="stance", holder=holder, target=target, label=label, evidence=evidence
        )
        bench.do(judgement_edits.add_judgement(bench.annotation, bench.article, STANCE, judgement))
        return list(bench.annotation.judgements)[-1]

    @property
    def claims(self) -> list[str]:
        """Every stance of the annotation, as "holder label target"."""
        return [
            f"{j.holder.name if j.holder else None} {j.label} {j.target.name if j.target else None}"
            for j in self.bench.annotation.judgements.values()
            if j.task == "stance"
        ]


DAM = Ref(kind=RefKind.TOPIC, id="dam", name="the dam")

_CONTROLS = (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
)


def nameless_controls(widget: QWidget) -> list[str]:
    """Controls that a screen reader could say nothing about."""
    found = [child for child in widget.findChildren(QWidget) if isinstance(child, _CONTROLS)]
    return [
        f"{type(control).__name__} in {type(control.parent()).__name__}"
        for control in found
        if not _is_part_of_qt(control) and not (control.accessibleName() or _text_of(control))
    ]


def _text_of(control: QWidget) -> str:
    return control.text() if isinstance(control, QAbstractButton) else ""


def _is_part_of_qt(control: QObject) -> bool:
    """What Qt puts into its own widgets: the list of a box, the line of a spin box, the corner of a table."""
    parent = control.parent()
    owner = parent.parent() if parent is not None else None
    inside = (QLineEdit, QTableView, QComboBox, QAbstractSpinBox)
    return isinstance(parent, inside) or isinstance(owner, QComboBox)
