"""Pre-highlighting as a job: a model's work is an annotator's own, made once, made anew when asked."""

import pytest

from annotator.domain.annotation import AnnotatorKind
from annotator.domain.refused import Refused
from annotator.domain.scheme import EntityLabel, Scheme
from annotator.project import Project, run_to_end
from tests.builders import ANNA, annotated, annotation, article
from tests.filling import fill

_LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE")
SCHEME = Scheme(name="news", version="1", entity_labels=tuple(EntityLabel(name=name) for name in _LABELS))
TEXT = "On Monday Angela Merkel met Emmanuel Macron in Paris, Germany said."


@pytest.fixture
def news(project: Project) -> Project:
    """A project with three articles."""
    return _with_news(project)


def _with_news(project: Project) -> Project:
    project.set_scheme(SCHEME)
    fill(project, *(annotated(article(f"{TEXT} {number}.", f"a{number}")) for number in range(3)))
    return project


def test_suggestions_are_the_work_of_a_model_with_name_and_version(news: Project) -> None:
    result = run_to_end(news.suggest(pipeline="blank"))

    (model,) = news.annotators()
    assert model.kind is AnnotatorKind.MODEL
    assert model.name == result.pipeline
    assert model.name.startswith("blank_en ")
    assert result.articles == 3
    assert result.mentions == news.status().annotators[0].mentions
    suggestion = news.load("a0", ANNA).suggestion
    assert suggestion is not None
    quotes = [one.quote(f"{TEXT} 0.") for one in suggestion.ordered_mentions]
    assert "Paris" in quotes
    assert "Germany" in quotes


def test_articles_with_suggestions_are_skipped(news: Project) -> None:
    run_to_end(news.suggest(pipeline="blank"))
    fill(news, annotated(article("A new one about Paris.", "new")))

    again = run_to_end(news.suggest(pipeline="blank"))
    assert (again.articles, news.status().annotators[0].articles) == (1, 4)


def test_making_suggestions_anew_puts_them_in_the_place_of_the_old_ones(any_project: Project) -> None:
    news = _with_news(any_project)
    run_to_end(news.suggest(pipeline="blank"))
    only_places = SCHEME.model_copy(update={"entity_labels": (EntityLabel(name="GPE"),)})
    news.set_scheme(only_places)

    again = run_to_end(news.suggest(pipeline="blank", redo=True))
    suggestion = news.load("a1", ANNA).suggestion
    assert again.articles == 3
    assert suggestion is not None
    assert {one.label for one in suggestion.mentions.values()} == {"GPE"}
    assert again.mentions == news.status().annotators[0].mentions


def test_only_some_articles_can_be_asked_for(news: Project) -> None:
    result = run_to_end(news.suggest(pipeline="blank", article_ids=["a2", "a1"]))

    assert result.articles == 2
    assert [row.has_suggestions for row in news.queue("Anna")] == [False, True, True]


def test_stopping_keeps_what_is_done(news: Project) -> None:
    fill(news, *(annotated(article(f"{number} {TEXT}", f"b{number}")) for number in range(60)))
    job = news.suggest(pipeline="blank")
    progress = [next(job).done for _ in range(3)]
    job.close()

    done = news.status().annotators[0].articles
    assert done == progress[-1]
    assert 0 < done < 63
    assert run_to_end(news.suggest(pipeline="blank")).articles == 63 - done


def test_nobodys_work_is_touched(news: Project) -> None:
    fill(news, annotated(article("Work on Paris.", "mine"), annotation(ANNA, "mine")))
    run_to_end(news.suggest(pipeline="blank"))
    run_to_end(news.suggest(pipeline="blank", redo=True))

    record = news.load("mine", ANNA).record
    assert record is not None
    assert record.annotation.mentions == {}


def test_a_pipeline_that_is_not_there_is_refused(news: Project) -> None:
    with pytest.raises(Refused, match="no_such_pipeline"):
        news.suggest(pipeline="no_such_pipeline")
