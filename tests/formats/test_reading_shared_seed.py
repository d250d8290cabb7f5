"""A real scraped article, where it lies beside the project; its structure is told here, not its text."""

from pathlib import Path

import pytest

from tests.formats.reading_aids import quotes, read_one

_FOLDERS = (Path(__file__).parents[3] / "shared" / "seeds", Path(__file__).parents[2] / "shared" / "seeds")
_FOUND = [path for folder in _FOLDERS for path in sorted(folder.glob("000_0ed3d3604d76e39f.txt"))]


@pytest.mark.skipif(not _FOUND, reason="the article is not here")
def test_the_shared_article_is_cleaned_and_cut_into_its_parts() -> None:
    path = _FOUND[0]
    original = path.read_text(encoding="utf-8")
    article = read_one(path)
    assert article.text.startswith("Armenia excludes")
    assert article.text.endswith("conflict.")
    for debris in ("[ad_1]", "[ad_2]", "Published in: Last update:", "\n\n\n"):
        assert debris in original
        assert debris not in article.text
    assert article.origin is not None
    assert article.origin.rebuild(original) == article.text
    assert {piece.rule for piece in article.origin.removed or ()} == {
        "blank_lines",
        "shortcode",
        "empty_metadata",
    }
    assert article.origin.replaced == ()
    assert article.title == quotes(article, "title")[0]
    assert article.dateline == quotes(article, "dateline")[0] == "Yerevan (AFP)"
    assert quotes(article, "subheading") == ["– ‘Victory or defeat’ –", "– Civilians killed –"]
    assert len(quotes(article, "paragraph")) == 18
    assert len(article.segments) == 22
    assert (article.language, article.direction) == ("en", "ltr")
