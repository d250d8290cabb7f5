"""brat: texts with files of spans beside them come in as work of annotators, and go back as they were."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import (
    AUTHOR,
    Annotation,
    AnnotatorKind,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    Span,
    Status,
    segment_ref,
)
from annotator.domain.article import Article
from annotator.domain.records import AnnotatedArticle
from annotator.formats.brat_lines import brat_name, name_in
from annotator.formats.brat_writing import BRAT_WRITER
from tests.builders import ANNA, BEN, MODEL, TEXT, annotation, mention
from tests.domain.generated import TEXTS, WORDS, records
from tests.formats.tools.aids import Found, annotated, quotes, said, written_files

MIRA = "Mira Toll left Varon. She hates Varon."
SPANS = "T1\tPER 0 9\tMira Toll\nT2\tGPE 15 20\tVaron\nT3\tPER 22 25\tShe\nT4\tGPE 32 37\tVaron\n"


def folder(tmp_path: Path, **files: str | bytes) -> Path:
    """The files by their names, in which two underscores are a dot and three a slash."""
    for name, content in files.items():
        path = tmp_path / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return tmp_path


def read(tmp_path: Path, ann: str | bytes, text: str | bytes = MIRA) -> Found:
    return Found([folder(tmp_path, a__txt=text, a__ann=ann)])


def marked(found: Found) -> list[tuple[str, str]]:
    return quotes(found.one.article, found.annotation)


def relations(value: Annotation) -> list[tuple[str, str | None, str | None, str | None]]:
    def id_(ref: Ref | None) -> str | None:
        return None if ref is None else ref.id

    return [(one.task, one.label, id_(one.holder), id_(one.target)) for one in value.judgements.values()]


def test_spans_are_mentions_under_their_own_ids(tmp_path: Path) -> None:
    found = read(tmp_path, SPANS)
    assert found.one.article.text == MIRA
    assert marked(found) == [("Mira Toll", "PER"), ("Varon", "GPE"), ("She", "PER"), ("Varon", "GPE")]
    assert list(found.annotation.mentions) == ["T1", "T2", "T3", "T4"]
    assert found.annotation.progress.status is Status.DONE
    assert not found.losses
    assert found.notes == ["It was read as brat."]


def test_gaps_stay_gaps_whether_quotes_have_spaces_for_them_or_not(tmp_path: Path) -> None:
    found = read(tmp_path, "T1\tPER 0 4;10 14\tMira left\nT2\tGPE 15 18;20 21\tVar.\n")
    assert marked(found) == [("Mira … left", "PER"), ("Var … .", "GPE")]


def test_a_span_that_brat_cut_at_a_line_end_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, "T1\tPER 0 4;5 9\tMira Toll\n", "Mira\nToll left.")
    assert [one.pieces for one in found.annotation.mentions.values()] == [((0, 9),)]
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    ("text", "line", "quote"),
    [
        pytest.param("😀 Mira left.", "T1\tPER 2 6\tMira", "Mira", id="code points"),
        pytest.param("😀 Mira left.", "T1\tPER 3 7\tMira", "Mira", id="UTF-16"),
        pytest.param("é Mira left.", "T1\tPER 3 7\tMira", "Mira", id="bytes"),
        pytest.param("One.\r\nMira left.", "T1\tPER 5 9\tMira", "Mira", id="CRLF as one"),
        pytest.param("One.\r\nMira left.", "T1\tPER 6 10\tMira", "Mira", id="CRLF as two"),
        pytest.param("\ufeffMira left.", "T1\tPER 1 5\tMira", "Mira", id="with the byte-order mark"),
        pytest.param("\ufeffMira left.", "T1\tPER 0 4\tMira", "Mira", id="without the byte-order mark"),
        pytest.param("One Mira left.", "T1\tPER 4 8", "Mira", id="without a quote"),
    ],
)
def test_offsets_are_proven_by_the_quotes(tmp_path: Path, text: str, line: str, quote: str) -> None:
    assert marked(read(tmp_path, line, text.encode())) == [(quote, "PER")]


def test_a_quote_that_stands_nowhere_refuses_the_document(tmp_path: Path) -> None:
    assert "“Baku” is said to stand at 0-4" in read(tmp_path, "T1\tPER 0 4\tBaku\n").reason


def test_relations_are_answers_to_the_task_that_has_their_label(tmp_path: Path) -> None:
    found = read(tmp_path, SPANS + "R1\tagainst Arg1:T1 Arg2:T4\t\nR2\tKnows Subj:T1 Obj:T3\n")
    assert relations(found.annotation) == [
        ("stance", "against", "T1", "T4"),
        ("relation", "Knows", "T1", "T3"),
    ]


def test_equivalent_mentions_are_one_entity_also_across_lines(tmp_path: Path) -> None:
    found = read(tmp_path, SPANS + "*\tEquiv T1 T3\n*\tCoref T2 T4\n")
    assert [(one.id, one.name, one.label) for one in found.annotation.entities.values()] == [
        ("e1", "Mira Toll", "PER"),
        ("e2", "Varon", "GPE"),
    ]
    assert [one.entity for one in found.annotation.mentions.values()] == ["e1", "e2", "e1", "e2"]
    chained = read(tmp_path / "chained", SPANS + "*\tEquiv T1 T3\n*\tEquiv T3 T4\n")
    assert [one.entity for one in chained.annotation.mentions.values()] == ["e1", None, "e1", "e1"]


def test_normalisations_are_ids_of_entities_and_unite_what_has_the_same(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"{SPANS}N1\tReference T2 Wikidata:Q9\tRepublic of Varon\n"
        "N2\tReference T4 Wikidata:Q9\tRepublic of Varon\n",
    )
    assert list(found.annotation.entities.values()) == [
        Entity(id="e1", name="Varon", label="GPE", canonical="Republic of Varon", kb_id="Wikidata:Q9")
    ]
    assert [one.entity for one in found.annotation.mentions.values()] == [None, "e1", None, "e1"]


def test_a_second_reference_of_an_entity_is_named_and_kept(tmp_path: Path) -> None:
    found = read(tmp_path, f"{SPANS}N1\tReference T1 W:1\tMira\nN2\tUMLS T1 U:2\tMira\n")
    assert [one.kb_id for one in found.annotation.entities.values()] == ["W:1"]
    assert [loss.what for loss in found.losses] == ["the reference U:2 of T1"]
    assert "N2\tUMLS T1 U:2\tMira" in ann(found.articles)["imported/a"]


def test_attributes_are_answers_about_mentions(tmp_path: Path) -> None:
    found = read(tmp_path, SPANS + "A1\tPolarity T1 Negative\nM1\tSpeculation T3\n")
    assert relations(found.annotation) == [
        ("Polarity", "Negative", None, "T1"),
        ("Speculation", "true", None, "T3"),
    ]


EVENTS = SPANS + (
    "T5\tMove 10 14\tleft\nT6\tFeel 26 31\thates\n"
    "E1\tMove:T5 Who:T1 From:T2\nE2\tFeel:T6 Who:T3 About:E1 About2:T4\nE3\tMove:T5 Who:T3\n"
    "A1\tNegation E1\nM2\tSpeculation E3\nR4\tBefore Arg1:E3 Arg2:E2\n"
)


def test_events_are_relations_of_their_trigger_and_come_back_as_events(tmp_path: Path) -> None:
    found = read(tmp_path, EVENTS)
    assert relations(found.annotation) == [
        ("relation", "Who", "T5", "T1"),
        ("relation", "From", "T5", "T2"),
        ("relation", "Who", "T6", "T3"),
        ("relation", "About", "T6", "T5"),
        ("relation", "About2", "T6", "T4"),
        ("relation", "Who", "T5", "T3"),
        ("Negation", "true", None, "T5"),
        ("Speculation", "true", None, "T5"),
        ("relation", "Before", "T5", "T6"),
    ]
    assert not found.losses
    content = ann(found.articles)["imported/a"]
    assert set(content.splitlines()) == set(EVENTS.splitlines())


def test_a_role_that_somebody_turned_since_is_a_relation(tmp_path: Path) -> None:
    found = read(tmp_path, EVENTS)
    (record,) = found.one.records
    judgements = dict(record.annotation.judgements)
    judgements["E1/From"] = judgements["E1/From"].model_copy(
        update={"target": Ref(kind=RefKind.MENTION, id="T4")}
    )
    changed = record.annotation.model_copy(update={"judgements": judgements})
    content = ann([annotated(found.one.article, changed)])["imported/a"]
    assert "E1\tMove:T5 Who:T1\n" in content
    assert "R1\tFrom Arg1:T5 Arg2:T4\n" in content


def test_notes_on_answers_are_their_notes_and_others_are_kept(tmp_path: Path) -> None:
    lines = (
        "R1\tagainst Arg1:T1 Arg2:T4\n#1\tAnnotatorNotes R1\tvery clear\n#2\tAnnotatorNotes T1\tcode 8140/3\n"
        "A1\tCertain R1\n"
    )
    found = read(tmp_path, SPANS + lines)
    assert [one.note for one in found.annotation.judgements.values()] == ["very clear"]
    assert not found.losses
    content = ann(found.articles)["imported/a"]
    assert "#1\tAnnotatorNotes R1\tvery clear\n" in content
    assert "#2\tAnnotatorNotes T1\tcode 8140/3\n" in content
    assert "A1\tCertain R1\n" in content


def test_what_points_at_nothing_or_is_unknown_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, SPANS + "R1\tagainst Arg1:T1 Arg2:T9\nA1\tNegation E7\nX1\tsomething\n")
    assert len(found.annotation.mentions) == 4
    assert [loss.what for loss in found.losses] == [
        "“R1 against Arg1:T1 Arg2:T9”",
        "“A1 Negation E7”",
        "the line “X1 something”",
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("T1\tPER 0 4\tMira\nT1\tPER 5 9\tToll\n", "Two of its spans have the id T1."),
        ("T1\tPER x 4\tMira\n", "Line 1: “T1 PER x 4” has no type, start and end."),
        ("T1\tPER -3 4\tMira\n", "Line 1: “T1 PER -3 4” has no type, start and end."),
        ("\nT1\tPER 9 4\tMira\n", "Line 2: 9-4 is no stretch of a text."),
        ("T1\tPER 0 99999999999999\tMira\n", "“Mira” is said to stand"),
    ],
)
def test_spans_that_are_none_refuse_the_document(tmp_path: Path, lines: str, reason: str) -> None:
    found = read(tmp_path, lines)
    assert found.reason.startswith(reason) or "There is nothing at" in found.reason


def test_an_empty_file_is_work_that_is_done_with_nothing_in_it(tmp_path: Path) -> None:
    found = read(tmp_path, "")
    assert found.annotation.progress.status is Status.DONE
    assert not found.annotation.mentions


def test_annotations_without_their_text_are_refused_with_its_name(tmp_path: Path) -> None:
    found = Found([folder(tmp_path, a__ann=SPANS)])
    assert found.reason == "There is no a.txt beside it, where brat keeps the text; read both together."


def test_texts_and_settings_beside_annotations_are_no_articles_of_their_own(tmp_path: Path) -> None:
    found = Found([
        folder(
            tmp_path,
            a__txt=MIRA, a__ann=SPANS, b__txt="Nobody has annotated this.",
            annotation__conf="[entities]\nPER\n", visual__conf="[labels]\nPER | Person\n",
        )
    ])  # fmt: skip
    assert [(one.article.text, len(one.records)) for one in found.articles] == [
        (MIRA, 1),
        ("Nobody has annotated this.", 0),
    ]


def test_annotations_dealt_out_to_several_files_are_read_together(tmp_path: Path) -> None:
    found = Found([
        folder(
            tmp_path, p__txt=MIRA, p__a1=SPANS,
            p__a2="T5\tMove 10 14\tleft\nE1\tMove:T5 Who:T1\nN1\tReference Annotation:T2 Referent:GEO:7\n",
        )
    ])  # fmt: skip
    assert len(found.annotation.mentions) == 5
    assert relations(found.annotation) == [("relation", "Who", "T5", "T1")]
    assert [one.kb_id for one in found.annotation.entities.values()] == ["GEO:7"]


def test_folders_with_the_same_text_are_annotators(tmp_path: Path) -> None:
    found = Found([
        folder(
            tmp_path,
            corpus___anna___a__txt=MIRA, corpus___anna___a__ann=SPANS,
            corpus___ben___a__txt=MIRA, corpus___ben___a__ann="",
            corpus___ben___b__txt="Other.", corpus___ben___b__ann="",
        )
    ])  # fmt: skip
    assert [
        (one.article.text, one.records[0].annotation.annotator.name, len(one.records[0].annotation.mentions))
        for one in found.articles
    ] == [(MIRA, "anna", 4), (MIRA, "ben", 0), ("Other.", "imported", 0)]


def test_folders_with_other_texts_of_the_same_name_are_no_annotators(tmp_path: Path) -> None:
    files = {"train___1__txt": MIRA, "train___1__ann": SPANS, "dev___1__txt": "Else.", "dev___1__ann": ""}
    found = Found([folder(tmp_path, **files)])
    assert {one.records[0].annotation.annotator.name for one in found.articles} == {"imported"}


def test_types_in_any_script_are_read_as_they_are(tmp_path: Path) -> None:
    found = read(tmp_path, "T1\t症状 0 4\tMira\nT2\t疾病 15 20\tVaron\nR1\t拥有 Arg1:T1 Arg2:T2\t\n")
    assert marked(found) == [("Mira", "症状"), ("Varon", "疾病")]
    assert relations(found.annotation) == [("relation", "拥有", "T1", "T2")]


def test_a_file_of_spans_is_recognised_whatever_its_suffix_is(tmp_path: Path) -> None:
    found = Found([folder(tmp_path, a__txt=MIRA, a__standoff=SPANS)])
    assert any(one.records for one in found.articles)


# Back to files.


def out(*found: AnnotatedArticle) -> tuple[Mapping[str, bytes], list[str]]:
    files, losses = written_files(BRAT_WRITER, said(*found))
    return files, [loss.what for loss in losses if not loss.what.startswith("who marked")]


def ann(found: list[AnnotatedArticle]) -> dict[str, str]:
    """The lines by folder; each article's are under “a”, for there is one."""
    files, _ = out(*found)
    return {
        f"{name.partition('/')[0]}/a": content.decode()
        for name, content in files.items()
        if name.endswith(".ann")
    }


def back(tmp_path: Path, files: Mapping[str, bytes]) -> Found:
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Found([tmp_path])


def with_stances(*judgements: Judgement) -> Annotation:
    """Toll (e1) twice and Varon (e2) once, and what is said of them."""
    varon = TEXT.index("Varon")
    toll = TEXT.index("Toll’s")
    value = annotation(
        ANNA,
        "a1",
        mention("m1", 0, 9, "PERSON", "e1"),
        mention("m2", varon, varon + 5, "GPE", "e2"),
        mention("m3", toll, toll + 4, "PERSON", "e1"),
        status=Status.DONE,
    )
    entities = {
        "e1": Entity(id="e1", name="Mira Toll", label="PERSON"),
        "e2": Entity(id="e2", name="Varon", label="GPE", canonical="Republic of Varon", kb_id="Q9"),
    }
    return value.model_copy(update={"entities": entities, "judgements": {one.id: one for one in judgements}})


ARTICLE = Article(id="a1", text=TEXT)
DAM = Ref(kind=RefKind.TOPIC, id="dam", name="the dam")
HOLDER, TARGET = Ref(kind=RefKind.ENTITY, id="e1"), Ref(kind=RefKind.ENTITY, id="e2")


def test_entities_are_groups_and_references_and_stances_relations() -> None:
    value = with_stances(Judgement(id="j1", task="stance", holder=HOLDER, target=TARGET, label="against"))
    files, losses = out(annotated(ARTICLE, value))
    toll = TEXT.index("Toll’s")
    assert files["Anna/a1.txt"].decode() == TEXT
    assert files["Anna/a1.ann"].decode() == (
        f"T1\tPERSON 0 9\tMira Toll\nT2\tGPE 19 24\tVaron\nT3\tPERSON {toll} {toll + 4}\tToll\n"
        "*\tEquiv T1 T3\nN1\tReference T2 KB:Q9\tRepublic of Varon\n"
        'R1\tagainst Arg1:T1 Arg2:T2\n#1\tJudgement R1\t{"holder":"entity","target":"entity"}\n'
    )
    assert files["Anna/annotation.conf"].decode() == (
        "# annotator = Anna\n# kind = human\n\n[entities]\nGPE\nPERSON\n\n"
        "[relations]\nagainst\tArg1:<ANY>, Arg2:<ANY>\n\n[events]\n\n[attributes]\n"
    )
    assert not losses


JUDGEMENTS = [
    Judgement(id="j1", task="stance", holder=HOLDER, target=TARGET, label="against"),
    Judgement(id="j1", task="stance", holder=AUTHOR, target=TARGET, label="favor", intensity=0.5),
    Judgement(
        id="j1",
        task="stance",
        holder=HOLDER,
        target=DAM,
        label="against",
        evidence=(Span(start=0, end=31), Span(start=66, end=85)),
        note="one  line",
        confidence=0.75,
        implicit=True,
        implied_label="favor",
        more_labels=("neutral",),
        value=-1.0,
    ),
    Judgement(id="j1", task="salience", target=HOLDER, label="main"),
    Judgement(id="j1", task="salience", target=TARGET, label="true"),
    Judgement(
        id="j1", task="tone of it", target=Ref(kind=RefKind.MENTION, id="m2"), label="sharp, very",
        anchor=segment_ref(0, 31),
    ),
    Judgement(
        id="j1", task="stance", holder=Ref(kind=RefKind.MENTION, id="m3"),
        target=Ref(kind=RefKind.MENTION, id="m2"), label="neutral",
    ),
]  # fmt: skip


@pytest.mark.parametrize("judgement", JUDGEMENTS)
def test_judgements_about_what_is_in_the_text_come_back_whole(tmp_path: Path, judgement: Judgement) -> None:
    files, losses = out(annotated(ARTICLE, with_stances(judgement)))
    assert not losses
    value = back(tmp_path, files).annotation
    assert compared(value) == compared(with_stances(judgement))


@pytest.mark.parametrize(
    "judgement",
    [
        Judgement(id="j1", task="stance", holder=AUTHOR, target=DAM, label="favor"),
        Judgement(id="j1", task="stance", holder=HOLDER, target=TARGET),
    ],
)
def test_judgements_that_no_line_can_be_about_are_named(judgement: Judgement) -> None:
    _, losses = out(annotated(ARTICLE, with_stances(judgement)))
    assert len(losses) == 1
    assert losses[0].startswith("stance: ")


def test_an_entity_keeps_its_label_where_two_of_its_mentions_begin_together(tmp_path: Path) -> None:
    text = "Mira TollMira left."
    both = (mention("T1", 0, 13, "PERSON", entity="e1"), mention("T2", 0, 4, "GPE", entity="e1"))
    value = annotation(ANNA, "a1", *both, status=Status.DONE)
    called = Entity(id="e1", name="Mira Toll", label="PERSON")
    value = value.model_copy(update={"entities": {"e1": called}})
    files, _ = out(annotated(Article(id="a1", text=text), value))
    assert back(tmp_path, files).annotation.entities == {"e1": called}


def test_a_note_of_several_lines_is_written_on_one_and_that_is_named(tmp_path: Path) -> None:
    value = with_stances(
        Judgement(id="j1", task="stance", holder=HOLDER, target=TARGET, label="favor", note="why\nso")
    )
    files, losses = out(annotated(ARTICLE, value))
    assert losses == ["white space in the note on stance: e1, favor, e2"]
    (judgement,) = back(tmp_path, files).annotation.judgements.values()
    assert judgement.note == "why so"


def test_a_zero_beside_an_answer_is_said_and_comes_back(tmp_path: Path) -> None:
    value = with_stances(
        Judgement(
            id="j1",
            task="stance",
            holder=HOLDER,
            target=TARGET,
            label="neutral",
            intensity=0.0,
            confidence=0.0,
            value=0.0,
        )
    )
    files, losses = out(annotated(ARTICLE, value))
    assert not losses
    (judgement,) = back(tmp_path, files).annotation.judgements.values()
    assert (judgement.intensity, judgement.confidence, judgement.value) == (0.0, 0.0, 0.0)


def test_annotators_are_folders_and_come_back_with_their_kinds(tmp_path: Path) -> None:
    work = [
        with_stances(),
        annotation(BEN, "a1", status=Status.DONE),
        annotation(MODEL, "a1", mention("m1", 0, 4), status=Status.DONE),
    ]
    files, losses = out(annotated(ARTICLE, *work))
    assert not losses
    assert {name.partition("/")[0] for name in files} == {"Anna", "Ben", "en_core_web_sm 3.8.0"}
    found = back(tmp_path, files)
    people = [one.records[0].annotation.annotator for one in found.articles]
    assert people == [ANNA, BEN, MODEL]
    assert people[2].kind is AnnotatorKind.MODEL
    assert {one.article.text for one in found.articles} == {TEXT}


def test_a_single_annotators_name_comes_back_too(tmp_path: Path) -> None:
    files, _ = out(annotated(ARTICLE, with_stances()))
    assert back(tmp_path, files).annotation.annotator == ANNA


def test_names_that_file_systems_do_not_take_stay_apart(tmp_path: Path) -> None:
    names = ["../up", "a/b", "Ann\n", "anna", "Anna", "x" * 300, "x" * 299]
    work = [annotation(ANNA.model_copy(update={"name": name}), "a1", status=Status.DONE) for name in names]
    files, _ = out(annotated(ARTICLE, *work))
    assert all(".." not in name.split("/") for name in files)
    assert {one.records[0].annotation.annotator.name for one in back(tmp_path, files).articles} == set(names)


def test_what_nobody_annotated_is_a_text_alone(tmp_path: Path) -> None:
    files, losses = out(annotated(ARTICLE))
    assert list(files) == ["a1.txt"]
    assert not losses
    assert not back(tmp_path, files).one.records


def test_what_brat_cannot_hold_is_named() -> None:
    value = with_stances().model_copy(
        update={"progress": Progress(status=Status.IN_PROGRESS, flagged=True, note="see page 2")}
    )
    gap = Mention(id="m9", start=60, end=70, label="ORG", fragments=((60, 65), (67, 70)))
    value = value.model_copy(
        update={
            "mentions": {**value.mentions, "m9": gap},
            "entities": {**value.entities, "e3": Entity(id="e3", name="The dam", label="FAC")},
        }
    )
    _, losses = out(annotated(ARTICLE, value))
    assert losses == [
        "that it is in progress",
        "the note on the article",
        "the flag",
        "the edges or a gap of the mention “dam. “We” (ORG)",
        "the entity The dam (FAC)",
    ]


@given(st.text(max_size=12))
def test_names_are_written_as_brat_allows_and_found_again(name: str) -> None:
    assert all(
        character.isascii() and (character.isalnum() or character in "_-") for character in brat_name(name)
    )
    assert name_in(brat_name(name)) == name


@given(st.text(st.sampled_from("_x20 fé"), max_size=12))
def test_names_that_look_like_written_ones_are_found_again(name: str) -> None:
    assert name_in(brat_name(name)) == name


def compared(value: Annotation) -> tuple[object, object, object]:
    """What of an annotation brat holds, by where it stands and not by ids."""
    places = {id_: (one.pieces, one.label) for id_, one in value.mentions.items()}
    members = {
        id_: frozenset(places[one.id] for one in value.mentions.values() if one.entity == id_)
        for id_ in value.entities
    }

    def place(ref: Ref | None) -> object:
        if ref is None:
            return None
        if ref.kind is RefKind.MENTION:
            return places[ref.id or ""]
        return members[ref.id or ""] if ref.kind is RefKind.ENTITY else (ref.kind, ref.id, ref.name)

    entities = (
        (sorted(members[one.id]), one.name, one.label, one.canonical, one.kb_id, str(one.attributes))
        for one in value.entities.values()
    )
    bare = {"id": "", "holder": None, "target": None, "anchor": None}
    judgements = [
        (place(one.holder), place(one.target), place(one.anchor), one.model_copy(update=bare))
        for one in value.judgements.values()
    ]
    return sorted(places.values()), sorted(entities, key=str), judgements


@st.composite
def held_annotations(draw: st.DrawFn) -> tuple[Article, Annotation]:
    """Work of any kind on texts of letters and line ends, without what brat has no place for."""
    pieces = draw(
        st.lists(st.sampled_from(["Mira", "Toll", " ", "😀", "\n", ".", "é", " and "]), max_size=12)
    )
    article = Article(id="a1", text="".join(("Varon ", *pieces)))
    value = draw(records(article)).annotation
    mentions = {
        id_: one.model_copy(update={"fragments": ()})
        for id_, one in value.mentions.items()
        if not {article.text[one.start], article.text[one.end - 1]} & {"\n"}
    }
    used = {one.entity for one in mentions.values()}
    return article, value.model_copy(
        update={
            "annotator": ANNA,
            "progress": Progress(status=Status.DONE),
            "mentions": mentions,
            "entities": {id_: one for id_, one in value.entities.items() if id_ in used},
            "judgements": {},
            "rejected": {},
            "rulings": {},
        }
    )


@settings(max_examples=25, deadline=None)
@given(made=held_annotations())
def test_mentions_and_entities_come_back_equal(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[Article, Annotation]
) -> None:
    article, value = made
    files, _ = out(annotated(article, value))
    found = back(tmp_path_factory.mktemp("brat"), files)
    assert compared(found.annotation) == compared(value)


@settings(max_examples=25, deadline=None)
@given(text=TEXTS, lines=st.lists(st.tuples(st.sampled_from("TREAMN#*"), WORDS, WORDS), max_size=6))
def test_lines_of_any_words_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str, lines: list[tuple[str, str, str]]
) -> None:
    content = SPANS + "".join(f"{letter}7\t{one} {other}\n" for letter, one, other in lines)
    found = read(tmp_path_factory.mktemp("brat"), content, MIRA + text)
    assert len(found.articles) + len(found.refused) == 1


@pytest.mark.parametrize(
    "line",
    [
        "T7\tPER" + " " * 200_000,
        "T7\tPER " + "1 1;" * 100_000,
        "A1\tNegation T1 x" + " " * 200_000 + "y",
        "E1\t" + "a:" * 100_000,
        "N1\tReference T1 " + " " * 200_000 + "x",
    ],
)
def test_long_lines_are_read_or_refused_at_once(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, f"{SPANS}{line}\n")
    assert len(found.articles) + len(found.refused) == 1
