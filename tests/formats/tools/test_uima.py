"""UIMA CAS in XMI and JSON: what UIMA tools wrote comes in, and what is written they can load."""

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import cassis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Status
from annotator.domain.article import Segment, SegmentKind
from annotator.domain.records import AnnotatedArticle
from annotator.formats.uima import CAS_JSON_WRITER, XMI_WRITER
from annotator.formats.writer import FolderWriter
from tests.builders import ANNA, TEXT, annotation, article, mention, stance
from tests.formats.round_trips.generated_annotations import ODD
from tests.formats.round_trips.generated_projects import projects
from tests.formats.round_trips.sameness import entity_key, mention_key
from tests.formats.tools.aids import Found, annotated, found_in, put, quotes, said, written_files
from tests.formats.tools.changed import changed

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
NAMED = f"{DKPRO}ner.type.NamedEntity"
TOKEN = f"{DKPRO}segmentation.type.Token"
BOTH = pytest.mark.parametrize("writer", [XMI_WRITER, CAS_JSON_WRITER], ids=lambda one: one.format.name)


def types(**layers: Mapping[str, str]) -> dict[str, object]:
    """Types of custom layers with the ranges of their features."""
    return {
        f"webanno.custom.{name}": {
            "%NAME": f"webanno.custom.{name}",
            "%SUPER_TYPE": "uima.tcas.Annotation",
            **{key: {"%NAME": key, "%RANGE": range_} for key, range_ in features.items()},
        }
        for name, features in layers.items()
    }


def cas(text: str, *structures: Mapping[str, object], **layers: Mapping[str, str]) -> dict[str, object]:
    """A CAS in JSON, in which structures have their ids from 10 and the text comes last."""
    numbered = [{"%ID": number, "@sofa": 4, **one} for number, one in enumerate(structures, 10)]
    sofa = {"%ID": 4, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": text}
    return {
        "%TYPES": types(**layers),
        "%FEATURE_STRUCTURES": [*numbered, sofa],
        "%VIEWS": {"_InitialView": {"%SOFA": 4, "%MEMBERS": [one["%ID"] for one in numbered]}},
    }


def span(type_: str, begin: int, end: int, **features: object) -> dict[str, object]:
    return {"%TYPE": type_, "begin": begin, "end": end, **features}


def read_json(tmp_path: Path, record: object, name: str = "some.txt") -> Found:
    return found_in(tmp_path / name, json.dumps(record))


def marked(found: Found) -> list[tuple[str, str]]:
    return quotes(found.one.article, found.annotation)


def answers(value: Annotation) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (
            one.task,
            one.label,
            one.holder.name if one.holder else None,
            one.target.name if one.target else None,
        )
        for one in value.judgements.values()
    ]


SPACE = "http:///de/tudarmstadt/ukp/dkpro/core/api/"
XMI = (
    '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
    f'xmlns:cas="http:///uima/cas.ecore" xmlns:ner="{SPACE}ner/type.ecore" '
    f'xmlns:seg="{SPACE}segmentation/type.ecore" xmlns:meta="{SPACE}metadata/type.ecore" '
    f'xmlns:coref="{SPACE}coref/type.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">'
    '<cas:NULL xmi:id="0"/>'
    "{}"
    '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
    'sofaString="Mira 😊&#10;hates Baku."/>'
    '<cas:View sofa="1" members="2 3 4 5 6 7 8 9 10 11 12 13"/></xmi:XMI>'
)
MIRA = '<ner:NamedEntity xmi:id="2" sofa="1" begin="0" end="4" value="PER" identifier="http://kb/Q1"/>'
BAKU = '<ner:NamedEntity xmi:id="3" sofa="1" begin="14" end="18" value="LOC"/>'
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.custom.Odd</name><supertypeName>{}</supertypeName><features>
<featureDescription><name>about</name><rangeTypeName>uima.tcas.Annotation</rangeTypeName></featureDescription>
<featureDescription><name>sure</name><rangeTypeName>uima.cas.Boolean</rangeTypeName></featureDescription>
<featureDescription><name>mood</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription></types></typeSystemDescription>"""


@pytest.mark.parametrize("name", ["a.xmi", "a.xml", "a.txt"])
def test_xmi_is_recognised_by_content_and_counts_utf_16_units(tmp_path: Path, name: str) -> None:
    found = found_in(tmp_path / name, XMI.format(MIRA + BAKU))
    assert found.one.article.text == "Mira 😊\nhates Baku."
    assert marked(found) == [("Mira", "PER"), ("Baku", "LOC")]
    assert [one.kb_id for one in found.annotation.entities.values()] == ["http://kb/Q1"]
    assert found.notes == ["It was read as uima-xmi."]


def test_a_relation_and_a_chain_are_found_without_a_type_system(tmp_path: Path) -> None:
    more = (
        '<custom:Rel xmi:id="5" sofa="1" begin="14" end="18" Governor="2" Dependent="3" label="against"/>'
        '<coref:CoreferenceChain xmi:id="6" sofa="1" first="7"/>'
        '<coref:CoreferenceLink xmi:id="7" sofa="1" begin="0" end="4" next="8" referenceType="nam"/>'
        '<coref:CoreferenceLink xmi:id="8" sofa="1" begin="5" end="7" referenceType="pro"/>'
    )
    found = found_in(tmp_path / "a.xmi", XMI.format(MIRA + BAKU + more))
    assert answers(found.annotation) == [("stance", "against", "Mira", "Baku")]
    assert [(one.label, one.entity) for one in found.annotation.ordered_mentions] == [
        ("PER", "e1"),
        ("PER", "e1"),
        ("LOC", None),
    ]


def test_the_type_system_beside_or_above_says_what_points_and_what_is_text(tmp_path: Path) -> None:
    odd = '<custom:Odd xmi:id="5" sofa="1" begin="8" end="13" about="2" sure="false" mood="dark"/>'
    (tmp_path / "TypeSystem.xml").write_text(TYPES.format("uima.tcas.Annotation"))
    found_in(tmp_path / "annotation" / "n" / "anna.xmi", XMI.format(MIRA + odd))
    found = Found([tmp_path])
    assert marked(found) == [("Mira", "PER"), ("hates", "dark")]
    assert answers(found.annotation) == [
        ("sure", "false", None, "hates"),
        ("relation", "about", "hates", "Mira"),
    ]
    assert found.annotation.annotator == ANNA.model_copy(update={"name": "anna"})


def test_kinds_of_named_entities_are_mentions_and_linguistic_types_are_counted(tmp_path: Path) -> None:
    more = (
        '<ner:Person xmi:id="5" sofa="1" begin="0" end="4"/>'
        '<seg:Lemma xmi:id="6" sofa="1" begin="0" end="4"/>'
        '<seg:Lemma xmi:id="7" sofa="1" begin="8" end="13" value="hate"/>'
    )
    found = found_in(tmp_path / "a.xmi", XMI.format(more))
    assert marked(found) == [("Mira", "Person")]
    assert [loss.what for loss in found.losses] == [f"2 of the layer {DKPRO}segmentation.type.Lemma"]


def test_titles_languages_and_paragraphs_are_the_articles(tmp_path: Path) -> None:
    more = (
        '<meta:DocumentMetaData xmi:id="5" sofa="1" begin="0" end="19" documentTitle="On dams" '
        'language="en"/><seg:Heading xmi:id="6" sofa="1" begin="0" end="7"/>'
        '<seg:Paragraph xmi:id="7" sofa="1" begin="8" end="19"/>'
    )
    made = found_in(tmp_path / "a.xmi", XMI.format(more)).one.article
    assert (made.title, made.language) == ("On dams", "en")
    assert [(one.kind, one.start, one.end) for one in made.segments] == [
        (SegmentKind.SUBHEADING, 0, 6),
        (SegmentKind.PARAGRAPH, 7, 18),
    ]


def test_a_title_that_is_a_files_name_is_no_headline(tmp_path: Path) -> None:
    more = '<meta:DocumentMetaData xmi:id="5" sofa="1" begin="0" end="19" documentTitle="news-1.txt"/>'
    made = found_in(tmp_path / "a.xmi", XMI.format(more)).one.article
    assert made.title != "news-1.txt"
    assert made.meta == {"document": {"documentTitle": "news-1.txt"}}


def test_what_is_not_in_the_index_any_more_is_no_mention(tmp_path: Path) -> None:
    gone = MIRA.replace('xmi:id="2"', 'xmi:id="99"')
    assert marked(found_in(tmp_path / "a.xmi", XMI.format(gone + BAKU))) == [("Baku", "LOC")]


def test_xml_1_1_is_read_with_its_control_characters(tmp_path: Path) -> None:
    text = XMI.format(MIRA).replace('version="1.0"', 'version="1.1"', 1).replace("hates", "ha&#1;tes")
    found = found_in(tmp_path / "a.xmi", text)
    assert marked(found) == [("Mira", "PER")]
    assert "hates" in found.one.article.text


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def test_a_layer_of_any_namespace_is_named_as_its_file_names_it(tmp_path: Path) -> None:
    odd = '<o:Lemma xmlns:o="urn:x" xmi:id="4" sofa="1" begin="0" end="4"/>'
    found = found_in(tmp_path / "a.xmi", XMI.format(MIRA + odd))
    assert [loss.what for loss in found.losses] == ["1 of the layer urn:x.Lemma"]


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE, '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'])
def test_xml_with_a_document_type_is_refused_unread(tmp_path: Path, declared: str) -> None:
    text = XMI.format(MIRA).replace("<xmi:XMI", f"{declared}<xmi:XMI", 1)
    assert "document type" in found_in(tmp_path / "a.xmi", text).reason


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(XMI.format(MIRA)[:-40], id="cut off"),
        pytest.param(XMI.format(MIRA + MIRA), id="an id twice"),
        pytest.param(XMI.format(MIRA.replace('"4"', '"x"')), id="no number"),
        pytest.param(XMI.format(MIRA.replace('end="4"', 'end="99999"')), id="outside of the text"),
        pytest.param(XMI.format(MIRA.replace('"4"', '"-1"')), id="negative"),
        pytest.param(XMI.format(MIRA.replace('xmi:id="2"', "")), id="no id"),
        pytest.param(XMI.format("").replace("Mira 😊&#10;hates Baku.", ""), id="no text"),
        pytest.param(XMI.format("<a>" * 100 + "</a>" * 100), id="deep"),
    ],
)
def test_broken_xmi_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    found = found_in(tmp_path / "a.xmi", text)
    assert not found.articles
    assert found.reason.endswith(".")


def test_a_chain_in_a_circle_ends_where_it_began(tmp_path: Path) -> None:
    more = (
        '<coref:CoreferenceChain xmi:id="6" sofa="1" first="7"/>'
        '<coref:CoreferenceLink xmi:id="7" sofa="1" begin="0" end="4" next="8"/>'
        '<coref:CoreferenceLink xmi:id="8" sofa="1" begin="14" end="18" next="7"/>'
    )
    assert len(found_in(tmp_path / "a.xmi", XMI.format(more)).annotation.mentions) == 2


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a.jsonl"])
def test_json_is_recognised_and_read_though_the_text_comes_last(tmp_path: Path, name: str) -> None:
    record = cas("Mira 😊 hates Baku.", span(NAMED, 0, 4, value="PER"), span(NAMED, 14, 18, value="LOC"))
    found = read_json(tmp_path, record, name)
    assert marked(found) == [("Mira", "PER"), ("Baku", "LOC")]
    assert found.notes == ["It was read as uima-json."]


def test_tokens_prove_how_offsets_count(tmp_path: Path) -> None:
    words = [span(TOKEN, start, end) for start, end in ((0, 4), (5, 6), (7, 12), (13, 17), (17, 18))]
    found = read_json(tmp_path, cas("Mira 😊 hates Baku.", *words, span(NAMED, 14, 16, value="LOC")))
    assert marked(found) == [("ak", "LOC")]


def test_structures_by_their_ids_as_in_early_versions_are_read(tmp_path: Path) -> None:
    record = cas("Mira left.", span(NAMED, 0, 4, value="PER"))
    listed = record["%FEATURE_STRUCTURES"]
    assert isinstance(listed, list)
    record["%FEATURE_STRUCTURES"] = {str(one.pop("%ID")): one for one in listed}
    assert marked(read_json(tmp_path, record)) == [("Mira", "PER")]


def test_the_label_of_a_custom_layer_is_found_and_its_other_features_are_answers(tmp_path: Path) -> None:
    string, number = "uima.cas.String", "uima.cas.Integer"
    record = cas(
        "Mira hates Baku.",
        span("webanno.custom.PHI", 0, 4, kind="NAME", sex="f", weight=3, score=0.25, note="line\nline"),
        span("webanno.custom.Bare", 5, 10),
        PHI={"score": "uima.cas.Double", "sex": string, "kind": string, "weight": number, "note": string},
        Bare={},
    )
    found = read_json(tmp_path, record)
    assert marked(found) == [("Mira", "NAME"), ("hates", "Bare")]
    assert answers(found.annotation) == [("sex", "f", None, "Mira"), ("weight", "3", None, "Mira")]
    assert found.annotation.meta["layers"] == {
        "spans": {"m1": ["webanno.custom.PHI", "kind"], "m2": ["webanno.custom.Bare", None]},
        "features": {"m1": {"score": "0.25", "note": "line\nline"}},
        "attributes": {"j1": "sex", "j2": "weight"},
    }


def test_arrays_links_and_labels_of_documents_are_answers(tmp_path: Path) -> None:
    record = cas(
        "Mira hates Baku.",
        span("webanno.custom.Frame", 5, 10, **{"value": "hate", "@roles": 13, "@moods": 15}),
        span(NAMED, 0, 4, value="PER"),
        {"%TYPE": "webanno.custom.Topic", "label": "politics"},
        {"%TYPE": "webanno.custom.RolesLink[]", "%ELEMENTS": [14]},
        {"%TYPE": "webanno.custom.RolesLink", "role": "experiencer", "@target": 11},
        {"%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["dark", "loud"]},
        Topic={"label": "uima.cas.String"},
    )
    value = read_json(tmp_path, record).annotation
    assert answers(value) == [
        ("moods", "dark", None, "hates"),
        ("relation", "experiencer", "hates", "Mira"),
        ("Topic", "politics", None, "this article"),
    ]
    assert value.judgements["j1"].more_labels == ("loud",)


SMALL = cas(
    "Mira 😊 hates Baku.",
    span(TOKEN, 0, 4),
    span(NAMED, 0, 4, value="PER", identifier="Q1"),
    span(NAMED, 14, 18, value="LOC"),
    span("webanno.custom.Rel", 14, 18, **{"@Governor": 11, "@Dependent": 12, "label": "against"}),
    {"%TYPE": f"{DKPRO}coref.type.CoreferenceChain", "@first": 15},
    span(f"{DKPRO}coref.type.CoreferenceLink", 0, 4, **{"@next": 16}),
    span(f"{DKPRO}coref.type.CoreferenceLink", 14, 18, referenceType="LOC"),
    span(
        "webanno.custom.StanceJudgement",
        0,
        4,
        id="j1",
        task="stance",
        label="favor",
        targetKind="topic",
        target="dam",
    ),
    span("webanno.custom.StancePassage", 0, 4, judgement="j1", role="evidence"),
    Rel={"label": "uima.cas.String"},
)


@settings(max_examples=150, deadline=None)
@given(record=changed(SMALL))
def test_json_with_values_changed_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, record: object
) -> None:
    found = found_in(tmp_path_factory.mktemp("cas") / "a.json", json.dumps(record))
    assert len(found.articles) + len(found.refused) >= 1


@settings(max_examples=60, deadline=None)
@given(
    place=st.integers(300, 900), text=st.sampled_from(["", '"', "<", "&#0;", "&x;", "9", " end=''", "\x01"])
)
def test_xmi_with_characters_changed_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, text: str
) -> None:
    whole = XMI.format(MIRA + BAKU)
    found = found_in(tmp_path_factory.mktemp("cas") / "a.xmi", whole[:place] + text + whole[place + 1 :])
    assert len(found.articles) + len(found.refused) >= 1


@BOTH
def test_a_title_and_segments_of_every_kind_come_back(tmp_path: Path, writer: FolderWriter) -> None:
    segments = tuple(
        Segment(kind=kind, start=10 * number, end=10 * number + 9) for number, kind in enumerate(SegmentKind)
    )
    whole = article("\n".join(["Mira Toll"] * len(segments)), title="Mira Toll").model_copy(
        update={"segments": segments}
    )
    files, losses = written_files(writer, said(annotated(whole, annotation(ANNA, "a1", status=Status.DONE))))
    found = Found([put(tmp_path, files)]).one.article
    assert not losses
    assert (found.title, found.segments) == ("Mira Toll", segments)


@BOTH
def test_a_zero_beside_an_answer_is_said_and_comes_back(tmp_path: Path, writer: FolderWriter) -> None:
    zeros = stance("j1", "e1").model_copy(update={"intensity": 0.0, "confidence": 0.0, "value": 0.0})
    value = annotation(ANNA, "a1", mention("m1", 0, 9, entity="e1"), status=Status.DONE)
    value = value.model_copy(update={"judgements": {"j1": zeros}})
    files, _ = written_files(writer, said(annotated(article(TEXT), value)))
    for name, content_ in files.items():
        found_in(tmp_path / name, content_)
    (judgement,) = Found([tmp_path]).annotation.judgements.values()
    assert (judgement.intensity, judgement.confidence, judgement.value) == (0.0, 0.0, 0.0)


def content_of(value: Annotation) -> tuple[object, ...]:
    """Mentions and entities, whatever their ids."""
    mentions, entities = value.mentions.values(), value.entities.values()
    return sorted(map(mention_key, mentions)), sorted(entity_key(one, value.mentions) for one in entities)


def loaded(files: Mapping[str, bytes]) -> cassis.Cas:
    """The one CAS among the files, as dkpro-cassis loads it."""
    for name, content_ in files.items():
        if name.endswith(".json"):
            return cassis.load_cas_from_json(BytesIO(content_))
        if name.endswith(".xmi"):
            system = cassis.load_typesystem(BytesIO(files["TypeSystem.xml"]))
            return cassis.load_cas_from_xmi(BytesIO(content_), typesystem=system)
    raise AssertionError("there is none")


@BOTH
def test_what_is_written_loads_in_cassis_and_comes_back_from_it(tmp_path: Path, writer: FolderWriter) -> None:
    value = annotation(
        ANNA, "a1", mention("m1", 0, 9, entity="e1"), mention("m2", 36, 40, entity="e1"), status=Status.DONE
    )
    waves = TEXT.index("🌊") + 4
    value = value.model_copy(
        update={"mentions": {**value.mentions, "m3": mention("m3", waves, waves + 5, "GPE")}}
    )
    files, _ = written_files(writer, said(annotated(article(), value)))
    found = loaded(files)
    assert found.sofa_string == TEXT
    assert [(one.get_covered_text(), one.value) for one in found.select(NAMED)] == [
        ("Mira Toll", "PERSON"),
        ("Toll", "PERSON"),
        (TEXT[waves : waves + 5], "GPE"),
    ]
    (head,) = found.select(f"{DKPRO}coref.type.CoreferenceChain")
    assert [head.first.get_covered_text(), head.first.next.get_covered_text()] == ["Mira Toll", "Toll"]
    found.to_json(tmp_path / "again.json")
    again = Found([tmp_path]).annotation
    assert content_of(again) == content_of(value)


@BOTH
@settings(max_examples=12, deadline=None)
@given(project=projects(words=ODD))
def test_whatever_is_written_loads_in_cassis(
    writer: FolderWriter, project: Sequence[AnnotatedArticle]
) -> None:
    one = next(one for one in project if one.records)
    files, _ = written_files(writer, said(annotated(one.article, one.records[0].annotation)))
    assert loaded(files).sofa_string == one.article.text


@BOTH
def test_the_same_input_gives_the_same_bytes(writer: FolderWriter) -> None:
    rows = said(annotated(article(), annotation(ANNA, "a1", mention("m1", 0, 9), status=Status.DONE)))
    assert written_files(writer, rows) == written_files(writer, rows)


def test_control_characters_that_xml_cannot_hold_are_named(tmp_path: Path) -> None:
    value = annotation(ANNA, "a1", mention("m1", 0, 4), status=Status.DONE)
    files, losses = written_files(XMI_WRITER, said(annotated(article("Mira\x1b left"), value)))
    assert "a control character" in [loss.what for loss in losses]
    assert loaded(files).sofa_string == "Mira\ufffd left"
