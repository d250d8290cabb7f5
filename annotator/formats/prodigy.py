"""Reading Prodigy: tasks about texts with what was answered and by whom, one task or several about a text."""

from collections.abc import Iterator

from annotator.domain.bad_input import BadInput
from annotator.formats.all_formats import PRODIGY
from annotator.formats.found_annotations import FoundArticle
from annotator.formats.json_values import Record, Unreadable
from annotator.formats.prodigy_joining import joined
from annotator.formats.prodigy_tasks import SPANS, TOKENS, article_of
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord

_MARKS = ("_input_hash", "_task_hash", "_session_id", "_view_id", "answer")
_TASKS_AT_ONCE = 1_000
_CHARACTERS_AT_ONCE = 1 << 20


def recognises(record: Record) -> bool:
    """Whether it has a text and what only Prodigy's tasks have: hashes, a view, an answer beside spans."""
    if "text" not in record and "html" not in record:
        return False
    marks = sum(mark in record for mark in _MARKS)
    if marks > 1 or (marks and any(key in record for key in (SPANS, TOKENS, "options", "label"))):
        return True
    spans = record.get(SPANS)
    return (
        isinstance(spans, list)
        and bool(spans)
        and all(isinstance(span, dict) and {"start", "end", "label"} <= span.keys() for span in spans)
    )


def read_prodigy(records: Iterator[FoundRecord], options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article of each text; tasks about one text that stand near each other come together.

    Near is as much as memory has room for: recipes that ask about one span or label ask in turns.
    """
    near: dict[str, FoundArticle] = {}
    tasks, characters = 0, 0
    for record in records:
        try:
            article = article_of(record, options)
        except Unreadable as unreadable:
            yield BadInput(file=record.file, where=record.where, reason=unreadable.reason)
            continue
        before = near.get(article.text)
        near[article.text] = article if before is None else joined(before, article)
        tasks += 1
        characters += len(article.text)
        if tasks == _TASKS_AT_ONCE or characters > _CHARACTERS_AT_ONCE:
            yield from near.values()
            near.clear()
            tasks, characters = 0, 0
    yield from near.values()


PRODIGY_READER = RecordReader(PRODIGY, recognises, read_prodigy)
