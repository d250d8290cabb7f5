"""LeWiDi: answers with everybody's labels, in the JSON of the shared tasks on learning with disagreements."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import orjson

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.formats.all_formats import LEWIDI
from annotator.formats.soft_rows import SoftRow, soft_articles
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written


def write_lewidi(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """One object, keyed by item id, as of 2025; in a task that takes several labels each is 0 or 1.

    Mentions are losses: items are texts with a label, and have no place for where in the text.
    """
    before = b"{"
    for article, rows, losses in soft_articles(said, options.scheme):
        judged = [row for row in rows if row.layer != "mention"]
        for row in judged:
            item = orjson.dumps(_item(article, row, options.part), option=orjson.OPT_INDENT_2)
            stream.write(b"%b\n%b: %b" % (before, orjson.dumps(_id(article, row)), item))
            before = b","
        yield Written(len(judged), (*losses, *_lost(article, rows)))
    stream.write(b"\n}\n" if before == b"," else b"{}\n")


def _item(article: StoredArticle, row: SoftRow, part: str) -> dict[str, object]:
    names = [_plain(vote.annotator) for vote in row.votes]
    shown = {"context": article.text[row.start : row.end], "target": row.target, "holder": row.holder}
    return {
        "annotation task": row.task,
        "text": {key: value for key, value in shown.items() if value is not None},
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
    mentions = sum(row.layer == "mention" for row in rows)
    if mentions:
        yield Loss(article.id, f"mentions: {mentions}", "an item is a text with a label, not a place in it")
    for name in sorted({vote.annotator for row in rows for vote in row.votes if "," in vote.annotator}):
        yield Loss(article.id, f"the comma in the name {name}", "commas part the names of annotators")


LEWIDI_WRITER = FileWriter(LEWIDI, write_lewidi)
