import hashlib
from pathlib import Path

import pytest

from annotator.domain.refused import Refused
from annotator.formats.reading import ReadOptions, read, total_bytes
from tests.formats.reading_aids import NO_CLEANING, quotes, read_all, read_one

PROSE = "The council of the valley met on Monday and decided nothing, as it had done before."
MESSY = (
    "Valley council decides nothing\n\n\n\n[ad_1]\n\nPublished in: Last update:\n\n"
    f"Tavresk (AFP)\n\n{PROSE}\n\n"
    f"– ‘All or nothing’ –\n\n{PROSE}\n\nShare this article\n\n[ad_2]\n"
)
CLEAN = f"Valley council decides nothing\n\nTavresk (AFP)\n\n{PROSE}\n\n– ‘All or nothing’ –\n\n{PROSE}"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def test_a_scraped_article_is_cleaned_and_cut_into_its_parts(tmp_path: Path) -> None:
    article = read_one(write(tmp_path / "a.txt", MESSY))
    assert article.text == CLEAN
    assert (article.title, article.dateline) == ("Valley council decides nothing", "Tavresk (AFP)")
    assert (article.language, article.direction) == ("en", "ltr")
    assert (article.source, article.url, article.author, article.published) == (None, None, None, None)
    assert article.meta == {}
    assert quotes(article, "subheading") == ["– ‘All or nothing’ –"]
    assert article.id == f"a-{article.text_sha256[:16]}"


def test_every_removal_is_recorded_by_rule(tmp_path: Path) -> None:
    origin = read_one(write(tmp_path / "a.txt", MESSY)).origin
    assert origin is not None
    assert origin.file == "a.txt"
    assert origin.sha256 == hashlib.sha256(MESSY.encode()).hexdigest()
    assert origin.replaced == ()
    taken = dict.fromkeys(("shortcode", "empty_metadata", "share_notice", "blank_lines"), "")
    for piece in origin.removed or ():
        taken[piece.rule] += MESSY[piece.start : piece.end]
    assert taken["shortcode"] == "[ad_1]\n[ad_2]\n"
    assert taken["empty_metadata"] == "Published in: Last update:\n"
    assert taken["share_notice"] == "Share this article\n"
    assert not taken["blank_lines"].strip()
    assert origin.rebuild(MESSY) == CLEAN


def test_rules_can_be_switched_off(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", MESSY)
    assert read_one(path, NO_CLEANING).text == MESSY
    only = ReadOptions(cleaning=frozenset(("shortcode",)))
    assert read_one(path, only).text == MESSY.replace("[ad_1]\n", "").replace("[ad_2]\n", "")


@pytest.mark.parametrize(
    ("encoding", "newline"),
    [("utf-8-sig", "\n"), ("utf-16", "\r\n"), ("cp1252", "\r\n"), ("utf-8", "\r"), ("utf-8", "\u2028")],
)
def test_the_same_article_in_any_encoding_and_with_any_line_ends_is_the_same(
    tmp_path: Path, encoding: str, newline: str
) -> None:
    path = write(tmp_path / "a.txt", MESSY.replace("\n", newline), encoding)
    article = read_one(path)
    assert article.text == CLEAN
    assert article.origin is not None
    assert article.origin.rebuild(MESSY.replace("\n", newline)) == CLEAN


def test_folders_are_read_through_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/10.txt", "c.md", ".hidden.txt", ".git/x.txt", "__MACOSX/y.txt"):
        write(tmp_path / name, f"{name}\n\n{PROSE}")
    articles, refused = read_all(tmp_path)
    assert not refused
    assert [a.origin.file for a in articles if a.origin] == ["a/10.txt", "a/2.txt", "b.txt", "c.md"]


def test_a_linked_folder_is_not_followed_in_circles(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", PROSE)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    articles, refused = read_all(tmp_path)
    assert (len(articles), refused) == (1, [])


def test_bad_files_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "1.txt", "")
    write(tmp_path / "2.txt", " \n\ufeff\u00a0\n")
    write(tmp_path / "3.txt", "[ad_1]\nShare this article")
    (tmp_path / "4.pdf").write_bytes(b"%PDF-1.7 \xff\xfe")
    (tmp_path / "5.txt").write_bytes(PROSE.encode() + "é".encode() + b"\xff" + PROSE.encode())
    (tmp_path / "6.xml").write_bytes(b"<?xml version='1.0'?><rss/>")
    write(tmp_path / "7.txt", PROSE)
    articles, refused = read_all(tmp_path, tmp_path / "8.txt")
    assert [article.text for article in articles] == [PROSE]
    assert [(Path(file).name, where) for file, where, _ in refused] == [
        (f"{name}", "") for name in ("1.txt", "2.txt", "3.txt", "4.pdf", "5.txt", "6.xml", "8.txt")
    ]
    reasons = [reason for _, _, reason in refused]
    assert reasons[0] == reasons[1] == "Its text is empty."
    assert reasons[2] == "Its text is nothing but scraping debris."
    assert "PDF" in reasons[3]
    assert "not valid utf-8" in reasons[4]
    assert "XML" in reasons[5]
    assert reasons[6] == "There is no such file."
    assert all(reason.endswith(".") for reason in reasons)


def test_an_article_that_is_too_long_is_refused(tmp_path: Path) -> None:
    _, refused = read_all(write(tmp_path / "a.txt", "word " * 2_000_001))
    assert refused == [("a.txt", "", "Its text is longer than 10,000,000 characters.")]


def test_what_is_said_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes("<html>  Не язык, а разметка".encode("koi8-r"))
    options = ReadOptions(format="text", encoding="koi8-r", language="bg")
    article = read_one(path, options)
    assert article.text == "<html>  Не язык, а разметка"
    assert article.language == "bg"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (ReadOptions(format="docx"), "docx"),
        (ReadOptions(encoding="latin-99"), "latin-99"),
        (ReadOptions(cleaning=frozenset(("everything",))), "everything"),
        (ReadOptions(columns={"body": "text"}), "body"),
    ],
)
def test_names_that_nothing_has_are_refused_before_anything_is_read(
    tmp_path: Path, options: ReadOptions, named: str
) -> None:
    with pytest.raises(Refused, match=named):
        read([tmp_path], options)


def test_a_date_in_the_text_goes_to_its_field(tmp_path: Path) -> None:
    article = read_one(write(tmp_path / "a.txt", f"A quiet day\n\nPublished: 12 October 2020\n\n{PROSE}"))
    assert article.published == "2020-10-12"
    assert article.text == f"A quiet day\n\n{PROSE}"


def test_bytes_are_told_as_they_are_read(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, PROSE) for name in ("a.txt", "folder/b.txt")]
    lines = "\n".join(f'{{"text": "{PROSE} {number}"}}' for number in range(5_000))
    paths = [paths[0], paths[1].parent, write(tmp_path / "c.jsonl", lines)]
    told: list[int] = []
    assert sum(1 for _ in read(paths, None, told.append)) == 5_002
    assert sum(told) == total_bytes(paths) == 2 * len(PROSE) + len(lines)
    assert len([more for more in told if more]) > 10
