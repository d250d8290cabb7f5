"""What of a batch comes in, what is a duplicate, and what is refused."""

from annotator.domain.annotation import Annotation, Annotator, AnnotatorKind, Status
from annotator.domain.article import Article
from annotator.domain.records import StoredArticle
from annotator.store.intake import Incoming, Known, sift
from annotator.store.new_annotations import NewAnnotation
from tests.builders import ANNA, BEN, annotation, article, mention, record

NOTHING = Known({}, {}, {}, {})
OTHER = article("Another text.", "a2")
MARKED = annotation(ANNA, "a1", mention("m1", 0, 9))


def _incoming(value: Article, *said: Annotation) -> Incoming:
    return Incoming(StoredArticle.of(value), tuple(NewAnnotation.of(record(one)) for one in said))


def _known(*said: Annotation) -> Known:
    stored = StoredArticle.of(article())
    return Known(
        id_by_hash={stored.text_sha256: "a1"},
        hash_by_id={"a1": stored.text_sha256},
        kinds={one.annotator.name: one.annotator.kind for one in said},
        standing={("a1", one.annotator.name): [one.model_dump_json().encode()] for one in said},
    )


def test_new_articles_with_new_annotations_come_in() -> None:
    intake = sift([_incoming(article(), MARKED), _incoming(OTHER)], NOTHING)

    assert [one.id for one in intake.articles] == ["a1", "a2"]
    assert [one.value() for one in intake.annotations] == [MARKED]
    assert (intake.duplicates, intake.refusals) == (0, ())


def test_the_same_text_is_one_article_within_a_batch_and_across_batches() -> None:
    again = article(id_="b9")

    assert len(sift([_incoming(article()), _incoming(again)], NOTHING).articles) == 1
    assert sift([_incoming(article()), _incoming(again)], NOTHING).duplicates == 1
    assert sift([_incoming(again)], _known()).duplicates == 1


def test_an_annotation_by_somebody_new_joins_the_article_that_is_there() -> None:
    by_ben = annotation(BEN, "b9", mention("m1", 0, 9))
    intake = sift([_incoming(article(id_="b9"), by_ben)], _known(MARKED))

    assert intake.articles == ()
    assert [one.value() for one in intake.annotations] == [by_ben.model_copy(update={"article_id": "a1"})]
    assert intake.duplicates == 0


def test_rows_of_three_annotators_about_one_article_are_no_duplicates() -> None:
    rows = [_incoming(article(), annotation(Annotator(name=name))) for name in ("Anna", "Ben", "Cem")]
    intake = sift(rows, NOTHING)

    assert (len(intake.articles), len(intake.annotations), intake.duplicates) == (1, 3, 0)


def test_the_same_annotation_again_is_a_duplicate() -> None:
    assert sift([_incoming(article(), MARKED)], _known(MARKED)).duplicates == 1
    assert sift([_incoming(article(), MARKED), _incoming(article(), MARKED)], NOTHING).duplicates == 1


def test_another_annotation_by_the_same_annotator_is_refused() -> None:
    done = annotation(ANNA, "a1", mention("m1", 0, 4), status=Status.DONE)
    for intake in (
        sift([_incoming(article(), done)], _known(MARKED)),
        sift([_incoming(article(), MARKED), _incoming(article(), done)], NOTHING),
    ):
        assert done not in [one.value() for one in intake.annotations]
        assert "Anna has annotated this article otherwise" in intake.refusals[0].reason
        assert intake.duplicates == 0


def test_an_id_that_belongs_to_another_text_is_refused_with_what_it_brought() -> None:
    intake = sift([_incoming(article("Changed.", "a1"), MARKED)], _known())

    assert (intake.articles, intake.annotations) == ((), ())
    assert "a1 belongs to an article with another text" in intake.refusals[0].reason


def test_a_name_that_is_a_person_here_cannot_come_in_as_a_model() -> None:
    model = annotation(Annotator(name="Anna", kind=AnnotatorKind.MODEL))
    intake = sift([_incoming(OTHER, model)], _known(MARKED))

    assert [one.id for one in intake.articles] == ["a2"]
    assert "“Anna” is the name of a person" in intake.refusals[0].reason
