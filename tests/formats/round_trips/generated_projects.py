"""Generated projects: articles as the program makes them of texts, with what several people say of them."""

from collections.abc import Sequence
from functools import cache

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import GOLD, Annotator, AnnotatorKind
from annotator.domain.records import AnnotatedArticle
from annotator.formats.new_article import RawArticle, new_article
from annotator.formats.read_options import ReadOptions
from tests.formats.round_trips.generated_annotations import USUAL, Wording, annotations, texts
from tests.formats.tools.aids import annotated

_ANNOTATORS = (
    *(Annotator(name=name) for name in ("Anna", "anna", "Ben, PhD", "Ünal/ö")),
    GOLD,
    Annotator(name="en_core 3.8", kind=AnnotatorKind.MODEL),
    Annotator(name="majority", kind=AnnotatorKind.AGGREGATE),
)


@st.composite
def projects(
    draw: st.DrawFn, *, carriage_returns: bool = False, words: Wording = USUAL
) -> tuple[AnnotatedArticle, ...]:
    """Up to three articles as the program makes them of texts, by id, some of which nobody has annotated."""
    made: list[AnnotatedArticle] = []
    for text in draw(st.lists(texts(carriage_returns=carriage_returns), min_size=1, max_size=3, unique=True)):
        plain = new_article(RawArticle("a.txt", "", text), ReadOptions(cleaning=frozenset()))
        if not isinstance(plain, AnnotatedArticle):
            continue
        article = (
            plain.article
            if not carriage_returns
            else plain.article.model_copy(update={"text": text, "segments": (), "origin": None})
        )
        if any(one.article.id == article.id for one in made):
            continue
        chosen = draw(
            st.lists(st.sampled_from(_ANNOTATORS), min_size=0 if made else 1, max_size=3, unique=True)
        )
        said = [draw(annotations(article.id, article.text, annotator, words)) for annotator in chosen]
        made.append(annotated(article, *said))
    assume(made)
    return tuple(sorted(made, key=lambda one: one.article.id))


@cache
def some_articles() -> Sequence[AnnotatedArticle]:
    """The same generated articles each time, of a few projects."""
    found: dict[str, AnnotatedArticle] = {}

    @settings(
        max_examples=12,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(projects())
    def keep(project: tuple[AnnotatedArticle, ...]) -> None:
        found.update((one.article.text, one) for one in project)

    keep()
    return list(found.values())
