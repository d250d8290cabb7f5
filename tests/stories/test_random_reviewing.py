"""Whatever is reviewed in whatever order: nothing is raised, and what is stored is what is shown."""

from pathlib import Path
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from annotator.agreement.conflict import Difference
from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Layer
from annotator.domain.annotation import GOLD, Annotation, Annotator, Status
from annotator.domain.article import Article
from annotator.domain.edits.mentions import delete_mention, relabel_mention
from annotator.domain.log import How, LogEntry
from annotator.domain.steps import RulingChange, Step
from annotator.gui.program import Program
from annotator.project import create_project, open_project, run_to_end
from tests import builders
from tests.builders import TEXT
from tests.commands.desks import SCHEME
from tests.stories.conftest import Open
from tests.stories.somebody import ARTICLES, NOT_HERE, Somebody, settle

MINUTE = 60_000
PEOPLE = tuple(Annotator(name=name) for name in ("Ben", "Cleo", "Dan"))
TEXTS = (
    TEXT,
    "The Varon council met again. Nobody spoke of the dam. Mira Toll left Varon.",
    f"Again: {TEXT}",
)
NAMES = ("Mira Toll", "Toll", "Varon", "The Varon council", "Monday", "dam")
OFTEN = (
    *(f"review.{do}_{number}" for do in ("take", "pick") for number in (1, 2, 3)),
    *("review.union", "review.neither", "review.both", "review.alike", "review.note", "review.category"),
    *("review.edit", "review.edited", "review.edited", "review.stop_editing", "review.next_open"),
    *("review.next", "review.previous", "review.order", "review.all"),
    *("label.PERSON", "label.ORG", "label.GPE", "mention.delete", "entity.split", "entity.merge"),
    *("edit.undo", "edit.undo", "edit.undo", "edit.redo", "edit.redo"),
)
FILTERS = (
    ConflictFilter(Layer.MENTIONS),
    ConflictFilter(differences=frozenset({Difference.LABEL})),
    ConflictFilter(article_id="a2"),
    ConflictFilter(label="nothing is called so"),
)


class Reviewer(Somebody):
    """Reviews, most of the time."""

    # What is typed into the list of all commands would run just those that are left alone; reports are
    # written into a folder that whoever types may choose.
    not_here = NOT_HERE | {"view.palette", "review.feedback"}

    def __init__(self, program: Program, qtbot: QtBot, random: Random, where: str) -> None:
        super().__init__(program, qtbot, random)
        self.where = where
        self.changed_elsewhere = set[str]()
        """Where another window decided something, which the list cannot know before the article is open."""

    def act(self) -> None:
        if self.program.workbench.review is None and self.random.random() < 0.4:
            self.begin()
        deeds = (
            (self.review_command, 60),
            (self.command, 10),
            (self.open_conflict, 8),
            (self.select, 6),
            (self.type, 4),
            (self.wait_for_conflict, 25),
            (self.pause, 4),
            (self.narrow, 3),
            (self.other_window, 3),
            (self.other_mind, 2),
            (self.scheme, 1),
        )
        self.random.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])[0]()
        self.answer_popup()
        self.close_dialogs()

    def begin(self) -> None:
        self.note("begin")
        self.program.actions.run("review.start")
        if self.random.random() < 0.8:
            self.wait_for_work()

    def wait_for_work(self) -> None:
        """Until nothing goes on any more; then as if the window came to the front again."""
        for _ in range(2):
            self.qtbot.waitUntil(lambda: not self.program.pages.work.is_running, timeout=MINUTE)
            settle(self.qtbot, self.program)
            self.program.window.activated.emit()
        settle(self.qtbot, self.program)

    def review_command(self) -> None:
        known = {command.id for command in self.program.actions.commands}
        id_ = self.random.choice([one for one in OFTEN if one in known] or ["mention.next"])
        self.note(id_)
        self.program.actions.run(id_)

    def open_conflict(self) -> None:
        review = self.program.workbench.review
        if review is not None and review.rows:
            row = self.random.choice(review.rows)
            self.note(f"open {row.item_id} in {row.article_id}")
            self.program.pages.reviewing.conflicts.opened.emit(row.item_id)

    def wait_for_conflict(self) -> None:
        review = self.program.workbench.review
        for _ in range(3):
            if review is not None and review.item is None:
                self.pause()

    def narrow(self) -> None:
        if self.program.workbench.review is not None:
            wanted = self.random.choice(FILTERS)
            self.note(f"narrow {wanted}")
            self.program.desk.attempt(lambda: self.program.pages.reviewing.review(wanted))

    def other_window(self) -> None:
        """Another reviewer changes gold."""
        self.change(GOLD)

    def other_mind(self) -> None:
        """An annotator changes an answer."""
        self.change(self.random.choice(PEOPLE))

    def change(self, annotator: Annotator) -> None:
        article_id = self.random.choice(ARTICLES)
        with open_project(self.where) as project:
            record = project.load(article_id, annotator).record
            if record is None or not record.annotation.mentions:
                return
            step = self.change_of(record.annotation)
            self.note(f"{annotator.name} elsewhere in {article_id}: {step.name}")
            entry = LogEntry(record.revision + 1, builders.AT, "Eve", How.DO, step.model_dump_json().encode())
            project.save(article_id, annotator, entry)
        if annotator == GOLD:
            self.changed_elsewhere.add(article_id)

    def change_of(self, annotation: Annotation) -> Step:
        if annotation.rulings and self.random.random() < 0.5:
            return _without_ruling(annotation, self.random.choice(sorted(annotation.rulings)))
        mention = self.random.choice(annotation.ordered_mentions)
        if any(ref.id == mention.id for one in annotation.judgements.values() for ref in one.refs()):
            return relabel_mention(annotation, mention.id, self.random.choice(("PERSON", "GPE")))
        return delete_mention(annotation, mention.id)


def _without_ruling(annotation: Annotation, ruling_id: str) -> Step:
    return Step(name="reopen", changes=(RulingChange(before=annotation.rulings[ruling_id]),))


@pytest.fixture
def disputed(home: Path) -> str:
    """Three people finished three articles and agree on about half."""
    random = Random(7)
    articles = []
    for number, text in enumerate(TEXTS, start=1):
        article = Article(id=f"a{number}", text=text)
        articles.append(builders.annotated(article, *(_said(article, who, random) for who in PEOPLE)))
    path = str(home / "disputed.annotator")
    with create_project(path, SCHEME) as project:
        run_to_end(project.import_articles(articles))
    return path


def _said(article: Article, annotator: Annotator, random: Random) -> Annotation:
    mentions = []
    for number, name in enumerate(name for name in NAMES if name in article.text):
        start = article.text.index(name)
        kind = random.random()
        label = "ORG" if kind < 0.25 else "GPE"
        end = start + len(name) + (2 if 0.25 < kind < 0.4 else 0)
        if kind < 0.85:
            entity = f"e{number if random.random() < 0.7 else 0}"
            mentions.append(builders.mention(f"m{number}", start, end, label, entity))
    said = builders.annotation(annotator, article.id, *mentions, status=Status.DONE)
    held = [mention.entity for mention in mentions if mention.entity is not None]
    stances = [
        builders.stance(f"j{n}", holder, random.choice(("favor", "against")))
        for n, holder in enumerate(random.sample(sorted(set(held)), min(2, len(set(held)))), start=1)
    ]
    return said.model_copy(update={"judgements": {one.id: one for one in stances}})


@pytest.mark.parametrize("seed", range(3))
def test_what_is_stored_is_what_is_shown_after_any_reviewing(
    open_program: Open, qtbot: QtBot, disputed: str, seed: int
) -> None:
    program = open_program(disputed)
    somebody = Reviewer(program, qtbot, Random(seed), disputed)
    somebody.begin()
    for _ in range(5):
        for _ in range(30):
            somebody.act()
        somebody.wait_for_work()
        what = "\n".join(somebody.did[-60:])
        assert _stored(disputed, program) == _shown(program), what
        _check_list(program, somebody, disputed, what)
    program.window.close()
    with open_project(disputed) as project:
        for article_id in ARTICLES:
            for record in project.annotations_of(article_id):
                opened = project.load(article_id, record.annotation.annotator)
                assert opened.record is not None
                assert opened.record.revision == len(opened.log)


def _stored(where: str, program: Program) -> Annotation | None:
    bench = program.workbench
    if not bench.is_open:
        return None
    with open_project(where) as project:
        record = project.load(bench.article.id, bench.annotator).record
    return None if record is None else record.annotation


def _shown(program: Program) -> Annotation | None:
    bench = program.workbench
    # Nothing is stored before the first step; whatever it was begun under, the scheme in force counts.
    if not bench.is_open or not bench.revision:
        return None
    return bench.annotation.model_copy(update={"scheme": bench.scheme.id})


def _check_list(program: Program, somebody: Reviewer, where: str, what: str) -> None:
    """Decided in the list is what gold has a ruling on."""
    review = program.workbench.review
    if review is None:
        return
    here = program.workbench.article.id if program.workbench.is_open else None
    somebody.changed_elsewhere.discard(here or "")
    with open_project(where) as project:
        records = {id_: project.load(id_, GOLD).record for id_ in ARTICLES}
    for row in review.rows:
        record = records[row.article_id]
        if row.article_id not in somebody.changed_elsewhere and record is not None:
            ruling = record.annotation.rulings.get(row.item_id)
            assert row.decided == (None if ruling is None else ruling.outcome), what
    assert review.decided == sum(row.decided is not None for row in review.rows)
    assert program.pages.reviewing.conflicts.said == f"{review.decided:,} of {len(review.rows):,} decided"
    if review.item is not None and here == review.item.article_id:
        decision = program.pages.reviewing.decision
        assert bool(decision.standing) == (review.item.id in program.workbench.annotation.rulings), what
