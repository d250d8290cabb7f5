"""Scheme files: the shipped ones, faults named by line, and that what is written is read again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import RefKind
from annotator.domain.refused import Refused
from annotator.domain.scheme import About, EntityLabel, EvidenceRule, Scale, Scheme, Task, TaskLabel, Topic
from annotator.formats.scheme_file import (
    DEFAULT_SCHEME,
    SchemeFaults,
    find_scheme,
    read_scheme,
    scheme_of,
    scheme_text,
    shipped_schemes,
)

ONTONOTES = (
    *("PERSON", "ORG", "GPE", "NORP", "LOC", "EVENT", "FAC", "LAW", "DATE", "CARDINAL", "PRODUCT"),
    *("WORK_OF_ART", "LANGUAGE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"),
)

PLAIN = """\
name: test
version: 1
entity_labels:
  - name: GPE
    colour: "#0072b2"
tasks:
  - name: stance
    labels:
      - {name: favor, key: f}
      - {name: against, key: a}
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(SchemeFaults) as caught:
        scheme_of(text, file="test.yaml")
    assert {fault.file for fault in caught.value.faults} == {"test.yaml"}
    return [f"{fault.where}: {fault.reason}" for fault in caught.value.faults]


@pytest.mark.parametrize("name", list(shipped_schemes()))
def test_every_shipped_scheme_is_read_under_its_name_and_written_equal(name: str) -> None:
    scheme = find_scheme(name)
    assert scheme.name == name
    assert scheme_of(scheme_text(scheme), file="again.yaml") == scheme


@pytest.mark.parametrize("name", list(shipped_schemes()))
def test_shipped_labels_have_colours_of_their_own_and_the_first_ten_have_keys(name: str) -> None:
    scheme = find_scheme(name)
    colours = [label.colour for label in scheme.entity_labels]
    assert None not in colours
    assert len(set(colours)) == len(colours)
    keys = [label.key for label in scheme.entity_labels[:10]]
    assert keys == list("1234567890")[: len(keys)]
    for task in scheme.tasks:
        answers = [label.colour for label in task.labels]
        assert None not in answers
        assert len(set(answers)) == len(answers)


@pytest.mark.parametrize("name", list(shipped_schemes()))
def test_shipped_schemes_have_guidelines_and_sentences_to_read(name: str) -> None:
    scheme = find_scheme(name)
    assert scheme.guidelines.startswith("# ")
    assert len(scheme.guidelines) > 600
    for task in scheme.tasks_about(About.PAIR):
        assert all(label.verb and label.key for label in task.labels)


def test_the_default_scheme_has_the_labels_of_ontonotes_and_the_stance_task() -> None:
    scheme = find_scheme(DEFAULT_SCHEME)
    assert tuple(label.name for label in scheme.entity_labels) == ONTONOTES
    stance = scheme.task("stance")
    assert stance is not None
    assert stance.about is About.PAIR
    assert [(label.name, label.key, label.verb) for label in stance.labels] == [
        ("favor", "f", "is in favour of"),
        ("against", "a", "is against"),
        ("neutral", "n", "is neutral toward"),
    ]
    assert len(scheme.topics) >= 5
    assert not any(task.required for task in scheme.tasks)


def test_the_seesaw_scheme_asks_sentence_by_sentence_and_on_scales_of_seven() -> None:
    scheme = find_scheme("seesaw")
    stance, sentiment = scheme.task("stance"), scheme.task("sentiment")
    assert stance is not None
    assert stance.anchored
    assert [label.name for label in stance.labels] == ["POS", "NEG"]
    assert {RefKind.AUTHOR, RefKind.UNLISTED} < set(stance.holders)
    assert sentiment is not None
    assert sentiment.scale is Scale.ORDINAL
    assert [label.value for label in sentiment.labels] == [-3, -2, -1, 0, 1, 2, 3, None]


def test_the_newsmtsc_scheme_has_the_values_of_the_data_set() -> None:
    task = find_scheme("newsmtsc").task("sentiment")
    assert task is not None
    assert [(label.name, label.value) for label in task.labels] == [
        ("negative", 2),
        ("neutral", 4),
        ("positive", 6),
    ]
    assert task.holders == (RefKind.AUTHOR,)
    assert RefKind.MENTION in task.targets


def test_a_scheme_is_found_by_name_or_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(PLAIN, encoding="utf-8")
    assert find_scheme(str(path)).name == "test"
    with pytest.raises(Refused, match="no scheme “nwes”: name a file or one of ner, news, newsmtsc, seesaw"):
        find_scheme("nwes")
    with pytest.raises(Refused, match="no scheme"):
        find_scheme(str(tmp_path))


@pytest.mark.parametrize("word", ["no", "yes", "on", "NO", "1.0", "010", "2020-10-21", "1e3", "0x1F", "true"])
def test_names_stay_the_text_they_are(word: str) -> None:
    scheme = scheme_of(
        PLAIN.replace("GPE", word).replace("favor", word).replace("version: 1", "version: 1.0"), file="x"
    )
    assert scheme.entity_labels[0].name == word
    assert scheme.tasks[0].labels[0].name == word
    assert scheme.version == "1.0"


def test_numbers_and_yes_and_no_are_read_where_they_are_meant() -> None:
    text = PLAIN.replace("{name: favor, key: f}", "{name: favor, key: 1, value: -1.5}")
    (task,) = scheme_of(
        text.replace("  - name: stance", "  - name: stance\n    required: yes"), file="x"
    ).tasks
    assert task.required
    assert (task.labels[0].key, task.labels[0].value) == ("1", -1.5)


def test_nothing_and_null_are_nothing_unless_in_quotes() -> None:
    for nothing in ("", " ~", " null"):
        assert scheme_of(PLAIN.replace(' "#0072b2"', nothing), file="x").entity_labels[0].colour is None
    assert scheme_of(PLAIN.replace("name: GPE", 'name: "null"'), file="x").entity_labels[0].name == "null"


def test_all_faults_of_values_are_named_with_their_lines() -> None:
    text = (
        "name: test\n"
        "entity_labels:\n"
        "  - name: GPE\n"
        "    color: red\n"
        "  - key: 1\n"
        "    colour: red\n"
        "tasks:\n"
        "  - name: stance\n"
        "    about: pear\n"
        "    required: maybe\n"
        "    lables: []\n"
        "    labels:\n"
        "      - name: favor\n"
        "        value: high\n"
        "      - against\n"
        "topics: dam\n"
    )
    assert faults_of(text) == [
        "line 1: “version” is missing.",
        "line 4: “color” is not known here (did you mean “colour”?).",
        "line 5: “name” is missing.",
        "line 6: “colour” must be a colour such as #0072b2, not “red”.",
        "line 9: “about” must be one of pair, entity, segment or article, not “pear”.",
        "line 10: “required” must be true or false, not “maybe”.",
        "line 11: “lables” is not known here (did you mean “labels”?).",
        "line 14: “value” must be a number, not “high”.",
        "line 15: This must be an object, not “against”.",
        "line 16: “topics” must be a list, not “dam”.",
    ]


def test_what_stands_twice_is_named_where_it_stands_again() -> None:
    labels = "  - {name: GPE, key: 1}\n  - {name: ORG, key: 2}\n  - {name: GPE, key: 2}\n"
    text = f"name: test\nversion: 1\nentity_labels:\n{labels}"
    assert faults_of(text) == [
        "line 6: The entity label “GPE” stands twice.",
        "line 6: The key “2” stands twice.",
    ]


def test_a_task_about_labels_that_are_not_there_is_named() -> None:
    assert faults_of(
        PLAIN.replace("  - name: stance", "  - name: stance\n    entity_labels: [GPE, GPS]")
    ) == ["line 8: There is no entity label “GPS”."]


def test_a_key_written_twice_is_a_fault_and_none_is_lost_silently() -> None:
    assert faults_of(PLAIN + "version: 2\n") == ["line 11: “version” stands twice; first in line 2."]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1: A scheme is written as lines of “key: value”, the first “name: …”."),
        ("# only a remark\n", "line 1: A scheme is written as lines of “key: value”, the first “name: …”."),
        ("- GPE\n", "line 1: A scheme is written as lines of “key: value”, the first “name: …”."),
        ("name: test\nversion: [1\n", "line 3: This is not YAML: "),
        ("name: test\n\tversion: 1\n", "line 2: This is not YAML: "),
        ("name: test\nversion: 1: 2\n", "line 2: This is not YAML: "),
        ("name: test\n---\nname: other\n", "line 2: This is not YAML: "),
        ("name: test\nversion: \x01\n", "line 2: The character U+0001 cannot stand in YAML."),
        ("name: test\n? [a, b]\n: 1\n", "line 2: A key must be a word."),
        (
            "name: &n test\nversion: *n\n",
            "line 1: An alias (*) refers back to this; write it out where it is used.",
        ),
        ("name: &n [*n]\n", "line 1: An alias (*) refers back to this; write it out where it is used."),
    ],
)
def test_what_is_no_scheme_at_all_is_named_with_its_line(text: str, fault: str) -> None:
    assert faults_of(text)[0].startswith(fault)


def test_all_faults_are_in_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(PLAIN.replace("#0072b2", "blue").replace("GPE", '""'), encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_scheme(path)
    assert caught.value.sentence == (
        f"{path} is not used. Line 4: “name” must be text that is not empty, not “”. "
        "line 5: “colour” must be a colour such as #0072b2, not “blue”."
    )


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())
    assert read_scheme(path) == scheme_of(PLAIN, file="x")


def test_a_file_in_another_encoding_or_that_is_missing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(PLAIN.replace("GPE", "Städte").encode("latin-1"))
    with pytest.raises(SchemeFaults, match="Line 4: This is not UTF-8"):
        read_scheme(path)
    with pytest.raises(Refused, match="cannot be read"):
        read_scheme(tmp_path / "missing.yaml")


def test_written_guidelines_read_as_they_are() -> None:
    scheme = scheme_of(PLAIN, file="x").model_copy(
        update={"guidelines": "# Title\n\n- one: “two”\n  - three\n"}
    )
    assert "guidelines: |\n  # Title\n\n  - one: “two”\n    - three\n" in scheme_text(scheme)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "no",
        "null",
        "~",
        "",
        "1.0",
        "a: b",
        "# x",
        "- y",
        " x ",
        "a\nb",
        "a\n\n",
        "\n",
        "a\r\nb",
        "\ta\n b",
        "a\u2028b\n",
        "x\x85\ny",
    ]
)
NAMES = WORDS.filter(bool)
COLOURS = st.none() | st.from_regex("#[0-9a-fA-F]{6}", fullmatch=True)
TASK_LABELS = st.builds(
    TaskLabel,
    name=NAMES,
    title=WORDS,
    verb=WORDS,
    colour=COLOURS,
    value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    description=WORDS,
)
TASKS = st.builds(
    Task,
    name=NAMES,
    title=WORDS,
    about=st.sampled_from(About),
    scale=st.sampled_from(Scale),
    labels=st.lists(TASK_LABELS, min_size=1, max_size=3, unique_by=lambda label: label.name).map(tuple),
    multiple=st.booleans(),
    required=st.booleans(),
    holders=st.lists(st.sampled_from(RefKind), max_size=3).map(tuple),
    evidence=st.sampled_from(EvidenceRule),
    anchored=st.booleans(),
    description=WORDS,
)
SCHEMES = st.builds(
    Scheme,
    name=NAMES,
    version=NAMES,
    title=WORDS,
    description=WORDS,
    entity_labels=st.lists(
        st.builds(EntityLabel, name=NAMES, title=WORDS, colour=COLOURS, description=WORDS),
        min_size=1,
        max_size=3,
        unique_by=lambda label: label.name,
    ).map(tuple),
    tasks=st.lists(TASKS, max_size=2, unique_by=lambda task: task.name).map(tuple),
    topics=st.lists(
        st.builds(Topic, id=NAMES, name=NAMES, kind=st.sampled_from((RefKind.TOPIC, RefKind.CLAIM))),
        max_size=2,
        unique_by=lambda topic: topic.id,
    ).map(tuple),
    guidelines=WORDS,
    guidelines_version=NAMES,
)


@settings(max_examples=120, deadline=None)
@given(SCHEMES)
def test_every_scheme_comes_back_from_its_text(scheme: Scheme) -> None:
    assert scheme_of(scheme_text(scheme), file="again.yaml") == scheme
