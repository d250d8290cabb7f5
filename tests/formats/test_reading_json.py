import hashlib
import json
from io import BytesIO
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.json_elements import array_elements
from annotator.formats.reading import ReadOptions
from tests.formats.reading_aids import read_all, read_one

PROSE = "The council of the valley met on Monday and decided nothing, as it had done before."


def jsonl(folder: Path, *lines: object, name: str = "a.jsonl", encoding: str = "utf-8") -> Path:
    path = folder / name
    text = "\n".join(
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    )
    path.write_bytes(text.encode(encoding, "surrogatepass"))
    return path


def test_the_fields_of_a_record_are_found_and_the_rest_is_kept(tmp_path: Path) -> None:
    record = {
        "id": 17,
        "Headline": "Valley council decides nothing",
        "body": f"{PROSE}\n\n[ad_1]\n\n{PROSE}",
        "date": "12 October 2020",
        "outlet": "AFP",
        "byline": "Jane Roe",
        "link": "https://example.org/1",
        "lang": "en-GB",
        "tags": ["dam", None, 1.5],
        "text_length": 12,
        "meta": {"nested": {"deep": True}},
    }
    article = read_one(jsonl(tmp_path, record))
    assert article.text == f"{PROSE}\n\n{PROSE}"
    assert article.title == "Valley council decides nothing"
    assert (article.published, article.source, article.author) == ("2020-10-12", "AFP", "Jane Roe")
    assert (article.url, article.language) == ("https://example.org/1", "en")
    assert article.meta == {key: record[key] for key in ("id", "tags", "text_length", "meta")}
    assert isinstance(article.meta["id"], int)


def test_the_way_back_leads_into_the_text_of_the_record(tmp_path: Path) -> None:
    text = f"{PROSE}\r\n\r\n[ad_1]\r\n\r\n{PROSE}"
    article = read_one(jsonl(tmp_path, {"text": text}))
    assert article.origin is not None
    assert article.origin.file == "a.jsonl"
    assert article.origin.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert article.origin.rebuild(text) == article.text


def test_columns_that_are_named_win(tmp_path: Path) -> None:
    record = {"text": "no", "raw": PROSE, "title": "no", "head": "A quiet day", "k": "v"}
    options = ReadOptions(columns={"text": "raw", "title": "head"})
    article = read_one(jsonl(tmp_path, record), options)
    assert (article.text, article.title) == (PROSE, "A quiet day")
    assert article.meta == {"text": "no", "title": "no", "k": "v"}


def test_values_that_are_no_names_stay_with_the_rest(tmp_path: Path) -> None:
    record = {
        "text": PROSE,
        "author": ["Jane Roe", "John Doe"],
        "source": {"id": None, "name": "AFP"},
        "date": 1602460800,
        "language": "English",
        "title": None,
        "url": "",
    }
    article = read_one(jsonl(tmp_path, record))
    assert (article.author, article.source) == ("Jane Roe, John Doe", "AFP")
    assert (article.published, article.language, article.title, article.url) == (None, "en", None, None)
    assert article.meta == {key: record[key] for key in ("author", "source", "date", "language")}


def test_bad_records_are_refused_by_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path,
        {"text": f"One. {PROSE}"},
        '{"text": "cut off',
        "",
        '{"text": "half \\ud83d of a character"}',
        {"title": "no text at all"},
        {"text": None},
        {"text": 12},
        {"text": "  "},
        [1, 2],
        '"only a string"',
        {"text": f"Two. {PROSE}"},
    )
    articles, refused = read_all(path)
    assert [article.text[:4] for article in articles] == ["One.", "Two."]
    assert [(file, where) for file, where, _ in refused] == [
        ("a.jsonl", f"line {number}") for number in (2, 4, 5, 6, 7, 8, 9, 10)
    ]
    reasons = [reason for _, _, reason in refused]
    assert reasons[0].startswith("It is not valid JSON: ")
    assert reasons[1].startswith("It is not valid JSON: ")
    assert reasons[2] == "No text was found among “title”; say which one holds it."
    assert reasons[3] == reasons[5] == "Its text is empty."
    assert reasons[4] == "Its “text” is not text but a number."
    assert reasons[6] == reasons[7] == "It is not an object with keys and values."


def test_a_line_that_is_not_utf_8_is_refused_in_a_file_that_is(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": f"café {PROSE}"}, ensure_ascii=False).encode()
    path.write_bytes(good + b'\n{"text": "caf\xe9"}\n' + good)
    articles, refused = read_all(path)
    assert len(articles) == 2
    assert refused == [("a.jsonl", "line 2", "It is not valid UTF-8.")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_lines_in_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    texts = [f"Le café de l’été à Genève est fermé. {PROSE} {number}" for number in range(3)]
    path = jsonl(tmp_path, *({"text": text} for text in texts), encoding=encoding)
    articles, refused = read_all(path)
    assert not refused
    assert [article.text for article in articles] == texts


def test_numbers_that_json_does_not_know_become_null(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path, f'{{"é": NaN, "text": "{PROSE} NaN", "b": -Infinity, "c": [1, Infinity], "d": "NaN"}}'
    )
    article = read_one(path)
    assert article.meta == {"é": None, "b": None, "c": [1, None], "d": "NaN"}
    assert article.text == f"{PROSE} NaN"


RECORDS = [{"text": f'{PROSE} {number}, [“{{}}”] \\ " é 😀', "n": number} for number in range(5)]


SHAPES = (RECORDS, {"articles": RECORDS}, {"status": "ok", "tags": ["a"], "data": RECORDS, "text": None})


def test_whole_numbers_keep_their_kind_however_large(tmp_path: Path) -> None:
    numbers = {"id": 10**30, "low": -(2**63) - 1, "nested": [{"a": 2**64}], "float": 1e30, "small": 1.0}
    meta = read_one(jsonl(tmp_path, {"text": PROSE, **numbers})).meta
    assert json.dumps(meta) == json.dumps(numbers)
    path = tmp_path / "one.json"
    for value in ({"text": PROSE, **numbers}, {"articles": [{"text": PROSE, **numbers}]}):
        path.write_text(json.dumps(value, indent=1))
        assert json.dumps(read_one(path).meta) == json.dumps(numbers)


@pytest.mark.parametrize("depth", [150, 900])
@pytest.mark.parametrize("innermost", ["1", "123456789012345678901234567890"])
def test_a_record_that_is_nested_too_deep_is_refused(tmp_path: Path, depth: int, innermost: str) -> None:
    deep = f'{{"text": "{PROSE}", "a": {"[" * depth}{innermost}{"]" * depth}}}'
    articles, refused = read_all(jsonl(tmp_path, deep, {"text": PROSE}))
    assert len(articles) == 1
    assert refused == [("a.jsonl", "line 1", "It is nested more than 100 levels deep.")]


@pytest.mark.parametrize(
    ("name", "value", "indent"),
    [
        (name, value, indent)
        for name in ("a.json", "a.jsonl", "a.txt")
        for value in SHAPES
        for indent in (None, 2)
        # One object on one line is one record of JSONL.
        if (name, indent) != ("a.jsonl", None) or value is RECORDS
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_of_every_shape_is_read(
    tmp_path: Path, name: str, value: object, indent: int | None, encoding: str
) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(value, indent=indent, ensure_ascii=False), encoding=encoding)
    articles, refused = read_all(path)
    assert not refused
    assert [article.meta["n"] for article in articles] == list(range(5))
    assert [article.text for article in articles] == [record["text"] for record in RECORDS]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a"])
def test_records_a_line_are_known_whatever_the_suffix(tmp_path: Path, name: str) -> None:
    articles, refused = read_all(jsonl(tmp_path, *RECORDS, name=name))
    assert (len(articles), refused) == (5, [])


def test_one_object_is_one_record(tmp_path: Path) -> None:
    path = jsonl(tmp_path, json.dumps({"text": PROSE, "parts": [{"a": 1}]}, indent=1), name="a.json")
    assert read_one(path).meta == {"parts": [{"a": 1}]}


def test_bad_elements_of_an_array_are_refused_by_number(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path,
        f'[{{"text": "{PROSE}"}}, {{"text": nope}}, 7, {{"text": "{PROSE} 2"}}, {{"te',
        name="a.json",
    )
    articles, refused = read_all(path)
    assert len(articles) == 2
    assert [where for _, where, _ in refused] == ["record 2", "record 3", "record 5"]
    assert refused[-1][2] == "The file ends in the middle of this record."


@pytest.mark.parametrize("text", ["", "{", "nonsense", "[", "null", "{}", "[]"])
def test_what_is_no_json_or_empty_is_no_crash(tmp_path: Path, text: str) -> None:
    articles, refused = read_all(jsonl(tmp_path, text, name="a.json"))
    assert not articles
    assert len(refused) == (0 if text == "[]" else 1)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(st.lists(_JSON, max_size=6), st.sampled_from([None, 1]))
@settings(max_examples=200, deadline=None)
def test_an_array_is_cut_where_its_elements_end(values: list[object], indent: int | None) -> None:
    data = json.dumps(values, ensure_ascii=False, indent=indent).encode()
    stream = BytesIO(data)
    stream.read(1)
    elements = list(array_elements(stream))
    assert [orjson.loads(element) for element in elements] == values


def test_an_element_longer_than_what_is_read_at_a_time_is_whole(tmp_path: Path) -> None:
    texts = [f'{letter * 700_000} \\"[,]{{' for letter in "abc"]
    path = jsonl(tmp_path, json.dumps([{"text": text} for text in texts]), name="a.json")
    articles, _ = read_all(path)
    assert [article.text for article in articles] == texts
