"""LeWiDi: answers with everybody's labels, in the JSON of the shared tasks on learning with disagreements."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

import orjson

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.formats.all_formats import LEWIDI
from annotator.formats.json_values import Record, Unreadable
from annotator.formats.lewidi_items import ITEMS, TEXT, answers_of_item, task_of_item
from annotator.formats.soft_rows import SoftRow, lost_beside, soft_articles
from annotator.formats.unheld import quoted
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

_MARK = b'"%b"' % ITEMS.encode()


def write_lewidi(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """One object, keyed by item id, as of 2025; in a task that takes several labels each is 0 or 1.

    Mentions are losses: items are texts with a label, and have no place for where in the text. Items that
    came from such a file, and that nobody has answered otherwise since, are written as they came.
    """
    before = b"{"
    taken: set[str] = set()
    for soft in soft_articles(said, options.scheme):
        article, rows = soft.article, soft.rows
        unchanged = _unchanged(article, rows)
        items = dict(_items(article, rows, unchanged, options.part, taken))
        for id_, item in items.items():
            content = orjson.dumps(item, option=orjson.OPT_INDENT_2)
            stream.write(b"%b\n%b: %b" % (before, orjson.dumps(id_), content))
            before = b","
        # Items that came have the notes on their answers with them.
        losses = (*soft.losses, *_lost(article, rows), *lost_beside(soft, with_notes=unchanged.keys()))
        yield Written(len(items), losses)
    stream.write(b"\n}\n" if before == b"," else b"{}\n")


def _items(
    article: StoredArticle,
    rows: Sequence[SoftRow],
    unchanged: Mapping[str | None, Record],
    part: str,
    taken: set[str],
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The items of the article by their ids, of which those that came have to be told apart as well."""
    left = dict(unchanged)
    for row in rows:
        if row.layer == "mention":
            continue
        original = left.pop(row.task, None) if _is_of_whole(article, row) else None
        if original is not None:
            yield _as_it_came(article, original, taken)
        else:
            yield _id(article, row), _item(article, row, part)
    for original in left.values():
        yield _as_it_came(article, original, taken)


def _unchanged(article: StoredArticle, rows: Sequence[SoftRow]) -> Mapping[str | None, Record]:
    """The items that came, by their tasks, to which everybody says what they said then, or still nothing."""
    given: dict[str | None, Mapping[str, frozenset[str]]] = {}
    for row in rows:
        if row.layer != "mention" and _is_of_whole(article, row):
            given.setdefault(row.task, {vote.annotator: frozenset(vote.labels) for vote in row.votes})
    return {
        task: item
        for task, item in _came(article).items()
        if (_answers(item) == given[task] if task in given else not _answers(item))
    }


def _is_of_whole(article: StoredArticle, row: SoftRow) -> bool:
    return row.holder is None and row.target is None and row.end - row.start == len(article.text)


def _came(article: StoredArticle) -> dict[str | None, Record]:
    """The items that the article was read from, by their tasks; none of a task that several are of."""
    if _MARK not in article.meta:
        return {}
    items = orjson.loads(article.meta).get(ITEMS)
    found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    times = Counter(map(_task, found))
    return {_task(item): item for item in found if times[_task(item)] == 1}


def _task(item: Record) -> str | None:
    try:
        return task_of_item(item)
    except Unreadable:
        return None


def _answers(item: Record) -> Mapping[str, frozenset[str]] | None:
    """Everybody’s labels; files have several in any order, rows in that of the scheme."""
    try:
        return {name: frozenset(labels) for name, labels in answers_of_item(item).items()}
    except Unreadable:
        return None


def _as_it_came(article: StoredArticle, item: Record, taken: set[str]) -> tuple[str, Mapping[str, object]]:
    """The parts of different data sets number their items alike."""
    id_ = str(item.get("id") or article.id)
    if id_ in taken:
        id_ = f"{article.id}-{id_}"
    taken.add(id_)
    return id_, {TEXT: article.text, **{key: value for key, value in item.items() if key != "id"}}


def _item(article: StoredArticle, row: SoftRow, part: str) -> dict[str, object]:
    names = [_plain(vote.annotator) for vote in row.votes]
    shown = {"context": article.text[row.start : row.end], "target": row.target, "holder": row.holder}
    return {
        TEXT: {key: value for key, value in shown.items() if value is not None},
        "annotation task": row.task,
        "number of annotators": len(names),
        "annotators": ",".join(names),
        "number of annotations": len(names),
        "annotations": {name: ",".join(vote.labels) for name, vote in zip(names, row.votes, strict=True)},
        "soft_label": _soft_label(row),
        "split": part,
        "lang": article.language or "",
        "other_info": {
            "doc_id": article.id,
            "start": row.start,
            "end": row.end,
            "evidence": row.spans,
            "silent": row.silent,
            "presence": row.presence,
            "tie": row.is_tied,
            "ambiguous": row.is_ambiguous,
        },
    }


def _soft_label(row: SoftRow) -> dict[str, object]:
    shares = dict(zip(row.labels, row.soft_label, strict=True))
    if not row.is_multiple:
        return dict(shares)
    return {label: {"0": round(1 - share, 6), "1": share} for label, share in shares.items()}


def _id(article: StoredArticle, row: SoftRow) -> str:
    return f"{article.id}-{row.task}-{row.number}"


def _plain(name: str) -> str:
    """Names stand in a list that commas part."""
    return name.replace(",", ";")


def _lost(article: StoredArticle, rows: Sequence[SoftRow]) -> Iterator[Loss]:
    for row in rows:
        if row.layer == "mention":
            words = quoted(article.text, {"start": row.spans[0][0], "end": row.spans[-1][1]})
            labels = " or ".join(dict.fromkeys(label for vote in row.votes for label in vote.labels))
            why = "an item is a text with a label, not a place in it"
            yield Loss(article.id, f"the mention {words} ({labels})", why)
    for name in sorted({vote.annotator for row in rows for vote in row.votes if "," in vote.annotator}):
        yield Loss(article.id, f"the comma in the name {name}", "commas part the names of annotators")


LEWIDI_WRITER = FileWriter(LEWIDI, write_lewidi)
