"""WebAnno TSV: layers of any kind come in as what they say, and go out as INCEpTION reads them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, AnnotatorKind, Judgement, Ref, RefKind, Status
from annotator.formats.webanno_escapes import (
    escaped_text,
    escaped_value,
    parts_of,
    unescaped_text,
    unescaped_value,
)
from annotator.formats.webanno_writing import WEBANNO_WRITER
from tests.builders import ANNA, BEN, annotation, article, mention
from tests.formats.tools.aids import Found, annotated, found_in, quotes, said, written_files

NAMES = "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value"
LINKS = "#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceRelation|referenceType"
SPANS = "#T_SP=webanno.custom.Span|value"


def tsv(*lines: str, layers: tuple[str, ...] = (SPANS,), version: str = "3.3", end: str = "\n") -> str:
    """A file with these layers; cells are parted by spaces, a line in quotes is text."""
    rows = ["#FORMAT=WebAnno TSV " + version, *layers, "", ""]
    for line in lines:
        rows.append(f"#Text={line[1:-1]}" if line.startswith('"') else line.replace(" ", "\t"))
    return end.join(rows) + end


def read(tmp_path: Path, text: str | bytes, name: str = "some.txt") -> Found:
    return found_in(tmp_path / name, text)


def marked(found: Found) -> list[tuple[str, str]]:
    return quotes(found.one.article, found.annotation)


def answers(value: Annotation) -> list[tuple[str, str | None, str | None, str | None]]:
    """Task, label and the names of holder and target."""

    def name(ref: Ref | None) -> str | None:
        return None if ref is None else ref.name or ref.kind

    return [(one.task, one.label, name(one.holder), name(one.target)) for one in value.judgements.values()]


MIRA = tsv(
    '"Mira Toll left."', "1-1 0-4 Mira PER[1]", "1-2 5-9 Toll PER[1]", "1-3 10-14 left _", "1-4 14-15 . _"
)


@pytest.mark.parametrize("name", ["a.tsv", "a.txt", "a.conll", "a"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_are_recognised_by_their_first_line_alone(tmp_path: Path, name: str, end: str) -> None:
    found = read(tmp_path, MIRA.replace("\n", end), name)
    assert found.one.article.text == "Mira Toll left."
    assert marked(found) == [("Mira Toll", "PER")]
    assert found.annotation.progress.status is Status.DONE
    assert found.notes == ["It was read as webanno-tsv."]


def test_older_versions_are_read_and_other_formats_refused_with_a_reason(tmp_path: Path) -> None:
    for version in ("3.0", "3.1", "3.2"):
        assert marked(read(tmp_path, MIRA.replace("3.3", version))) == [("Mira Toll", "PER")]
    assert "export it again" in read(tmp_path, MIRA.replace("3.3", "2.0")).reason


def test_texts_of_old_versions_have_characters_by_their_numbers(tmp_path: Path) -> None:
    text = tsv('"a\\u00e9 \\ud83d\\ude00 b"', "1-1 0-2 aé X", "1-2 3-5 😀 _", "1-3 6-7 b Y", version="3.1")
    found = read(tmp_path, text)
    assert found.one.article.text == "aé 😀 b"
    assert marked(found) == [("aé", "X"), ("b", "Y")]


def test_offsets_count_utf_16_units(tmp_path: Path) -> None:
    text = tsv(
        '"I 😊 it"',
        "1-1 0-1 I _",
        "1-2 2-4 😊 *",
        "1-3 5-7 it IT",
        "",
        '"So."',
        "2-1 8-10 So A",
        "2-2 10-11 . _",
    )
    found = read(tmp_path, text)
    assert found.one.article.text == "I 😊 it\nSo."
    assert marked(found) == [("😊", "Span"), ("it", "IT"), ("So", "A")]
    assert not found.losses


def test_offsets_that_count_code_points_are_read_all_the_same(tmp_path: Path) -> None:
    text = tsv(
        '"I 😊 it"',
        "1-1 0-1 I _",
        "1-2 2-3 😊 *",
        "1-3 4-6 it IT",
        "",
        '"So."',
        "2-1 7-9 So A",
        "2-2 9-10 . _",
    )
    found = read(tmp_path, text)
    assert found.one.article.text == "I 😊 it\nSo."
    assert marked(found) == [("😊", "Span"), ("it", "IT"), ("So", "A")]


def test_offsets_that_fit_in_no_way_are_named_and_words_found_in_their_sentence(tmp_path: Path) -> None:
    text = tsv('"Mira saw Mira"', "1-1 0-3 Mira A", "1-2 5-7 saw _", "1-3 9-12 Mira B")
    found = read(tmp_path, text)
    assert [(one.start, one.label) for one in found.annotation.ordered_mentions] == [(0, "A"), (9, "B")]
    assert [loss.what for loss in found.losses] == ["the offsets of 3 tokens"]


def test_a_token_that_its_sentence_does_not_have_refuses_the_file(tmp_path: Path) -> None:
    assert (
        "“Baku” does not stand at 0-4"
        in read(tmp_path, tsv('"Mira left"', "1-1 0-4 Baku X", "1-2 5-9 left _")).reason
    )


def test_what_stands_between_sentences_is_a_line_end_and_spaces(tmp_path: Path) -> None:
    text = tsv(
        '"One."',
        "1-1 1-4 One X",
        "1-2 4-5 . _",
        "",
        '"Two."',
        "2-1 8-11 Two X",
        "2-2 11-12 . _",
        "",
        '"3"',
        "3-1 12-13 3 _",
    )
    assert read(tmp_path, text).one.article.text == " One.\n  Two.3"


def test_sentences_of_several_lines_and_escaped_characters_are_put_together(tmp_path: Path) -> None:
    text = tsv('"a\\tb\\\\"', '"c"', "1-1 0-1 a _", "1-2 2-3 b X", "1-3 3-4 \\ _", "1-4 5-6 c _")
    assert read(tmp_path, text).one.article.text == "a\tb\\\nc"


def test_sentences_without_their_text_are_made_of_their_tokens(tmp_path: Path) -> None:
    assert (
        read(tmp_path, tsv("1-1 0-4 Mira X", "1-2 6-10 Toll _", "1-3 10-11 . _")).one.article.text
        == "Mira  Toll."
    )


def test_stacked_annotations_and_parts_of_tokens_are_told_apart(tmp_path: Path) -> None:
    text = tsv(
        '"Haupt-Stadt Baku"',
        *("1-1 0-11 Haupt-Stadt A[1]|B[2]", "1-1.1 6-11 Stadt C[3]|D", "1-2 12-16 Baku A[1]|C[3]|E[4]"),
    )
    assert sorted(marked(read(tmp_path, text))) == [
        ("Baku", "E"),
        ("Haupt-Stadt", "B"),
        ("Haupt-Stadt Baku", "A"),
        ("Stadt", "D"),
        ("Stadt Baku", "C"),
    ]


def test_a_number_that_comes_again_later_is_another_annotation(tmp_path: Path) -> None:
    text = tsv('"a b c d"', "1-1 0-1 a X[1]", "1-2 2-3 b X[1]", "1-3 4-5 c _", "1-4 6-7 d X[1]")
    assert marked(read(tmp_path, text)) == [("a b", "X"), ("d", "X")]


def test_a_part_of_nothing_is_named_and_no_mention(tmp_path: Path) -> None:
    text = "#FORMAT=WebAnno TSV 3.3\n" + SPANS + "\n\n\n#Text=ab\n1-1\t0-2\tab\t_\t\n1-1.1\t1-1\t\tX\t\n"
    found = read(tmp_path, text)
    assert marked(found) == []
    assert [loss.what for loss in found.losses] == ["X at 1"]


def test_values_are_unescaped_and_underscores_of_others_are_taken_as_they_are(tmp_path: Path) -> None:
    text = tsv('"a b c"', "1-1 0-1 a x\\|y\\[1\\][1]", "1-2 2-3 b B_PER", "1-3 4-5 c \\_")
    assert [label for _, label in marked(read(tmp_path, text))] == ["x|y[1]", "B_PER", "_"]


def test_chains_are_entities_and_links_alone_are_mentions_too(tmp_path: Path) -> None:
    layers = (NAMES, LINKS)
    text = tsv(
        '"Mira saw herself ."',
        *("1-1 0-4 Mira * PER *->1-1 PER[1]", "1-2 5-8 saw _ _ _ _"),
        *("1-3 9-16 herself _ _ coref->1-2 pr[1]", "1-4 17-18 . _ _ _ _"),
        layers=layers,
    )
    found = read(tmp_path, text)
    assert marked(found) == [("Mira", "PER"), ("herself", "PER")]
    assert {one.entity for one in found.annotation.mentions.values()} == {"e1"}
    assert [(one.name, one.label) for one in found.annotation.entities.values()] == [("Mira", "PER")]


def test_an_identifier_is_the_entitys_and_who_shares_it_is_the_same(tmp_path: Path) -> None:
    text = tsv(
        '"Baku and Bakı and Rome"',
        *("1-1 0-4 Baku http://kb/Q9248 LOC", "1-2 5-8 and _ _", "1-3 9-13 Bakı http://kb/Q9248 LOC"),
        *("1-4 14-17 and _ _", "1-5 18-22 Rome * LOC"),
        layers=(NAMES,),
    )
    value = read(tmp_path, text).annotation
    assert [(one.name, one.kb_id) for one in value.entities.values()] == [("Baku", "http://kb/Q9248")]
    assert [one.entity for one in value.ordered_mentions] == ["e1", "e1", None]


RELATION = "#T_RL=webanno.custom.Relation|label|BT_webanno.custom.Span"


def test_relations_are_answers_from_the_governor_to_the_dependent(tmp_path: Path) -> None:
    text = tsv(
        '"Mira hates Baku ."',
        *(
            "1-1 0-4 Mira PER[1]|X[2] _ _",
            "1-2 5-10 hates _ _ _",
            "1-3 11-15 Baku LOC against|near 1-1[1_0]|1-1[2_0]",
        ),
        "1-4 16-17 . _ _ _",
        layers=(SPANS, RELATION),
    )
    value = read(tmp_path, text).annotation
    assert answers(value) == [("stance", "against", "Mira", "Baku"), ("relation", "near", "Mira", "Baku")]
    holders = [value.mentions[one.holder.id or ""].label for one in value.judgements.values() if one.holder]
    assert holders == ["PER", "X"]


def test_a_relation_to_what_is_no_mention_is_named(tmp_path: Path) -> None:
    text = tsv('"a b"', "1-1 0-1 a _ _ _", "1-2 2-3 b X against 1-1", layers=(SPANS, RELATION))
    found = read(tmp_path, text)
    assert not found.annotation.judgements
    assert [loss.what for loss in found.losses] == ["the relation against of nothing and X “b”"]


def test_slots_are_answers_and_further_features_too(tmp_path: Path) -> None:
    frame = "#T_SP=webanno.custom.Frame|FE|ROLE_webanno.custom.Frame:Roles_webanno.custom.FrameRolesLink"
    text = tsv(
        '"Bob sold the clock ."',
        *("1-1 0-3 Bob _ _ _ PER 1", "1-2 4-8 sold trade seller;goods 1-1;1-3[4] _ _"),
        *("1-3 9-12 the _ _ _ thing[4] 2[4]", "1-4 13-18 clock _ _ _ thing[4] 2[4]", "1-5 19-20 . _ _ _ _ _"),
        layers=(f"{frame}|webanno.custom.Lu", "#T_SP=webanno.custom.Lu|value|weight"),
    )
    found = read(tmp_path, text)
    assert answers(found.annotation) == [
        ("weight", "1", None, "Bob"),
        ("weight", "2", None, "the clock"),
        ("relation", "seller", "sold", "Bob"),
        ("relation", "goods", "sold", "the clock"),
    ]
    assert ("sold", "trade") in marked(found)


def test_parts_of_speech_are_counted_and_no_mentions(tmp_path: Path) -> None:
    pos = "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue"
    grammar = (
        "#T_RL=de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency|DependencyType|BT_x.POS"
    )
    found = read(tmp_path, tsv('"a b"', "1-1 0-1 a N S 1-2", "1-2 2-3 b V _ _", layers=(pos, grammar)))
    assert marked(found) == []
    assert [loss.what.split()[0] for loss in found.losses] == ["2", "1"]


def test_files_of_one_text_are_of_annotators_named_by_the_part_of_the_path_that_differs(
    tmp_path: Path,
) -> None:
    for name, label in (("anna", "PER"), ("ben", "ORG")):
        found_in(tmp_path / "news.txt" / f"{name}.tsv", MIRA.replace("PER", label))
    found_in(tmp_path / "other.txt" / "carl.tsv", tsv('"So"', "1-1 0-2 So X"))
    found = Found([tmp_path])
    assert [
        (one.article.text, record.annotation.annotator.name)
        for one in found.articles
        for record in one.records
    ] == [("Mira Toll left.", "anna"), ("Mira Toll left.", "ben"), ("So", "imported")]


def test_files_in_the_folders_of_a_project_are_of_their_users(tmp_path: Path) -> None:
    for path in ("annotation/n.txt/anna", "curation/n.txt/CURATION_USER", "annotation/n.txt/INITIAL_CAS"):
        found_in(tmp_path / f"{path}.tsv", MIRA)
    found_in(tmp_path / "annotation/m.txt/INITIAL_CAS.tsv", tsv('"So"', "1-1 0-2 So _"))
    found = Found([tmp_path])
    assert [
        [(record.annotation.annotator.name, record.annotation.annotator.kind) for record in one.records]
        for one in found.articles
    ] == [[], [("INITIAL_CAS", AnnotatorKind.MODEL)], [("anna", "human")], [("gold", "adjudicated")]]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            "#FORMAT=WebAnno TSV 3.3\n" + SPANS + "\n\n\n#Text=a\n1-1\t0-1\ta\n", id="too few columns"
        ),
        pytest.param(MIRA.replace("0-4", "0-99999999999"), id="a huge offset"),
        pytest.param(MIRA.replace("0-4", "-1-4"), id="a negative offset"),
        pytest.param(MIRA.replace("1-1", "x"), id="no number"),
        pytest.param("#FORMAT=WebAnno TSV 3.3\n" + SPANS, id="cut off"),
        pytest.param(
            "#FORMAT=WebAnno TSV 3.3\n#T_CH=x.Link|odd\n\n\n#Text=a\n1-1\t0-1\ta\t_\t\n", id="odd chain"
        ),
        pytest.param(MIRA.replace(SPANS, f"{SPANS}\n#T_SP="), id="a layer without a name"),
        pytest.param(MIRA.encode("utf-16"), id="another encoding"),
        pytest.param(MIRA.encode()[:-30] + b"\xff\xfe\n", id="no UTF-8"),
    ],
)
def test_what_is_broken_is_refused_in_a_sentence(tmp_path: Path, content: str | bytes) -> None:
    found = read(tmp_path, content, "a.tsv")
    assert not found.articles
    assert found.reason.endswith(".")


LINES = MIRA.split("\n")


@settings(max_examples=100, deadline=None)
@given(
    line=st.integers(0, len(LINES) - 1),
    cell=st.integers(0, 5),
    value=st.sampled_from(
        ["", "_", "[1]", "X[9999999999]", "a|b", "1-1[1_", "\\", "#", "*->1-1", "9-9", "\x00"]
    ),
)
def test_files_with_a_cell_changed_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, line: int, cell: int, value: str
) -> None:
    lines = list(LINES)
    cells = lines[line].split("\t")
    cells[cell % len(cells)] = value
    lines[line] = "\t".join(cells)
    found = read(tmp_path_factory.mktemp("tsv"), "\n".join(lines), "a.tsv")
    assert len(found.articles) + len(found.refused) == 1


@given(st.text())
def test_values_and_texts_come_back_from_their_escapes(text: str) -> None:
    assert unescaped_value(escaped_value(text)) == text
    assert unescaped_text(escaped_text(text), as_java=False) == text
    assert "\n" not in escaped_text(text)


@given(st.lists(st.text(), min_size=1))
def test_stacked_values_are_parted_where_they_were_joined(values: list[str]) -> None:
    assert [*map(unescaped_value, parts_of("|".join(map(escaped_value, values)), "|"))] == values


def test_the_file_is_as_inception_writes_it() -> None:
    value = annotation(
        ANNA, "a1", mention("m1", 0, 9, entity="e1"), mention("m2", 2, 4, "X"), status=Status.DONE
    )
    value = value.model_copy(
        update={"entities": {"e1": value.entities["e1"].model_copy(update={"name": "Mira Toll"})}}
    )
    files, _ = written_files(WEBANNO_WRITER, said(annotated(article("Mira Toll 🌊.\n\nSo_"), value)))
    assert files["annotation/a1/Anna.tsv"].decode() == (
        "#FORMAT=WebAnno TSV 3.3\n"
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value\n"
        f"{LINKS}\n\n\n"
        "#Text=Mira Toll 🌊.\n#Text=\n#Text=\n"
        "1-1\t0-4\tMira\tPERSON[1]\t*->1-1\tPERSON[1]\t\n"
        "1-1.1\t2-4\tra\tX\t_\t_\t\n"
        "1-2\t5-9\tToll\tPERSON[1]\t*->1-1\tPERSON[1]\t\n"
        "1-3\t10-12\t🌊\t_\t_\t_\t\n"
        "1-4\t12-13\t.\t_\t_\t_\t\n"
        "\n#Text=So_\n"
        "2-1\t15-18\tSo_\t_\t_\t_\t\n"
    )
    assert b"CoreferenceChain" in files["TypeSystem.xml"]


def test_what_came_in_other_layers_goes_back_into_them(tmp_path: Path) -> None:
    text = tsv(
        '"Mira hates Baku ."',
        *("1-1 0-4 Mira yes PER _ _", "1-2 5-10 hates _ _ _ _", "1-3 11-15 Baku no LOC against 1-1"),
        "1-4 16-17 . _ _ _ _",
        layers=("#T_SP=webanno.custom.Span|known|value", RELATION),
    )
    found = read(tmp_path, text)
    files, losses = written_files(WEBANNO_WRITER, said(found.one))
    assert not losses
    (name,) = [name for name in files if name.endswith(".tsv")]
    assert [line.rstrip() for line in files[name].decode().splitlines()] == text.splitlines()


def test_what_was_relabelled_since_is_written_with_its_new_label(tmp_path: Path) -> None:
    found = read(tmp_path, tsv('"Mira"', "1-1 0-4 Mira *"))
    value = found.annotation
    changed = value.model_copy(
        update={"mentions": {"m1": value.mentions["m1"].model_copy(update={"label": "PER"})}}
    )
    files, _ = written_files(WEBANNO_WRITER, said(annotated(found.one.article, changed)))
    (name,) = [name for name in files if name.endswith(".tsv")]
    assert b"1-1\t0-4\tMira\tPER\t" in files[name]


def test_what_the_format_has_no_rows_for_is_named() -> None:
    value = annotation(ANNA, "a1", mention("m1", 4, 6), mention("m2", 4, 5), status=Status.DONE)
    _, losses = written_files(WEBANNO_WRITER, said(annotated(article("Mira Toll"), value)))
    assert [loss.what for loss in losses if "“" in loss.what] == ["“” (PERSON)", "the edges of “T” (PERSON)"]


def test_answers_about_mentions_that_are_elsewhere_point_by_id() -> None:
    value = annotation(BEN, "a1", mention("m1", 0, 4, entity="e1"), status=Status.DONE)
    stance = Judgement(
        id="j1",
        task="stance",
        holder=Ref(kind=RefKind.ENTITY, id="e1"),
        target=Ref(kind=RefKind.TOPIC, id="dam", name="the dam"),
        label="against",
    )
    value = value.model_copy(update={"judgements": {"j1": stance}})
    files, _ = written_files(WEBANNO_WRITER, said(annotated(article("Mira Toll"), value)))
    assert (
        b"#T_SP=webanno.custom.StanceJudgement|holderKind|id|label|target|targetKind|targetName|task"
        in (files["annotation/a1/Ben.tsv"])
    )


def test_names_of_files_are_safe_and_the_names_of_annotators_come_back(tmp_path: Path) -> None:
    names = ["../../x", "A", "a", "CURATION_USER", "", "é/ß", "n" * 200]
    values = [
        annotation(ANNA.model_copy(update={"name": name or "."}), "a1", status=Status.DONE) for name in names
    ]
    files, _ = written_files(WEBANNO_WRITER, said(annotated(article("Mira"), *values)))
    assert {len(name.split("/")) for name in files if name.endswith(".tsv")} == {3}
    assert not any(part.startswith(".") for name in files for part in name.split("/"))
    assert len({name.casefold() for name in files}) == len(files)
    for name, content_ in files.items():
        found_in(tmp_path / name, content_)
    found = Found([tmp_path])
    back = {record.annotation.annotator.name for one in found.articles for record in one.records}
    assert back == {name or "." for name in names}


def test_an_article_that_nobody_annotated_is_written_and_comes_back_so(tmp_path: Path) -> None:
    files, losses = written_files(WEBANNO_WRITER, said(annotated(article("Mira Toll"))))
    assert "annotation/a1/INITIAL_CAS.tsv" in files
    assert not losses
    for name, content_ in files.items():
        found_in(tmp_path / name, content_)
    assert not Found([tmp_path]).one.records


def test_the_version_before_is_known_and_refused_with_what_to_do(tmp_path: Path) -> None:
    rows = "1-1\tMira\tPER\t_\t_\t\n1-2\tleft\t_\tX\t1-1\t\n\n"
    layers = " # webanno.custom.Who | value # webanno.custom.Tie | kind | AttachTo=webanno.custom.Who"
    found = found_in(tmp_path / "old.tsv", f"{layers}\n#id=1\n#text=Mira left\n{rows}")
    assert found.reason == "It is not in WebAnno TSV 3; export it again in that version."
