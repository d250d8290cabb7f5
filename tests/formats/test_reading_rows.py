"""The program's own rows are known wherever they stand, and taken as they are."""

import json
from pathlib import Path

import pytest

from annotator.domain.bad_input import BadInput
from annotator.domain.records import AnnotatedArticle, StoredArticle
from annotator.formats.export_row import row_line
from annotator.formats.jsonl_rows import annotated_article
from annotator.formats.reading import ReadOptions, read
from tests.formats.reading_aids import read_one

MESSY = "A quiet day\r\n\r\n[ad_1]\r\n\r\nThe council said “no” to the cafÃ©.\r\n\r\nShare this article\r\n"


def row_of_messy_article(folder: Path) -> tuple[AnnotatedArticle, bytes]:
    path = folder / "messy.txt"
    path.write_bytes(MESSY.encode())
    article = read_one(path)
    return AnnotatedArticle(article=article), row_line(StoredArticle.of(article), None)


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.txt"])
def test_a_row_gives_the_article_it_was_made_of(tmp_path: Path, name: str) -> None:
    said, row = row_of_messy_article(tmp_path)
    path = tmp_path / name
    path.write_bytes(row * 2 if name == "a.jsonl" else b"[" + row + b"," + row + b"]")
    # Whatever is said about cleaning and columns is about other people's files.
    options = ReadOptions(columns={"text": "title"}, language="fr")
    assert list(read([path], options)) == [said, said]


def test_a_row_with_a_fault_is_refused_by_line(tmp_path: Path) -> None:
    said, row = row_of_messy_article(tmp_path)
    wrong = json.loads(row) | {"text": "Something else."}
    path = tmp_path / "a.jsonl"
    path.write_bytes(row + json.dumps(wrong).encode() + b"\n" + row)
    first, second, third = read([path])
    assert first == third == said
    assert isinstance(second, BadInput)
    assert (second.file, second.where) == ("a.jsonl", "line 2")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"direction": "up"}, "“direction” must be one of ltr or rtl, not “up”."),
        ({"direction": "up", "title": 1}, "“title” must be text, not 1. There is 1 more fault."),
        ({"direction": "up", "title": 1, "url": 2}, "“title” must be text, not 1. There are 2 more faults."),
    ],
)
def test_of_several_faults_the_first_is_told_and_how_many_there_are(
    tmp_path: Path, wrong: dict[str, object], told: str
) -> None:
    _, row = row_of_messy_article(tmp_path)
    found = annotated_article(json.loads(row) | wrong, file="a.jsonl", where="line 1")
    assert isinstance(found, BadInput)
    assert found.reason == told
