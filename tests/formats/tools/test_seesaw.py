"""SEESAW’s folders come in by annotator and go out as the files they were."""

import json
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import (
    AUTHOR,
    UNLISTED,
    Annotation,
    Annotator,
    Entity,
    Judgement,
    Progress,
    Ref,
    RefKind,
    Span,
    Status,
)
from annotator.domain.article import Article
from annotator.domain.records import AnnotatedArticle
from annotator.formats.seesaw_writing import SEESAW_WRITER
from annotator.formats.sources import Source, sources
from annotator.formats.writer import WriteOptions
from tests.builders import SCHEME, mention
from tests.domain.generated import annotations as any_annotation
from tests.domain.generated import articles as any_article
from tests.formats.tools.aids import Found, annotated, said, written_files

Files = Mapping[str, object]

NAME = "TRIPLET_007_DOCUMENT_1"
SENTENCES = [
    "Ada Ruiz praised the 😀 dam bill.",
    "",
    "Ada Ruiz praised the 😀 dam bill.",
    "Critics\u2028disagree.",
]
ARTICLE = {
    "title": "The dam bill",
    "text": [{"id": number, "text": text} for number, text in enumerate(SENTENCES)],
}
STORY = {
    "story_title": "Dams",
    "Split": "train",
    "Meta info for article 0": {"source": "Post", "url": "https://post.example/0"},
    "Meta info for article 1": {"source": "Herald", "url": "https://herald.example/1"},
    "triplet_id": "007",
}


def stance(id_: int, subject: str, sentiment: str, target: str, *annotators: str) -> dict[str, object]:
    return {
        "id": id_,
        "subject": subject,
        "sentiment": sentiment,
        "object": target,
        "annotators": [*annotators],
    }


SAID: dict[str, object] = {
    "title": "The dam bill",
    "entity lists": [
        ["Ada Ruiz", ["People", "People"], ["Main", "Salient"], ["B", "A"]],
        ["dam bill ", ["Topic"], ["Main"], ["B"]],
        ["Norn", ["Organization", "Others"], ["Salient", "Salient"], ["A", "B"]],
    ],
    "sentence-level stances": {
        "2": [
            stance(0, "Ada Ruiz", "POS", "dam bill", "B"),
            stance(1, "None", "NEG", "Norn", "B", "A"),
            stance(3, "Not in the list", "NEG", "dam bill ", "A"),
        ],
        "0": [stance(0, "Ada Ruiz", "POS", "Not in the list", "C")],
        "1": [stance(0, "Norn", "POS", "Ada Ruiz", "A")],
        "40": [stance(0, "Norn", "POS", "Ada Ruiz", "A")],
        "3": [],
    },
    "entity sentiments": {"Ada Ruiz": [["Neutral", "B"], ["Very Negative", "A"]], "dam bill ": []},
    "entity ideologies": {"Norn": [["Not Applicable", "A"]], "Somebody": [["Liberal", "A"]]},
    "article ideology": [
        {"ideology": "Moderate", "annotator": "A"},
        {"ideology": "Liberal", "annotator": "B"},
    ],
}


def put(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return folder


def files(said_: object = SAID, article: object = ARTICLE) -> dict[str, object]:
    return {
        f"articles/{NAME}.json": article,
        f"annotations/{NAME}.json": said_,
        "meta/TRIPLET_007.json": STORY,
    }


def written_again(*articles: AnnotatedArticle) -> tuple[dict[str, object], list[str]]:
    content, losses = written_files(SEESAW_WRITER, said(*articles))
    return {name: orjson.loads(data) for name, data in content.items()}, [loss.what for loss in losses]


def by_annotator(found: AnnotatedArticle) -> dict[str, Annotation]:
    return {record.annotation.annotator.name: record.annotation for record in found.records}


def sayings(annotation: Annotation) -> list[Sequence[str | None]]:
    def name(ref: Ref | None) -> str | None:
        return None if ref is None else ref.name

    return [(j.task, name(j.holder), j.label, name(j.target)) for j in annotation.judgements.values()]


def test_each_annotator_s_list_stances_and_answers_are_theirs(tmp_path: Path) -> None:
    one = Found([put(tmp_path, files())]).one
    people = by_annotator(one)
    assert list(people) == ["B", "A", "C"]
    assert [(e.name, e.label) for e in people["A"].entities.values()][:2] == [
        ("Ada Ruiz", "People"),
        ("Norn", "Organization"),
    ]
    assert ("stance", "the author", "NEG", "Norn") in sayings(people["A"])
    assert ("stance", "somebody not listed", "NEG", "dam bill ") in sayings(people["A"])
    assert sayings(people["C"]) == [("stance", "Ada Ruiz", "POS", "somebody not listed")]
    assert sayings(people["B"])[-1] == ("article_ideology", None, "Liberal", "this article")
    assert all(a.progress.status is Status.DONE and not a.mentions for a in people.values())


def test_sentences_are_segments_and_stances_are_anchored_in_them(tmp_path: Path) -> None:
    one = Found([put(tmp_path, files())]).one
    article = one.article
    spans = [(segment.start, segment.end) for segment in article.segments]
    assert [article.text[start:end] for start, end in spans] == [
        SENTENCES[0],
        SENTENCES[2],
        "Critics\ndisagree.",
    ]
    anchors = [j.anchor for j in by_annotator(one)["B"].judgements.values() if j.task == "stance"]
    assert [anchor and anchor.id for anchor in anchors] == [f"{spans[1][0]}-{spans[1][1]}"] * 2


def test_the_story_gives_source_and_address(tmp_path: Path) -> None:
    article = Found([put(tmp_path, files())]).one.article
    assert (article.title, article.source, article.url) == (
        *("The dam bill", "Herald"),
        "https://herald.example/1",
    )


def test_files_come_out_as_they_were(tmp_path: Path) -> None:
    found = Found([put(tmp_path, files())])
    assert [loss.what for loss in found.losses] == []
    again, losses = written_again(found.one)
    assert again == files()
    assert losses == []


def test_files_in_an_archive_are_found_as_well(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for name, content in files().items():
            archive.writestr(f"SEESAW/{name}", json.dumps(content))
    assert len(Found([tmp_path / "set.zip"]).one.records) == 3


def test_an_article_without_annotations_has_been_annotated_by_nobody(tmp_path: Path) -> None:
    found = Found([put(tmp_path, {f"articles/{NAME}.json": ARTICLE})])
    assert found.one.records == ()
    again, losses = written_again(found.one)
    assert (again, losses) == ({f"articles/{NAME}.json": ARTICLE}, [])


def test_a_file_of_annotations_with_nothing_in_it_is_written_again(tmp_path: Path) -> None:
    empty: dict[str, object] = {
        "title": "The dam bill",
        "entity lists": [],
        "sentence-level stances": {},
        "entity sentiments": {},
        "entity ideologies": {},
        "article ideology": [],
    }
    found = Found([put(tmp_path, files(empty))])
    assert found.one.records == ()
    again, losses = written_again(found.one)
    assert again == files(empty)
    assert losses == []


def test_other_articles_with_other_annotations_keep_what_is_theirs(tmp_path: Path) -> None:
    plain = {"title": "Varon", "text": "The dam of Varon burst on Monday, the ministry said."}
    found = Found([put(tmp_path, {"articles/one.json": plain, "elsewhere/one.json": plain | {"title": "V"}})])
    assert found.notes == []
    assert len(found.articles) == 2


@pytest.mark.parametrize(
    "path", ["articles", f"articles/{NAME}.json", "annotations", f"annotations/{NAME}.json"]
)
def test_one_folder_or_file_brings_in_what_lies_in_the_folders_beside_it(tmp_path: Path, path: str) -> None:
    whole = Found([put(tmp_path, files())])
    found = Found([tmp_path / path])
    assert by_annotator(found.one) == by_annotator(whole.one)
    assert found.one.article.text == whole.one.article.text


def test_nothing_further_up_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")
    (source,) = next(iter(sources([put(tmp_path, {"in/a.json": {}, "beside/b.json": {}}) / "in" / "a.json"])))
    assert isinstance(source, Source)
    assert source.beside("../beside/b.json") is not None
    for path in ("../secret.json", "../../secret.json", "../x/../secret.json", str(tmp_path / "secret.json")):
        assert source.beside(path) is None, path


def test_annotations_without_their_article_are_refused(tmp_path: Path) -> None:
    found = Found([put(tmp_path, {f"annotations/{NAME}.json": SAID})])
    assert "The sentences they are about are missing" in found.reason


def test_broken_annotations_refuse_their_article_and_leave_the_others(tmp_path: Path) -> None:
    other = {"text": [{"id": 0, "text": "It rained in Varon."}]}
    broken: list[object] = [
        SAID | {"entity lists": [["Ada Ruiz", ["People"], [], ["A"]]]},
        SAID | {"entity lists": [["Ada Ruiz", ["People"]]]},
        SAID | {"sentence-level stances": {"0": [{"id": 0, "annotators": ["A"]}]}},
        SAID | {"sentence-level stances": {"0": [stance(0, "X", "POS", "Y", "")]}},
        SAID | {"entity sentiments": {"Ada Ruiz": [["Neutral"]]}},
        SAID | {"article ideology": [{"ideology": 4, "annotator": "A"}]},
        SAID | {"sentence-level stances": []},
        b"{",
        b"[]",
    ]
    for number, one in enumerate(broken):
        folder = put(tmp_path / str(number), files(one) | {"articles/other.json": other})
        found = Found([folder])
        assert [a.article.text for a in found.articles] == ["It rained in Varon."], one
        assert len(found.refused) == 1, one


def test_what_nobody_says_and_what_is_said_twice_is_named(tmp_path: Path) -> None:
    said_ = SAID | {
        "entity lists": [["Ada Ruiz", ["People", None], ["Main", "Main"], ["A", "A"]], ["Norn", [], [], []]],
        "sentence-level stances": {"0": [stance(0, "None", "POS", "Ada Ruiz") | {"sure": True}]},
    }
    found = Found([put(tmp_path, files(said_))])
    assert [loss.what for loss in found.losses][:4] == [
        "Ada Ruiz: A once more",
        "the entity Norn",
        "“sure” of stance 0 in sentence 0",
        "stance 0 in sentence 0",
    ]


def test_work_of_the_program_goes_out_by_sentences_and_names_what_stays_behind() -> None:
    text = "Mira Toll met Varon. She praised the dam. It rained."
    toll, dam = Ref(kind=RefKind.ENTITY, id="e1"), Ref(kind=RefKind.ENTITY, id="e2")
    made = Annotation(
        article_id="a/1",
        annotator=Annotator(name="anna"),
        scheme=SCHEME.id,
        progress=Progress(status=Status.DONE),
        mentions={"m1": mention("m1", 0, 9, entity="e1"), "m2": mention("m2", 37, 40, entity="e2")},
        entities={
            "e1": Entity(id="e1", name="Mira Toll", label="PERSON"),
            "e2": Entity(id="e2", name="the dam", label="ORG"),
        },
        judgements={
            "j1": Judgement(id="j1", task="stance", holder=toll, target=dam, label="favor",
                            evidence=(Span(start=21, end=41),)),
            "j2": Judgement(id="j2", task="stance", holder=AUTHOR, target=toll, label="against"),
            "j3": Judgement(id="j3", task="stance", holder=AUTHOR, target=UNLISTED, label="against"),
            "j4": Judgement(id="j4", task="salience", target=toll, label="main"),
        },
    )  # fmt: skip
    again, losses = written_again(annotated(Article(id="a/1", text=text), made))
    assert again["annotations/a_1.json"] == {
        "entity lists": [
            ["Mira Toll", ["PERSON"], ["main"], ["anna"]],
            ["the dam", ["ORG"], [None], ["anna"]],
        ],
        "sentence-level stances": {
            "0": [stance(0, "None", "against", "Mira Toll", "anna")],
            "1": [stance(0, "Mira Toll", "favor", "the dam", "anna")],
        },
        "entity sentiments": {},
        "entity ideologies": {},
        "article ideology": [],
    }
    assert losses == [
        "the mention “Mira Toll” (PERSON)",
        "the mention “dam” (PERSON)",
        "the evidence of stance: e1, favor, e2",
        "stance: the author, against, somebody not listed",
    ]


def test_unfinished_work_stays_behind_and_is_named() -> None:
    made = Annotation(
        article_id="a1",
        annotator=Annotator(name="ben"),
        scheme=SCHEME.id,
        progress=Progress(status=Status.SKIPPED),
    )
    again, losses = written_again(annotated(Article(id="a1", text="It rained."), made))
    assert list(again) == ["articles/a1.json"]
    assert losses == ["the annotation of ben"]


_TEXT = st.sampled_from(["It rained.", "😀 Varon", "a\r\nb", "x\x00y", "tab\there", " ", "“no”", "e\u0301"])
_NAMES = st.sampled_from(["Ada Ruiz", "Norn", "dam bill", " dam bill", "e1", "النهر"])
_PEOPLE = st.lists(st.sampled_from("ABCD"), min_size=1, max_size=4, unique=True)
_ENDS = _NAMES | st.sampled_from(["None", "Not in the list"])


@st.composite
def stances(draw: st.DrawFn) -> list[dict[str, object]]:
    triplets = draw(
        st.lists(st.tuples(_ENDS, st.sampled_from(["POS", "NEG"]), _ENDS), max_size=3, unique=True)
    )
    return [stance(number, *triplet, *draw(_PEOPLE)) for number, triplet in enumerate(triplets)]


@st.composite
def seesaw_files(draw: st.DrawFn) -> dict[str, object]:
    texts = [*draw(st.lists(_TEXT | st.just(""), max_size=5)), "The end."]
    names = draw(st.lists(_NAMES, unique=True, max_size=5))
    lists = []
    for name in names:
        people = draw(_PEOPLE)
        types = [draw(st.sampled_from(["People", "Topic"])) for _ in people]
        lists.append([name, types, [draw(st.sampled_from(["Main", "Salient"])) for _ in people], people])
    about = st.dictionaries(
        _NAMES,
        _PEOPLE.flatmap(
            lambda people: st.lists(
                st.sampled_from(["Neutral", "Positive"]), min_size=len(people), max_size=len(people)
            ).map(lambda labels: [list(pair) for pair in zip(labels, people, strict=True)])
        )
        | st.just([]),
        max_size=3,
    )
    said_ = {
        "title": "T",
        "entity lists": lists,
        "sentence-level stances": {str(key): draw(stances()) for key in draw(st.sets(st.integers(0, 7)))},
        "entity sentiments": draw(about),
        "entity ideologies": draw(about),
        "article ideology": [{"ideology": "Moderate", "annotator": who} for who in draw(_PEOPLE)],
    }
    article = {"title": "T", "text": [{"id": number, "text": text} for number, text in enumerate(texts)]}
    return files(said_, article)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wanted=seesaw_files())
def test_generated_files_come_out_as_they_were(wanted: dict[str, object]) -> None:
    with TemporaryDirectory() as folder:
        found = Found([put(Path(folder), wanted)])
    again, losses = written_again(found.one)
    assert found.losses == []
    assert losses == []
    assert again == wanted


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), article=any_article())
def test_any_work_goes_out_the_same_each_time_and_can_be_read_again(
    data: st.DataObject, article: Article
) -> None:
    rows = said(annotated(article, data.draw(any_annotation(article))))
    once, losses = written_files(SEESAW_WRITER, rows, WriteOptions(SCHEME))
    assert (once, losses) == written_files(SEESAW_WRITER, rows, WriteOptions(SCHEME))
    with TemporaryDirectory() as folder:
        for name, content in once.items():
            put(Path(folder), {name: content})
        found = Found([Path(folder)])
    is_visible = any(unicodedata.category(character)[0] not in "CZ" for character in article.text)
    assert (len(found.articles), bool(found.refused)) == ((1, False) if is_visible else (0, True))
