"""What runs in the processes that tests kill: somebody who edits, and an import."""

from collections.abc import Iterator
from multiprocessing.connection import Connection
from random import Random

from annotator.domain.annotation import Annotation
from annotator.domain.records import AnnotatedArticle
from annotator.domain.refused import Refused
from annotator.project import Project, open_project
from annotator.workbench.history import History
from annotator.workbench.workbench import Taken, Workbench
from tests.builders import ANNA, SCHEME, TEXT, annotated, article
from tests.random_edits import KINDS, edit

ARTICLES = ("a1", "a2", "a3")


def edit_for_ever(where: str, seed: int, pipe: Connection) -> None:
    """Edits at random; each step is told only after it was saved."""
    rng = Random(seed)
    project = open_project(where)
    bench = Workbench(ANNA, SCHEME)

    def save(taken: Taken) -> None:
        project.save(taken.article_id, taken.annotator, taken.entry)
        pipe.send((taken.article_id, taken.entry))

    bench.changed.connect(save)
    while True:
        _take_up(project, bench, rng.choice(ARTICLES))
        for _ in range(rng.randrange(1, 12)):
            _do_something(bench, rng)
        if rng.random() < 0.5:
            project.take_snapshots()


def _take_up(project: Project, bench: Workbench, article_id: str) -> None:
    opened = project.load(article_id, ANNA)
    if opened.record is None:
        empty = Annotation(article_id=article_id, annotator=ANNA, scheme=SCHEME.id)
        bench.open(opened.article, empty, History(), 0)
    else:
        bench.open(opened.article, opened.record.annotation, History(opened.log), opened.record.revision)


def _do_something(bench: Workbench, rng: Random) -> None:
    try:
        match rng.randrange(6):
            case 0:
                bench.undo()
            case 1:
                bench.redo()
            case _:
                numbers = rng.randrange(KINDS), rng.randrange(40), rng.randrange(9)
                bench.do(edit(bench.annotation, bench.article, *numbers))
    except Refused:
        return


def many_articles(count: int) -> Iterator[AnnotatedArticle]:
    return (annotated(article(f"{number}: {TEXT}", f"a{number}")) for number in range(count))


def import_many(where: str, count: int, pipe: Connection) -> None:
    with open_project(where) as project:
        for progress in project.import_articles(many_articles(count), batch=20):
            pipe.send(progress.done)
