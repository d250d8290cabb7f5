import json
import zipfile
from pathlib import Path

from annotator.formats.reading import ReadOptions, read, total_bytes
from tests.formats.reading_aids import read_all

PROSE = "The council of the valley met on Monday and decided nothing, as it had done before."


def archive(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as stream:
        for name, data in members.items():
            stream.writestr(name, data)
    return path


def test_every_member_is_read_as_the_file_it_is(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "wire.zip",
        {
            "b/2.txt": f"A quiet day\n\n{PROSE}".encode("utf-16"),
            "a.jsonl": "\n".join(json.dumps({"text": f"{PROSE} {number}"}) for number in range(3)).encode()
            + b"\n{",
            "c.csv": f"id;text\n1;{PROSE} in a table\n".encode(),
            "d/": b"",
            "__MACOSX/b/._2.txt": b"\x00\x05",
            "e.pdf": b"%PDF-1.4",
        },
    )
    articles, refused = read_all(path)
    assert [article.origin.file for article in articles if article.origin] == [
        *["wire.zip/a.jsonl"] * 3,
        "wire.zip/b/2.txt",
        "wire.zip/c.csv",
    ]
    assert [(file, where) for file, where, _ in refused] == [
        ("wire.zip/a.jsonl", "line 4"),
        ("wire.zip/e.pdf", ""),
    ]


def test_an_archive_is_found_in_a_folder_and_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    archive(tmp_path / "in" / "wire.zip", {"a.txt": PROSE.encode()})
    archive(tmp_path / "in" / "wire", {"a.txt": f"{PROSE} 2".encode()})
    articles, refused = read_all(tmp_path)
    assert not refused
    assert [a.origin.file for a in articles if a.origin] == ["in/wire/a.txt", "in/wire.zip/a.txt"]


def test_what_an_archive_cannot_give_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "wire.zip",
        {
            "a.txt": PROSE.encode(),
            "broken.txt": b"x" * 400 + PROSE.encode(),
            "inner.zip": b"PK\x03\x04",
            "z.txt": b"Z.",
        },
        zipfile.ZIP_STORED,
    )
    data = bytearray(path.read_bytes())
    data[data.index(b"x" * 400)] ^= 0xFF
    path.write_bytes(bytes(data))
    articles, refused = read_all(path)
    assert [article.text for article in articles] == [PROSE, "Z."]
    assert [file for file, _, _ in refused] == ["wire.zip/broken.txt", "wire.zip/inner.zip"]
    assert "damaged" in refused[0][2]
    assert refused[1][2] == "It is an archive in an archive; unpack it first."


def test_a_member_behind_a_password_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "wire.zip", {"a.txt": PROSE.encode()})
    data = bytearray(path.read_bytes())
    # The flag that says so stands in the member's own header and in the directory at the end.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert read_all(path) == ([], [("wire.zip/a.txt", "", "It is locked with a password; unpack it first.")])


def test_a_member_without_a_name_is_read_all_the_same(tmp_path: Path) -> None:
    path = archive(tmp_path / "wire.zip", {"nn": PROSE.encode(), "z.txt": b"Z."})
    # A name ends at a zero, so this one is none.
    path.write_bytes(path.read_bytes().replace(b"nn", b"\x00n"))
    articles, refused = read_all(path)
    assert not refused
    assert [article.text for article in articles] == [PROSE, "Z."]
    assert [a.origin.file for a in articles if a.origin] == ["wire.zip/(no name)", "wire.zip/z.txt"]


def test_a_member_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.zip", {"a.txt": bytes(100 << 20)})
    _, refused = read_all(path)
    assert "times its size" in refused[0][2]


def test_what_only_claims_to_be_an_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and then nothing")
    (tmp_path / "b.zip").write_bytes(b"just text")
    (tmp_path / "c.zip").write_bytes(b"")
    archive(tmp_path / "d.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    archive(tmp_path / "e.zip", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    articles, refused = read_all(tmp_path)
    assert not articles
    assert [file for file, _, _ in refused] == ["a.zip", "b.zip", "c.zip", "d.docx", "e.zip"]
    assert all("rchive" in reason for _, _, reason in refused[:3])
    assert all("packed document" in reason for _, _, reason in refused[3:])


def test_a_format_that_is_said_is_that_of_the_members(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.csv": PROSE.encode()})
    articles, _ = read_all(path, options=ReadOptions(format="text"))
    assert [article.text for article in articles] == [PROSE]
    assert len(read_all(path, options=ReadOptions(format="zip"))[1]) == 1


def test_bytes_of_an_archive_are_told_as_they_are_on_the_disk(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": f"{PROSE} {number}"}) for number in range(2_000))
    path = archive(tmp_path / "a.zip", {"a.jsonl": lines.encode(), "b.txt": PROSE.encode()})
    told: list[int] = []
    assert sum(1 for _ in read([path], None, told.append)) == 2_001
    assert 0.9 * total_bytes([path]) < sum(told) <= total_bytes([path])


def test_members_whose_paths_lead_out_of_the_archive_are_refused_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    names = ["../out.txt", "a/../../out.txt", "in.txt", "..a/.hidden.txt"]
    path = archive(tmp_path / "wire.zip", {name: f"{PROSE} {name}".encode() for name in names})
    articles, refused = read_all(path)
    assert [a.origin.file for a in articles if a.origin] == ["wire.zip/in.txt"]
    assert [(file, reason) for file, _, reason in refused] == [
        (f"wire.zip/{name}", "Its path leads out of the archive.")
        for name in ("../out.txt", "a/../../out.txt")
    ]
