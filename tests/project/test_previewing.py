"""Before an import: what each file holds, how it was taken, what would be refused; nothing is stored."""

import json
import zipfile
from pathlib import Path

import pytest

from annotator.project import ImportPreview, Project, create_project, run_to_end
from tests.builders import SCHEME


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(str(tmp_path / "trial.annotator"), SCHEME)


def previewed(project: Project, folder: Path, **files: str) -> ImportPreview:
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content)
    return run_to_end(project.preview([folder]))


def test_each_file_is_told_with_its_format_and_what_is_in_it(project: Project, tmp_path: Path) -> None:
    rows = [
        {"text": "😀 Mira left.", "label": [[3, 7, "SHIP"]], "annotator": "anna"},
        {"text": "Ben left.", "label": [[0, 99, "PERSON"]]},
    ]
    found = previewed(
        project, tmp_path / "in", a_jsonl="\n".join(map(json.dumps, rows)), b_txt="A story.\n\nOf Varon."
    )
    labelled, story = found.files
    assert (labelled.file, labelled.format, labelled.articles) == ("a.jsonl", "doccano", 1)
    assert (labelled.annotators, labelled.mentions) == (("anna",), 1)
    assert [bad.where for bad in labelled.refused] == ["line 2"]
    assert (story.file, story.format, story.articles, story.annotations) == ("b.txt", None, 1, 0)
    assert found.labels_added == ("SHIP",)
    assert found.is_whole


def test_nothing_is_stored_and_the_scheme_stays(project: Project, tmp_path: Path) -> None:
    previewed(project, tmp_path / "in", a_jsonl='{"text": "Mira left.", "label": [[0, 4, "SHIP"]]}')
    assert project.status().articles == 0
    assert project.scheme == SCHEME


def test_of_very_many_articles_the_first_are_looked_at_and_that_is_said(
    project: Project, tmp_path: Path
) -> None:
    rows = "\n".join(json.dumps({"text": f"Story {number} of Varon."}) for number in range(700))
    found = previewed(project, tmp_path / "in", a_jsonl=rows)
    assert not found.is_whole
    assert found.files[0].articles == 500


def test_how_offsets_count_is_told_and_whether_quotes_prove_it(project: Project, tmp_path: Path) -> None:
    spans = [{"start": 3, "end": 7, "label": "SHIP", "text": "Mira"}]
    proven = {"text": "😀 Mira left.", "spans": spans, "answer": "accept"}
    bare = {"text": "Ben left.", "spans": [{"start": 0, "end": 3, "label": "SHIP"}], "answer": "accept"}
    found = previewed(
        project, tmp_path / "in", a_jsonl=json.dumps(proven), b_jsonl=json.dumps(bare), c_txt="A story."
    )
    told = [(file.countings, file.is_proven) for file in found.files]
    assert told == [(("UTF-16 units",), True), (("code points",), False), ((), True)]


def test_what_the_project_has_already_and_what_does_not_fit_to_it_is_told(
    project: Project, tmp_path: Path
) -> None:
    def row(label: str) -> str:
        return json.dumps({"text": "Mira left.", "label": [[0, 4, label]], "annotator": "anna"})

    story = json.dumps({"text": "Ben left.", "label": [], "annotator": "anna"})
    before = tmp_path / "before.jsonl"
    before.write_text(f"{row('SHIP')}\n{story}")
    run_to_end(project.import_files([before]))
    (file,) = previewed(project, tmp_path / "in", a_jsonl=f"{row('PERSON')}\n{story}").files
    assert [bad.reason for bad in file.refused] == [
        "anna has annotated this article otherwise in the project; that is kept."
    ]
    again = run_to_end(project.preview([before]))
    assert (again.there_already, again.files[0].refused) == (2, ())
    other = run_to_end(project.preview([before], annotator="ben"))
    assert (other.there_already, other.files[0].annotators) == (0, ("ben",))


def test_a_file_with_nothing_in_it_is_told_of(project: Project, tmp_path: Path) -> None:
    found = previewed(project, tmp_path / "in", a_jsonl="", b_txt="A story.")
    assert [(file.file, file.articles) for file in found.files] == [("a.jsonl", 0), ("b.txt", 1)]


def test_an_archive_of_a_project_is_told_as_one_with_all_its_annotators(
    project: Project, tmp_path: Path
) -> None:
    layers = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value\n\n\n"
        "#Text=😀 Mira left.\n1-1\t0-2\t😀\t_\n1-2\t3-7\tMira\tSHIP\n1-3\t8-12\tleft\t_\n1-4\t12-13\t.\t_\n"
    )
    documents = [{"name": "n.txt", "user": user, "state": "FINISHED"} for user in ("anna", "ben")]
    settings = {
        "name": "Ships",
        "mode": "annotation",
        "source_documents": [{"name": "n.txt", "format": "text", "state": "CURATION_FINISHED"}],
        "annotation_documents": documents,
    }
    path = tmp_path / "ships.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("exportedproject.json", json.dumps(settings))
        for work in ("annotation/n.txt/anna.tsv", "annotation/n.txt/ben.tsv"):
            archive.writestr(work, layers)
        archive.writestr("curation/n.txt/CURATION_USER.tsv", layers.replace("3-7", "3-x"))
    told, broken = run_to_end(project.preview([path])).files
    assert (told.file, told.format, told.articles) == ("ships.zip/exportedproject.json", "inception", 1)
    assert (told.annotators, told.mentions, told.countings) == (("anna", "ben"), 2, ("UTF-16 units",))
    assert (broken.file, broken.articles) == ("ships.zip/curation/n.txt/CURATION_USER.tsv", 0)
    assert len(broken.refused) == 1


def test_looking_ends_though_nothing_but_faults_is_found(project: Project, tmp_path: Path) -> None:
    found = previewed(project, tmp_path / "in", a_jsonl='{"text": ""}\n' * 2_000)
    assert not found.is_whole
    assert len(found.files[0].refused) == 500
