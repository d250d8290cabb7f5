"""An annotator's private page: what was changed and why, where they were followed, and what is ambiguous."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.reports.feedback import Fate, ToldArticle
from annotator.reports.page import page

_NO_REASON = "no reason was given"


@dataclass(frozen=True, slots=True)
class FeedbackAbout:
    """What the page is about, and when and by what it was made."""

    project: str
    guidelines: str
    """The version that is in force."""
    made: str
    """A time, ISO 8601."""
    program: str


def feedback_html(annotator: str, articles: Sequence[ToldArticle], about: FeedbackAbout) -> str:
    """The page as HTML that needs no other file."""
    tellings = [one for article in articles for one in article.tellings]
    return page(
        "feedback.html.j2",
        annotator=annotator,
        articles=articles,
        about=about,
        total=len(tellings),
        marks=sum(article.marks for article in articles),
        fates={fate.value: count for fate, count in fate_counts(articles).items()},
        categories=category_counts(articles),
    )


def fate_counts(articles: Sequence[ToldArticle]) -> dict[Fate, int]:
    """How many answers had each fate, none left out."""
    found = Counter(one.fate for article in articles for one in article.tellings)
    return {fate: found[fate] for fate in Fate}


def category_counts(articles: Sequence[ToldArticle]) -> tuple[tuple[str, int], ...]:
    """Why answers were not followed, the most frequent reason first."""
    found = Counter(
        one.category or _NO_REASON
        for article in articles
        for one in article.tellings
        if one.fate in (Fate.CHANGED, Fate.JOINED)
    )
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
