"""The same project gives the same bytes in every format: again, from a copy of it, in parts, in archives."""

import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from annotator.formats.read_options import ReadOptions
from annotator.formats.writer import FolderWriter
from annotator.formats.writing import WRITERS
from annotator.project import Project, create_project, open_project, run_to_end
from tests.formats.round_trips.generated_annotations import SCHEME
from tests.formats.round_trips.generated_projects import some_articles
from tests.formats.round_trips.test_round_trips import BOTH_WAYS
from tests.formats.round_trips.trips import contents_of, suffix_of

_PARTS = {"train": 0.6, "dev": 0.2, "test": 0.2}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project with work of everybody in it, and a copy of it."""
    folder = tmp_path_factory.mktemp("same")
    first, copy = folder / "first.annotator", folder / "copy.annotator"
    with create_project(str(first), SCHEME) as project:
        result = run_to_end(project.import_articles(some_articles()))
        assert result.annotations_added
    shutil.copy(first, copy)
    return first, copy


@pytest.fixture(scope="module")
def opened(places: tuple[Path, Path]) -> Iterator[tuple[Project, Project]]:
    with open_project(str(places[0])) as first, open_project(str(places[1])) as copy:
        yield first, copy


@pytest.mark.parametrize("name", WRITERS)
def test_an_export_has_the_same_bytes_again_and_from_a_copy(
    tmp_path: Path, opened: tuple[Project, Project], name: str
) -> None:
    outs = [tmp_path / f"{number}{suffix_of(WRITERS[name])}" for number in range(3)]
    for project, out in zip((opened[0], opened[0], opened[1]), outs, strict=True):
        run_to_end(project.export(out, format_name=name))
    first, again, copied = map(contents_of, outs)
    assert first
    assert first == again == copied


@pytest.mark.parametrize("name", [name for name, one in WRITERS.items() if isinstance(one, FolderWriter)])
def test_a_folder_packed_as_an_archive_has_the_same_bytes_again(
    tmp_path: Path, opened: tuple[Project, Project], name: str
) -> None:
    for number, project in enumerate(opened):
        run_to_end(project.export(tmp_path / f"{number}.zip", format_name=name))
    run_to_end(opened[0].export(tmp_path / "folder", format_name=name))
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "0.zip") as archive:
        packed = {one: archive.read(one) for one in archive.namelist()}
    assert packed == contents_of(tmp_path / "folder")


@pytest.mark.parametrize("name", WRITERS)
def test_archives_and_data_sets_in_parts_have_the_same_bytes_again(
    tmp_path: Path, opened: tuple[Project, Project], name: str
) -> None:
    for number, project in enumerate(opened):
        out = tmp_path / f"{number}.zip"
        run_to_end(project.export(out, format_name=name, split=_PARTS, seed=3))
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_from_project_to_file_to_project_nothing_changes_any_more(
    tmp_path: Path, opened: tuple[Project, Project], name: str
) -> None:
    """As anybody would do it: what was exported is imported into a new project and exported again."""
    files: list[Mapping[str, bytes]] = []
    with ExitStack() as stack:
        project = opened[0]
        for number in range(3):
            out = tmp_path / str(number) / f"all{suffix_of(WRITERS[name])}"
            out.parent.mkdir()
            run_to_end(project.export(out, format_name=name))
            files.append(contents_of(out))
            project = stack.enter_context(create_project(str(tmp_path / f"{number}.annotator"), SCHEME))
            result = run_to_end(project.import_files([out], ReadOptions(cleaning=frozenset())))
            assert result.refused == ()
            assert result.annotations_added
    assert files[1] == files[2]
