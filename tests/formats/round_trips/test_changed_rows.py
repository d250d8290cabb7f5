"""Rows in which what other tools left was changed by hand: every format is written of them all the same."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import orjson
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from annotator.domain.records import AnnotatedArticle
from annotator.formats.writing import WRITERS
from tests.formats.round_trips.test_changed_files import NAMES, looked_at, valid_files
from tests.formats.round_trips.trips import files_of
from tests.formats.tools.aids import put
from tests.formats.tools.changed import changed

_Meta = dict[str, JsonValue]


@cache
def read_from(name: str) -> tuple[AnnotatedArticle, ...]:
    """The annotated articles of a valid file of the format."""
    with TemporaryDirectory() as folder:
        return tuple(one for one in looked_at(put(Path(folder), valid_files(name))) if one.records)


@st.composite
def with_changed_meta(draw: st.DrawFn, name: str) -> AnnotatedArticle:
    """An article of the file, with one to three values changed of what only its format needs again."""
    one = draw(st.sampled_from(read_from(name)))
    kept = {"article": one.article.meta, "annotations": [record.annotation.meta for record in one.records]}
    made = draw(changed(kept))
    try:
        made = orjson.loads(orjson.dumps(made))
    except orjson.JSONEncodeError:
        # No row holds such a number.
        assume(False)
    assume(isinstance(made, dict) and isinstance(made.get("article"), dict))
    metas = cast(dict[str, JsonValue], made).get("annotations")
    records = [
        record.model_copy(update={"annotation": record.annotation.model_copy(update={"meta": meta})})
        for record, meta in zip(one.records, metas if isinstance(metas, list) else [], strict=False)
        if isinstance(meta, dict)
    ]
    article = one.article.model_copy(update={"meta": cast(dict[str, _Meta], made)["article"]})
    return AnnotatedArticle(article=article, records=tuple(records))


@pytest.mark.parametrize("name", NAMES)
@settings(
    max_examples=max(10, settings().max_examples // 10),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_what_is_kept_for_a_format_may_be_changed_by_hand(name: str, data: st.DataObject) -> None:
    one = data.draw(with_changed_meta(name))
    for writer in WRITERS.values():
        files_of(writer, [one])
