from pathlib import Path

import pytest

from annotator.formats.reading import ReadOptions
from tests.formats.reading_aids import quotes, read_all, read_one

PAGE = """<!DOCTYPE html>
<html lang="fr-FR"><head><meta charset="{charset}"><title>Le conseil ne décide rien | Le Courrier</title>
<meta property="og:title" content="Le conseil ne décide rien">
<meta property="og:site_name" content="Le Courrier">
<meta name="author" content="Jeanne Roe">
<meta property="article:published_time" content="2020-10-12T14:00:00+02:00">
<link rel="canonical" href="https://courrier.example/a/1"></head>
<body><nav><a href="/">Accueil</a> <a href="/monde">Monde</a></nav>
<article><h1>Le conseil ne décide rien</h1>
<p>Genève (AFP) - Le conseil de la vallée s’est réuni lundi et n’a rien décidé, comme il l’avait déjà fait
auparavant, selon plusieurs de ses membres.</p>
<h2>Tout ou rien</h2>
<p>Le président du conseil a <b>refusé</b> de répondre aux <a href="/q">questions</a> des journalistes venus
de toute la région pour l’entendre.</p>
<p>Partager cet article</p>
<p>Les débats doivent reprendre mardi à neuf heures, et personne dans la vallée n’en attend davantage.</p>
</article>
<div class="comments"><p>Quel bel article !</p></div>
<footer>© 2020 Le Courrier. <a href="/cookies">Cookies</a></footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a"])
def test_the_article_of_a_page_is_read_without_the_page(tmp_path: Path, charset: str, name: str) -> None:
    path = tmp_path / name
    encoding = "utf-8" if charset == "utf-8" else "cp1252"
    path.write_bytes(PAGE.format(charset=charset).encode(encoding))
    article = read_one(path)
    assert article.title == "Le conseil ne décide rien"
    assert (article.source, article.author) == ("Le Courrier", "Jeanne Roe")
    assert (article.published, article.url) == ("2020-10-12", "https://courrier.example/a/1")
    assert (article.language, article.dateline) == ("fr", "Genève (AFP)")
    assert quotes(article, "title") == ["Le conseil ne décide rien"]
    assert quotes(article, "subheading") == ["Tout ou rien"]
    assert len(quotes(article, "paragraph")) == 3
    assert "s’est réuni lundi" in article.text
    assert "a refusé de répondre aux questions" in article.text
    for beside in ("Accueil", "bel article", "Cookies", "Partager", "<"):
        assert beside not in article.text


def test_a_page_leads_back_to_its_file_but_not_to_a_place_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    origin = read_one(path).origin
    assert origin is not None
    assert (origin.file, origin.removed, origin.replaced) == ("a.html", None, None)
    assert len(origin.sha256) == 64


def test_the_encoding_of_a_page_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.format(charset="utf-8").replace("lundi", "lundi Ж").encode("koi8-r", "ignore"))
    assert "lundi Ж" in read_one(path, ReadOptions(encoding="koi8-r")).text


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><body><script>a()</script></body></html>"])
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    assert read_all(path) == ([], [("a.html", "", "No article was found on the page.")])
