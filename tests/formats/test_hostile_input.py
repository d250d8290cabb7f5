"""Whatever a file holds: no reader raises, hangs or brings in what does not fit; refusals are sentences."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from annotator.formats.detection import SUFFIXES
from annotator.formats.other_tools import TOOLS
from annotator.formats.read_options import ReadOptions
from tests.formats.looked_at import articles_looked_at

FORMATS = [None, *TOOLS, *SUFFIXES]

_MANY = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# Keys and words of the tools, so that their readers get past the first look.
_KEYS = st.sampled_from(
    [
        *("text", "spans", "tokens", "label", "labels", "entities", "relations", "annotations", "answer"),
        *("start", "end", "start_offset", "end_offset", "id", "from_id", "to_id", "token_start", "token_end"),
        *("_input_hash", "_session_id", "_annotator_id", "options", "accept", "meta", "head", "child"),
        *("data", "result", "value", "type", "completed_by", "was_cancelled", "predictions", "annotator"),
        *("instance_id", "user_id", "links", "schema", "indices", "Person", "cats", "Comments", "user"),
        *("sentence_normalized", "targets", "from", "to", "mention", "polarity", "primary_gid", "sentence"),
        *("annotation task", "annotators", "number of annotators", "soft_label", "hard_label", "split"),
        *("opinions", "Source", "Target", "Polar_expression", "Polarity", "Intensity", "sent_id"),
        *("%TYPES", "%FEATURE_STRUCTURES", "%VIEWS", "%ID", "%TYPE", "@sofa", "begin", "sofaString"),
        *("entity lists", "sentence-level stances", "subject", "object", "sentiment", "names", "title"),
    ]
)
_WORDS = st.sampled_from(
    [
        *("Mira Toll left Baku.", "😀 Varon", "", " ", "accept", "reject", "PER", "labels", "relation"),
        *("0:4", "4:24", "0", "-1", "1e999", "Ann1,Ann2", "a\u0000b", "\ud83d", "../../etc/passwd", "=1+1"),
        *("text", "choices", "uima.cas.Sofa", "_InitialView", "None", "Not in the list"),
        # More than Python makes a number of.
        *("7" * 5_000, f"m{'7' * 5_000}", f"{'7' * 5_000}-9"),
    ]
)
_NUMBERS = st.sampled_from([0, 1, 4, 9, -1, 2**31, 2**63, 10**30, 0.5, -0.0, float("nan"), float("inf")])
_VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=25,
)
_RECORDS = st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=9)
_LINES = st.lists(
    st.lists(
        st.sampled_from(
            [
                *(
                    "Baku",
                    "B-LOC",
                    "I-LOC",
                    "E-LOC",
                    "S-LOC",
                    "O",
                    "_",
                    "*",
                    "B-",
                    "-DOCSTART-",
                    "1-1",
                    "0-4",
                ),
                *(
                    "T1",
                    "R1",
                    "E1",
                    "#1",
                    "A1",
                    "N1",
                    "Person 0 4",
                    "Person 4 0",
                    "Person 0 4;2 9",
                    "Arg1:T1",
                ),
                *("#FORMAT=WebAnno TSV 3.3", "#T_SP=de.NamedEntity|value", "#Text=Baku", "PER[1]|LOC[2]"),
                *("7" * 5_000, f"T{'7' * 5_000}", f"1-{'7' * 5_000}", f"0 {'7' * 5_000}"),
                *("ID", "Target", "Tweet", "Stance", "[Mira] met [Varon]", "4", "😀", "\u0000", "# id = x"),
            ]
        ),
        max_size=6,
    ).flatmap(lambda cells: st.sampled_from(["\t", " "]).map(lambda between: between.join(cells))),
    max_size=12,
).map("\n".join)


def _json(value: object) -> bytes:
    """As Python writes it, NaN and halves of characters included."""
    return json.dumps(value, ensure_ascii=True).encode()


@pytest.mark.parametrize("format_name", FORMATS)
@_MANY
@given(records=st.lists(_RECORDS, min_size=1, max_size=4), as_lines=st.booleans())
def test_json_of_any_shape_is_read_or_refused(
    tmp_path: Path, format_name: str | None, records: list[Mapping[str, JsonValue]], as_lines: bool
) -> None:
    path = tmp_path / "some.json"
    path.write_bytes(b"\n".join(map(_json, records)) if as_lines else _json(records))
    articles_looked_at(path, ReadOptions(format=format_name))
    path.write_bytes(_json(records[0]))
    articles_looked_at(path, ReadOptions(format=format_name))


@pytest.mark.parametrize("format_name", FORMATS)
@_MANY
@given(lines=_LINES, suffix=st.sampled_from([".txt", ".tsv", ".conll", ".ann", ".csv"]))
def test_lines_of_any_shape_are_read_or_refused(
    tmp_path: Path, format_name: str | None, lines: str, suffix: str
) -> None:
    path = tmp_path / f"some{suffix}"
    path.write_bytes(lines.encode())
    (tmp_path / "some.txt").write_text(lines)
    articles_looked_at(path, ReadOptions(format=format_name))


@pytest.mark.parametrize("format_name", FORMATS)
@_MANY
@given(
    head=st.sampled_from([b"", b"PK\x03\x04", b"<?xml version='1.0'?>", b"{", b"[", b"x\x9c"]),
    rest=st.binary(),
)
def test_bytes_of_any_kind_are_read_or_refused(
    tmp_path: Path, format_name: str | None, head: bytes, rest: bytes
) -> None:
    path = tmp_path / "some.bin"
    path.write_bytes(head + rest)
    articles_looked_at(path, ReadOptions(format=format_name))


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_empty_file_gives_nothing_and_no_trouble(tmp_path: Path, format_name: str | None) -> None:
    path = tmp_path / "some"
    path.write_bytes(b"")
    assert articles_looked_at(path, ReadOptions(format=format_name)) == []
