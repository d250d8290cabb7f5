"""INCEpTION's project archives: everybody's work and the curated one come in, as far as each is."""

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from annotator.domain.annotation import AnnotatorKind, Status
from annotator.formats.uima import CAS_JSON_WRITER, XMI_WRITER
from annotator.formats.webanno_writing import WEBANNO_WRITER
from annotator.formats.writer import FolderWriter
from tests.builders import ANNA, annotation, article, mention
from tests.formats.tools.aids import Found, annotated, quotes, said, written_files

TEXT = "Mira Toll left Varon."
_WRITERS = {".tsv": WEBANNO_WRITER, ".xmi": XMI_WRITER, ".json": CAS_JSON_WRITER}


def layers(suffix: str, label: str | None = "PERSON", text: str = TEXT) -> bytes:
    """A file with the first name of the text so labelled, or with nothing marked."""
    writer: FolderWriter = _WRITERS[suffix]
    marks = [mention("m1", 0, 9, label)] if label else []
    value = annotation(ANNA, "a1", *marks, status=Status.DONE)
    files, _ = written_files(writer, said(annotated(article(text), value)))
    return files[f"annotation/a1/Anna{suffix}"]


def packed(files: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def project(*works: Mapping[str, object], state: str = "CURATION_FINISHED", **more: object) -> bytes:
    """The settings of a project with the document n.txt."""
    return json.dumps(
        {
            "name": "Dams",
            "mode": "annotation",
            "version": 1,
            "source_documents": [{"name": "n.txt", "format": "text", "state": state}],
            "annotation_documents": [{"name": "n.txt", **work} for work in works],
            **more,
        }
    ).encode()


def read(tmp_path: Path, files: Mapping[str, bytes]) -> Found:
    path = tmp_path / "dams.zip"
    path.write_bytes(packed(files))
    return Found([path])


def by_annotator(found: Found) -> dict[str, list[tuple[str, str]]]:
    return {
        record.annotation.annotator.name: quotes(found.one.article, record.annotation)
        for record in found.one.records
    }


@pytest.mark.parametrize("suffix", [".tsv", ".xmi", ".json"])
def test_all_annotators_and_the_curated_one_are_of_one_article(tmp_path: Path, suffix: str) -> None:
    found = read(
        tmp_path,
        {
            "exportedproject.json": project(
                {"user": "anna", "state": "FINISHED"}, {"user": "ben", "state": "IN_PROGRESS"}
            ),
            f"annotation/n.txt/anna{suffix}": layers(suffix, "PERSON"),
            f"annotation/n.txt/ben{suffix}": layers(suffix, "ORG"),
            f"annotation/n.txt/INITIAL_CAS{suffix}": layers(suffix, None),
            f"curation/n.txt/CURATION_USER{suffix}": layers(suffix, "GPE"),
            "annotation_ser/n.txt/anna.ser": b"\xac\xed\x00\x05",
            "source/n.txt": TEXT.encode(),
            "guideline/rules.txt": b"Mark names.",
        },
    )
    assert by_annotator(found) == {
        "anna": [("Mira Toll", "PERSON")],
        "ben": [("Mira Toll", "ORG")],
        "gold": [("Mira Toll", "GPE")],
    }
    assert {
        record.annotation.annotator.name: record.annotation.progress.status for record in found.one.records
    } == {"anna": Status.DONE, "ben": Status.IN_PROGRESS, "gold": Status.DONE}
    document = found.one.article.meta["document"]
    assert isinstance(document, dict)
    assert document["name"] == "n.txt"
    assert found.notes == ["It was read as inception."]


def test_a_file_packed_with_its_type_system_is_unpacked(tmp_path: Path) -> None:
    inner = packed({"anna.xmi": layers(".xmi"), "TypeSystem.xml": b"<typeSystemDescription/>"})
    found = read(tmp_path, {"exportedproject.json": project(), "annotation/n.txt/anna.zip": inner})
    assert by_annotator(found) == {"anna": [("Mira Toll", "PERSON")]}


def test_an_unpacked_archive_is_read_as_a_folder(tmp_path: Path) -> None:
    for name, content in {
        "exportedproject-dams.json": project(),
        "annotation/n.txt/anna.zip": packed({"anna.json": layers(".json")}),
        "source/n.txt": TEXT.encode(),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert by_annotator(Found([tmp_path])) == {"anna": [("Mira Toll", "PERSON")]}


def test_paths_that_begin_with_a_slash_as_in_old_archives_are_found(tmp_path: Path) -> None:
    found = read(
        tmp_path, {"/exportedproject1.json": project(), "/annotation/n.txt/anna.tsv": layers(".tsv")}
    )
    assert by_annotator(found) == {"anna": [("Mira Toll", "PERSON")]}


def test_who_skipped_a_document_and_who_commented_on_it_is_told(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "exportedproject.json": project(
                {"user": "anna", "state": "FINISHED", "annotatorComment": "hard", "updated": 1700000000000},
                {"user": "ben", "state": "IGNORE"},
                {"user": "carl", "state": "NEW"},
                {"user": "dora", "state": "FINISHED"},
                state="CURATION_IN_PROGRESS",
            ),
            "annotation/n.txt/anna.json": layers(".json"),
            "curation/n.txt/CURATION_USER.json": layers(".json"),
        },
    )
    works = {record.annotation.annotator.name: record for record in found.one.records}
    assert {name: record.annotation.progress.status for name, record in works.items()} == {
        "anna": Status.DONE,
        "gold": Status.IN_PROGRESS,
        "ben": Status.SKIPPED,
    }
    assert works["anna"].annotation.progress.note == "hard"
    assert works["anna"].updated == "2023-11-14T22:13:20.000+00:00"
    assert [loss.what for loss in found.losses] == ["the work of dora"]


def test_what_was_marked_before_anybody_worked_is_as_a_models(tmp_path: Path) -> None:
    found = read(
        tmp_path, {"exportedproject.json": project(), "annotation/n.txt/INITIAL_CAS.json": layers(".json")}
    )
    (record,) = found.one.records
    assert (record.annotation.annotator.name, record.annotation.annotator.kind) == (
        "INITIAL_CAS",
        AnnotatorKind.MODEL,
    )


def test_a_document_that_nobody_touched_is_an_article_without_work(tmp_path: Path) -> None:
    found = read(tmp_path, {"exportedproject.json": project(), "source/n.txt": TEXT.encode()})
    assert (found.one.article.text, found.one.records) == (TEXT, ())


def test_work_in_the_binary_form_alone_is_refused_with_what_to_do(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "exportedproject.json": project({"user": "anna", "state": "FINISHED"}),
            "annotation_ser/n.txt/anna.ser": b"\xac\xed\x00\x05",
            "source/n.txt": TEXT.encode(),
        },
    )
    assert [one.article.text for one in found.articles] == [TEXT]
    (refused,) = found.refused
    assert "export the project again" in refused.reason


def test_one_broken_file_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "exportedproject.json": project(),
            "annotation/n.txt/anna.tsv": layers(".tsv"),
            "annotation/n.txt/ben.tsv": layers(".tsv")[:40],
            "annotation/n.txt/carl.conll": b"Mira B-PER\n",
            "annotation/n.txt/dora.zip": packed({"x.zip": packed({"a.tsv": layers(".tsv")})}),
            "annotation/n.txt/emil.zip": b"PK\x03\x04 no archive",
        },
    )
    assert [record.annotation.annotator.name for one in found.articles for record in one.records] == ["anna"]
    assert sorted(Path(one.file).name for one in found.refused) == [
        "ben.tsv",
        "carl.conll",
        "dora.zip",
        "emil.zip",
    ]


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(b'{"mode": ', id="cut off"),
        pytest.param(b'{"mode": "a", "source_documents": [1]}', id="no object"),
        pytest.param(b'{"mode": "a", "source_documents": {"a": 1}}', id="no list"),
        pytest.param(b'{"mode": "a", "annotation_documents": [{"name": 7}]}', id="no name"),
    ],
)
def test_settings_that_are_none_are_refused(tmp_path: Path, settings: bytes) -> None:
    found = read(tmp_path, {"exportedproject.json": settings, "annotation/n.txt/anna.tsv": layers(".tsv")})
    assert not found.articles
    assert len(found.refused) == 1


def test_names_that_lead_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    settings = project(source_documents=[{"name": "../../secret"}])
    found = read(tmp_path, {"exportedproject.json": settings, "source/../../secret": b"x"})
    assert "secret" not in [one.article.text for one in found.articles]
