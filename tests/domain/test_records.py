"""Articles and annotations as they are stored come back as they were."""

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from annotator.domain.article import Article
from annotator.domain.records import AnnotationRecord, StoredAnnotation, StoredArticle
from tests.domain.generated import articles, records
from tests.domain.marked import empty


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_stored_comes_back_equal(data: st.DataObject) -> None:
    article = data.draw(articles())
    record = data.draw(records(article))
    assert StoredArticle.of(article).article() == article
    assert StoredAnnotation.of(record).record() == record


def test_stored_parts_are_json() -> None:
    stored = StoredArticle.of(Article(id="a1", text="Varon", meta={"tags": ["a", 1, 1.5, None, True]}))
    assert orjson.loads(stored.meta) == {"tags": ["a", 1, 1.5, None, True]}
    assert (orjson.loads(stored.segments), stored.origin) == ([], None)


def test_numbers_in_what_came_with_an_article_keep_all_their_digits() -> None:
    article = Article(id="a1", text="Varon", meta={"tweet": 123456789012345678901234567890, "score": 1.0})
    back = StoredArticle.of(article).article()
    assert back.meta["tweet"] == 123456789012345678901234567890
    assert isinstance(back.meta["score"], float)


def test_the_number_of_steps_is_kept() -> None:
    record = AnnotationRecord(
        annotation=empty(), created="2024-05-01T08:00:00Z", updated="", program_version="0.1.0", revision=7
    )
    assert StoredAnnotation.of(record).record().revision == 7


def test_a_stored_annotation_that_is_none_is_not_read() -> None:
    stored = StoredAnnotation(
        annotation=b'{"article_id": "a1"}',
        created="2024-05-01T08:00:00Z",
        updated="2024-05-01T08:00:00Z",
        active_seconds=0.0,
        program_version="0.1.0",
    )
    with pytest.raises(ValidationError):
        stored.record()
