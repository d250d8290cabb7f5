"""Valid files of every format with something changed in them: read, or refused by name, never believed."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.records import AnnotatedArticle
from annotator.formats.all_formats import FORMATS
from annotator.formats.other_tools import TOOLS
from annotator.formats.read_options import ReadOptions
from annotator.formats.writing import WRITERS
from tests.formats.looked_at import articles_looked_at
from tests.formats.round_trips.generated_annotations import SCHEME
from tests.formats.round_trips.generated_projects import some_articles
from tests.formats.round_trips.trips import files_of
from tests.formats.tools.aids import put
from tests.formats.tools.changed import changed

_SOME = settings(
    max_examples=max(10, settings().max_examples // 10),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
_GATE = {"text": "Mira Toll left Varon 😀.", "entities": {"Person": [{"indices": [0, 9], "rule": "x"}]}}
_TARGET = {"Input.gid": "g1", "from": 2, "to": 6, "mention": "Mira", "polarity": 2.0}
_OF_NEWS = {"primary_gid": "g1", "sentence_normalized": "😀 Mira left Varon.", "targets": [_TARGET]}
_SENTENCE = {
    "sent_id": "s1",
    "text": "Mira hates Varon.",
    "opinions": [
        {
            "Source": [["Mira"], ["0:4"]],
            "Target": [["Varon"], ["11:16"]],
            "Polar_expression": [["hates"], ["5:10"]],
            "Polarity": "Negative",
            "Intensity": "Standard",
        }
    ],
}
_POTATO = {
    "instance_id": "1",
    "user_id": "anna",
    "labels": {"mood": {"calm": "true"}},
    "spans": {"ner": [{"schema": "ner", "name": "PER", "title": "PER", "start": 0, "end": 4, "id": "s1"}]},
    "links": {},
}
BY_HAND: Mapping[str, Mapping[str, str]] = {
    "gate-json": {"gate.json": json.dumps(_GATE)},
    "spacy-jsonl": {"some.jsonl": json.dumps({"text": "Mira left Varon.", "entities": [[0, 4, "PER"]]})},
    "spacy-pairs": {"pairs.json": json.dumps([["Mira left Varon.", {"entities": [[0, 4, "PER"]]}]])},
    "newsmtsc": {"train.jsonl": json.dumps(_OF_NEWS)},
    "semeval2022": {"train.json": json.dumps([_SENTENCE])},
    "potato": {
        "annotations.jsonl": json.dumps(_POTATO),
        "data.jsonl": json.dumps({"id": "1", "text": "Mira left Varon."}),
    },
    "directed-sentiment": {
        "some.txt": "😀 [Varon] sued [Dara]s.\tVaron\tDara\t3\n[Mira] met [Varon].\tMira\tVaron\t0\n"
    },
    "semeval2016": {
        "some.txt": "ID\tTarget\tTweet\tStance\n1\tDam\tWe need it 😀\tFAVOR\n2\tDam\tNo dam\tAGAINST\n"
    },
    "inception": {
        "annotation/a.txt/Anna.tsv": "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n"
        "#Text=Mira left .\n1-1\t0-4\tMira\tPER\t\n1-2\t5-9\tleft\t_\t\n1-3\t10-11\t.\t_\t\n",
        "exportedproject.json": '{"name": "p", "source_documents": [{"name": "a.txt", "format": "text"}], '
        '"annotation_documents": [{"name": "a.txt", "user": "Anna", "state": "FINISHED"}]}',
    },
}
_PLAIN = {"json", "text", "html", "csv", "tsv", "zip"}
"""Of articles alone, which have tests of their own."""
WRITTEN = [one.name for one in FORMATS if one.reads and one.writes and one.name not in _PLAIN]


NAMES = [*WRITTEN, *BY_HAND]
OF_JSON = [one.name for one in FORMATS if one.name in NAMES and {".json", ".jsonl"} & {*one.suffixes}]


@cache
def valid_files(name: str) -> Mapping[str, bytes]:
    """What the format’s own writer makes of generated work, or a small file by hand."""
    if name in BY_HAND:
        return {file: content.encode() for file, content in BY_HAND[name].items()}
    return files_of(WRITERS[name], some_articles()[:6])[0]


@st.composite
def changed_bytes(draw: st.DrawFn, content: bytes) -> bytes:
    """One to three times cut, doubled, with bytes turned or another number in it."""
    made = bytearray(content)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, max(0, len(made) - 1)))
        length = draw(st.integers(1, 12))
        match draw(st.sampled_from(["cut off", "cut out", "double", "turn", "number", "put in"])):
            case "cut off":
                del made[place:]
            case "cut out":
                del made[place : place + length]
            case "double":
                made[place:place] = made[place : place + 8 * length]
            case "turn" if made:
                made[place] ^= 1 << draw(st.integers(0, 7))
            case "put in":
                made[place:place] = draw(st.sampled_from(_ODD))
            case "number":
                numbers = [*re.finditer(rb"\d+", made)]
                if numbers:
                    match = draw(st.sampled_from(numbers))
                    by = draw(st.sampled_from([-1, 1, 2, 1000, 10**20]))
                    made[match.start() : match.end()] = str(max(-1, int(match[0][:9]) + by)).encode()
    return bytes(made)


_ODD = [
    b"\0",
    b"\xff\xfe",
    b"\t",
    b"\n\n",
    b'"',
    b"&a;",
    b"<",
    b"\\ud800",
    b"NaN",
    b"\xf0\x9f\x98\x80",
    b"-1",
]


def looked_at(folder: Path, format_name: str | None = None) -> Sequence[AnnotatedArticle]:
    return articles_looked_at(folder, ReadOptions(format=format_name, scheme=SCHEME))


def test_a_file_of_every_format_that_is_read_is_changed_here() -> None:
    assert {one.name for one in FORMATS if one.reads} - _PLAIN <= {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_valid_before_it_is_changed(tmp_path: Path, name: str) -> None:
    assert any(one.records for one in looked_at(put(tmp_path, valid_files(name))))


@pytest.mark.parametrize("name", NAMES)
@_SOME
@given(data=st.data())
def test_files_with_bytes_changed_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    files = dict(valid_files(name))
    file = data.draw(st.sampled_from(sorted(files)))
    files[file] = data.draw(changed_bytes(files[file]))
    articles = looked_at(put(tmp_path_factory.mktemp("changed"), files))
    if name in TOOLS:
        looked_at(put(tmp_path_factory.mktemp("named"), files), name)
    if name in _QUOTING:
        _check_quotes(articles, b"\n".join(files.values()).decode(errors="replace"), _QUOTING[name])


_QUOTING = {
    "brat": re.compile(r"\t([^\t\n]+)$", re.MULTILINE),
    "label-studio": re.compile(r'"text":"([^"]*)"'),
}
"""Where the quotes stand in files that have some."""


def _check_quotes(articles: Sequence[AnnotatedArticle], content: str, quotes: re.Pattern[str]) -> None:
    """Each mention has words that the file quotes."""
    found = {
        "".join(quote.replace("\\n", "").replace("\\t", "").split()) for quote in quotes.findall(content)
    }
    for one in articles:
        for record in one.records:
            for mention in record.annotation.mentions.values():
                words = "".join(one.article.text[start:end] for start, end in mention.pieces)
                plain = "".join(words.replace("\\n", "").split())
                assert not found or plain in found or "\\" in content


@pytest.mark.parametrize("name", OF_JSON)
@_SOME
@given(data=st.data())
def test_json_with_values_changed_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    files = dict(valid_files(name))
    file = data.draw(st.sampled_from(sorted(one for one in files if one.endswith((".json", ".jsonl")))))
    if file.endswith(".jsonl"):
        rows = [orjson.loads(line) for line in files[file].splitlines()]
        made = [json.dumps(row) for row in _list(data.draw(changed(rows)))]
        files[file] = "\n".join(made).encode()
    else:
        files[file] = json.dumps(data.draw(changed(orjson.loads(files[file])))).encode()
    looked_at(put(tmp_path_factory.mktemp("changed"), files))


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
