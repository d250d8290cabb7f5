"""Training on a project: whose work, on which articles, how well, and a pipeline that suggests at once."""

from pathlib import Path

import orjson
import pytest

from annotator.domain.annotation import GOLD, Annotation, Annotator, Mention, Status
from annotator.domain.refused import Refused
from annotator.project import Project, create_project, run_to_end
from tests.builders import ANNA, BEN, SCHEME, annotated, annotation, article
from tests.filling import fill
from tests.training.sentences import marked_texts


def fill_with_names(
    project: Project, number: int, *annotators: Annotator, status: Status = Status.DONE
) -> None:
    for one in marked_texts(number):
        mentions = [
            Mention(id=f"m{n}", start=mark.start, end=mark.end, label=mark.label)
            for n, mark in enumerate(one.marks)
        ]
        english = article(one.text, one.article_id).model_copy(update={"language": "en"})
        said: list[Annotation] = [
            annotation(annotator, one.article_id, *mentions, status=status) for annotator in annotators
        ]
        fill(project, annotated(english, *said))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(str(tmp_path / "trial.annotator"), SCHEME)


def test_a_pipeline_is_trained_measured_on_other_articles_and_suggests_at_once(
    project: Project, tmp_path: Path
) -> None:
    fill_with_names(project, 20, ANNA)
    out = tmp_path / "names"
    result = run_to_end(project.train(out, steps=50))
    assert result.articles == {"train": 16, "dev": 2, "test": 2}
    assert result.f1 is not None
    assert result.f1 > (result.untrained_f1 or 0.0) + 0.3
    evaluation = orjson.loads((out / "evaluation.json").read_bytes())
    parts = [set(part["articles"]) for part in evaluation["parts"].values()]
    assert len(set.union(*parts)) == sum(map(len, parts)) == 20
    assert evaluation["scheme"] == {"name": SCHEME.name, "version": SCHEME.version}
    suggested = run_to_end(project.suggest(pipeline=str(out)))
    assert suggested.articles == 20
    assert suggested.mentions > 100


def test_gold_is_learned_from_where_there_is_gold(project: Project, tmp_path: Path) -> None:
    fill_with_names(project, 6, ANNA, BEN, GOLD)
    assert run_to_end(project.train(tmp_path / "names", steps=2)).annotator == "gold"


def test_several_people_s_work_is_not_mixed(project: Project, tmp_path: Path) -> None:
    fill_with_names(project, 6, ANNA, BEN)
    with pytest.raises(Refused, match="There is work of Anna, Ben; say whose is to be learned"):
        run_to_end(project.train(tmp_path / "names"))
    assert run_to_end(project.train(tmp_path / "names", annotators=["Ben"], steps=2)).annotator == "Ben"


def test_too_few_finished_articles_are_refused(project: Project, tmp_path: Path) -> None:
    fill_with_names(project, 6, ANNA, status=Status.IN_PROGRESS)
    with pytest.raises(Refused, match="Anna has finished 0 articles in one language"):
        run_to_end(project.train(tmp_path / "names"))


def test_a_training_that_is_stopped_leaves_nothing(project: Project, tmp_path: Path) -> None:
    fill_with_names(project, 6, ANNA)
    job = project.train(tmp_path / "names", steps=9)
    for _ in range(3):
        next(job)
    job.close()
    assert not list(tmp_path.glob("*names*"))


def test_a_folder_with_something_in_it_is_never_written_over(project: Project, tmp_path: Path) -> None:
    fill_with_names(project, 6, ANNA)
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="is there already"):
        run_to_end(project.train(tmp_path / "names"))
    assert (tmp_path / "names" / "mine.txt").read_text() == "mine"
