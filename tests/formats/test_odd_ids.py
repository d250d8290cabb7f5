"""Ids come from many tools: whatever they look like, every format writes what they belong to."""

from pathlib import Path

import pytest

from annotator.domain.annotation import (
    Annotation,
    Entity,
    Judgement,
    Progress,
    Ref,
    RefKind,
    Span,
    Status,
)
from annotator.formats.writer import FolderWriter
from annotator.formats.writing import WRITERS
from tests.builders import ANNA, SCHEME, article, mention
from tests.formats.tools.aids import Found, KeptFiles, annotated, said, written, written_files

TEXT = "Mira Toll said that Varon must not build the dam."
ODD = [
    "7" * 5_000,
    f"m{'7' * 5_000}",
    f"T{'7' * 5_000}",
    "0",
    "-1",
    "m 1",
    "a/b\\c|d;e[f]",
    "😀",
    "é\u0301",
    "#1",
    '"',
]
MADE_OF_TEXT = ("csv", "lewidi")
"""What is read in these has other texts."""


def _annotation(odd: str) -> Annotation:
    """Two mentions, their entities and what one says of the other, all with ids like this one."""
    ids = (odd, f"{odd}x")
    return Annotation(
        article_id="a1",
        annotator=ANNA,
        scheme=SCHEME.id,
        progress=Progress(status=Status.DONE),
        mentions={
            id_: mention(id_, start, end, entity=id_)
            for id_, (start, end) in zip(ids, ((0, 9), (20, 25)), strict=True)
        },
        entities={
            id_: Entity(id=id_, name=name, label="PERSON")
            for id_, name in zip(ids, ("Mira Toll", "Varon"), strict=True)
        },
        judgements={
            id_: Judgement(
                id=id_,
                task="stance",
                holder=Ref(kind=kind, id=ids[0]),
                target=Ref(kind=kind, id=ids[1]),
                label="against",
                evidence=(Span(start=0, end=len(TEXT)),),
            )
            for id_, kind in zip(ids, (RefKind.ENTITY, RefKind.MENTION), strict=True)
        },
    )


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("odd", ODD, ids=[one[:8] for one in ODD])
def test_what_has_an_odd_id_is_written_and_can_be_read_again(tmp_path: Path, name: str, odd: str) -> None:
    writer = WRITERS[name]
    rows = said(annotated(article(TEXT), _annotation(odd)))
    if isinstance(writer, FolderWriter):
        files, losses = written_files(writer, rows)
    else:
        content, losses = written(writer, rows)
        files = KeptFiles({f"a{writer.format.suffixes[0]}": content})
    assert losses or any(files.values())
    if not writer.format.reads or name in MADE_OF_TEXT or not any(files.values()):
        return
    for file, content in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(content)
    again = Found([tmp_path])
    assert not again.refused
    assert [one.article.text for one in again.articles] == [TEXT]
