import csv
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.formats.reading import ReadOptions
from tests.formats.reading_aids import read_all, read_one

PROSE = "The council of the valley met on Monday, and decided nothing; as it had done before."


def table(
    folder: Path,
    rows: Sequence[Sequence[str]],
    *,
    delimiter: str = ",",
    name: str = "a.csv",
    encoding: str = "utf-8",
) -> Path:
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


ROWS = [
    ["ID", "Headline", "Body", "Date", "Outlet", "score"],
    ["1", "A quiet day", f'{PROSE}\n\n“Quoted, "twice"”; a\tb|c', "2020-10-12", "AFP", "0.5"],
    ["2", "Another", f"{PROSE}\r\nÉté.", "", "", ""],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_whatever_divides_it(
    tmp_path: Path, delimiter: str, name: str, encoding: str
) -> None:
    articles, refused = read_all(table(tmp_path, ROWS, delimiter=delimiter, name=name, encoding=encoding))
    assert not refused
    first, second = articles
    assert first.text == ROWS[1][2]
    assert (first.title, first.published, first.source) == ("A quiet day", "2020-10-12", "AFP")
    assert first.meta == {"ID": "1", "score": "0.5"}
    assert second.text == f"{PROSE}\nÉté."
    assert (second.published, second.source) == (None, None)
    assert second.meta == {"ID": "2", "score": ""}
    assert second.origin is not None
    assert second.origin.rebuild(ROWS[2][2]) == second.text


def test_columns_can_be_named(tmp_path: Path) -> None:
    rows = [["x", "y"], [PROSE, "A quiet day"]]
    path = table(tmp_path, rows)
    assert read_all(path)[1] == [
        ("a.csv", "row 1", "No text was found among “x”, “y”; say which one holds it.")
    ]
    article = read_one(path, ReadOptions(columns={"text": "x", "title": "y"}))
    assert (article.text, article.title) == (PROSE, "A quiet day")


def test_a_spreadsheet_may_say_what_divides_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'sep=;\r\nid;text\r\n1;"{PROSE}"\r\n', encoding="utf-8")
    assert read_one(path).text == PROSE


def test_a_column_without_name_or_with_that_of_another_is_kept(tmp_path: Path) -> None:
    article = read_one(table(tmp_path, [["", "text", "tag", "tag"], ["0", PROSE, "a", "b"]]))
    assert article.meta == {"column 1": "0", "tag": "a", "tag (column 4)": "b"}


def test_bad_rows_are_refused_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        [
            ["id", "text"],
            ["1", PROSE],
            ["2", ""],
            ["3", "two", "many"],
            [],
            ["5"],
            ["6", f"{PROSE}\nSix."],
            ["7", "  "],
        ],
    )
    articles, refused = read_all(path)
    assert [article.meta["id"] for article in articles] == ["1", "6"]
    assert [where for _, where, _ in refused] == ["row 3", "row 4", "row 6", "row 8"]
    assert refused[1][2] == "It has 3 cells, but there are 2 columns; is a cell not quoted?"
    assert {refused[0][2], refused[3][2]} == {"Its text is empty."}


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f'{number},"{PROSE} {number}"\n' for number in range(3, 9))
    path.write_text(f'id,text\n1,"{PROSE}"\n2,"It never ends.\n{rows}', encoding="utf-8")
    articles, refused = read_all(path)
    assert [article.meta["id"] for article in articles][-5:] == ["4", "5", "6", "7", "8"]
    assert refused[0][1] == "row 3"


def test_a_table_that_ends_inside_a_quotation_is_refused_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,"{PROSE}"\n2,"{PROSE}\ncut', encoding="utf-8")
    articles, refused = read_all(path)
    assert len(articles) == 1
    assert refused[0] == ("a.csv", "row 3", "A quotation mark is opened in this row and never closed.")


def test_an_article_longer_than_the_usual_limit_of_a_cell_is_read(tmp_path: Path) -> None:
    text = PROSE * 5_000
    assert read_one(table(tmp_path, [["text"], [text]])).text == text


def test_a_row_that_is_not_utf_8_is_refused_in_a_table_that_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\n1,Le café.\n".encode() + b"2,Le caf\xe9.\n3,Le bar.\n")
    articles, refused = read_all(path)
    assert [article.text for article in articles] == ["Le café.", "Le bar."]
    assert refused == [("a.csv", "row 3", "It holds bytes that are not valid in the encoding of the file.")]


@pytest.mark.parametrize("text", ["", "\n\n", "text\n"])
def test_an_empty_table_is_no_crash(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    articles, refused = read_all(path)
    assert articles == []
    assert len(refused) == (0 if "text" in text else 1)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_line_too_long_to_be_held_is_refused_and_the_next_row_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    between = "," if name.endswith("csv") else "\t"
    with path.open("wb") as stream:
        stream.write(f"id{between}text\n1{between}".encode())
        stream.writelines(b"word " * 100_000 for _ in range(140))
        stream.write(f'\n2{between}"{PROSE}"\n'.encode())
    tracemalloc.start()
    articles, refused = read_all(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused == [(name, "row 2", "It cannot be read: its line is longer than 64 MB.")]
    assert [article.text for article in articles] == [PROSE]
    assert peak < 300 << 20
