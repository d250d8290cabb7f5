import pytest

from annotator.domain.refused import Refused
from annotator.formats.encoding import NotText, check_encoding, decode

FRENCH = "Le président français a déclaré mercredi que l’été serait chaud. « Il faut agir », a-t-il ajouté."
TEXTS = {
    "cp1252": FRENCH,
    "latin-1": "El presidente anunció ayer que la situación económica mejorará el próximo año en España.",
    "cp1250": "Prezident řekl ve středu, že jednání budou pokračovat v Moskvě. Žádné řešení není možné.",
    "iso8859-2": "Premier powiedział w środę, że rozmowy będą kontynuowane w Moskwie. Źródła są różne.",
    "cp1251": "Президент России заявил в среду, что переговоры будут продолжены в Москве.",
    "koi8-r": "Президент России заявил в среду, что переговоры будут продолжены в Москве.",
    "cp1253": "Ο πρωθυπουργός δήλωσε την Τετάρτη ότι οι διαπραγματεύσεις θα συνεχιστούν στη Μόσχα.",
    "cp1254": "Başbakan çarşamba günü müzakerelerin Moskova’da süreceğini söyledi. Açıklaması şöyle.",
    "cp1255": "ראש הממשלה אמר ביום רביעי כי השיחות יימשכו במוסקבה.",
    "cp1256": "قال رئيس الوزراء يوم الأربعاء إن المفاوضات ستستمر في موسكو مع أذربيجان.",
    "gb18030": "总理周三表示，谈判将在莫斯科继续进行，与阿塞拜疆的冲突没有外交解决办法。",
    "big5": "總理週三表示，談判將在莫斯科繼續進行，與亞塞拜然的衝突沒有外交解決辦法。",
    "shift_jis": "首相は水曜日、モスクワで交渉が続くと述べた。アゼルバイジャンとの紛争に解決はない。",
    "euc_kr": "총리는 수요일에 모스크바에서 협상이 계속될 것이라고 말했다.",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_older_encodings_are_found(encoding: str) -> None:
    assert decode(TEXTS[encoding].encode(encoding)) == TEXTS[encoding]
    assert decode((TEXTS[encoding] * 5).encode(encoding)) == TEXTS[encoding] * 5


@pytest.mark.parametrize("text", [FRENCH, TEXTS["cp1251"], TEXTS["cp1256"], "ASCII only", "😀"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_unicode_is_decoded_without_its_mark(text: str, mark: bytes, encoding: str) -> None:
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [FRENCH, TEXTS["cp1251"], TEXTS["cp1256"], "Plain.\n"])
def test_utf_16_without_a_mark_is_found(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text", ["hello\0world there", '{"text": "Mira\0 left"}\n', "Mira left.\n\0", "ab\0cd" * 2]
)
def test_a_nul_among_plain_letters_makes_no_utf_16_of_them(text: str) -> None:
    assert decode(text.encode()) == text


def test_a_mark_inside_the_text_stays() -> None:
    assert decode("a\ufeffb".encode()) == "a\ufeffb"


def test_the_encoding_that_is_said_is_used() -> None:
    assert decode(b"caf\xe9 \x80", "cp1252") == "café €"
    assert decode("\ufeffcafé".encode("utf-16-le"), "utf-16-le") == "café"


def test_bytes_that_do_not_fit_the_encoding_are_refused() -> None:
    with pytest.raises(NotText, match="not valid utf-8: byte 4"):
        decode(b"caf\xe9", "utf-8")


def test_a_broken_byte_in_plain_utf_8_is_refused_and_not_guessed_at() -> None:
    with pytest.raises(NotText, match="not valid utf-8"):
        decode(FRENCH.encode() + b"\xff\xfe" + FRENCH.encode())


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "packed document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"{\\rtf1\\ansi hello}", "rich text"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(32)) * 40, "control characters"),
    ],
)
def test_what_is_no_text_is_refused_with_its_kind(data: bytes, what: str) -> None:
    with pytest.raises(NotText, match=what):
        decode(data)


@pytest.mark.parametrize("name", ["utf-7000", "rot13", "base64", "hex"])
def test_a_name_that_is_no_text_encoding_is_refused(name: str) -> None:
    with pytest.raises(Refused, match=name):
        check_encoding(name)
