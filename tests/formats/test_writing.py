"""Files are replaced whole or stay as they were."""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from annotator.domain.article import Article
from annotator.domain.records import AnnotationRecord, StoredAnnotation, StoredArticle
from annotator.domain.refused import Refused
from annotator.formats.atomic_files import atomic_writer
from annotator.formats.check import checked_lines
from annotator.formats.jsonl_writing import JSONL_WRITER
from annotator.formats.writer import WriteOptions
from annotator.formats.written import Said, Written
from tests.builders import SCHEME
from tests.domain.marked import marked


def said(number: int = 3) -> Iterator[Said]:
    _, annotation = marked("[Varon|GPE]")
    for index in range(number):
        article = StoredArticle.of(Article(id=f"a{index}", text="Varon"))
        record = AnnotationRecord(
            annotation=annotation.model_copy(update={"article_id": article.id}),
            created="2024-05-01T08:00:00Z",
            updated="2024-05-01T08:00:00Z",
            program_version="0.1.0",
        )
        yield article, StoredAnnotation.of(record)


def _write_half(path: Path, error: type[BaseException]) -> None:
    with atomic_writer(path) as stream:
        stream.write(b"half")
        stream.flush()
        raise error


def test_rows_are_written_one_a_line_and_yield_as_they_go(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    with atomic_writer(path) as stream:
        written = list(JSONL_WRITER.write(stream, said(), WriteOptions(SCHEME)))
    assert written == [Written(), Written(), Written()]
    assert [orjson.loads(line)["id"] for line in path.read_bytes().splitlines()] == ["a0", "a1", "a2"]
    assert not any(line.faults for line in checked_lines(path))


def test_an_article_nobody_annotated_is_written_too(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    with atomic_writer(path) as stream:
        list(
            JSONL_WRITER.write(
                stream, [(StoredArticle.of(Article(id="a1", text="Varon")), None)], WriteOptions(SCHEME)
            )
        )
    assert not any(line.faults for line in checked_lines(path))


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_whatever_goes_wrong_the_file_stays_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"good\n")
    with pytest.raises(error):
        _write_half(path, error)
    assert path.read_bytes() == b"good\n"
    assert [file.name for file in tmp_path.iterdir()] == ["rows.jsonl"]


def test_until_all_is_written_there_is_the_old_file_and_afterwards_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"old")
    with atomic_writer(path) as stream:
        stream.write(b"new")
        stream.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["rows.jsonl"]


def test_a_file_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "rows.jsonl", tmp_path):
        with pytest.raises(Refused, match="could not be written: "), atomic_writer(path) as stream:
            stream.write(b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights are those of POSIX")
def test_links_stay_links_and_rights_stay_as_they_were(tmp_path: Path) -> None:
    path, link = tmp_path / "rows.jsonl", tmp_path / "link.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    with atomic_writer(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="there are no devices in the file system")
def test_a_device_is_written_to_and_not_replaced() -> None:
    with atomic_writer(Path("/dev/null")) as stream:
        stream.write(b"gone")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize("name", ["work.annotator", "work.annotator-wal", "work.annotator-shm", "link"])
def test_a_project_is_never_overwritten(tmp_path: Path, name: str) -> None:
    project = tmp_path / "work.annotator"
    project.write_bytes(b"SQLite format 3\0 and all the work")
    (tmp_path / "link").symlink_to(project)
    with pytest.raises(Refused, match="belongs to a database"), atomic_writer(tmp_path / name):
        pass
    assert project.read_bytes() == b"SQLite format 3\0 and all the work"
