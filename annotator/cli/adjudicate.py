"""`annotator adjudicate`: settling in advance what enough annotators agree on."""

from fractions import Fraction
from typing import Annotated

import typer

from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.project import AdjudicateResult, open_project


def run(
    project: Place,
    auto: Annotated[
        str, typer.Option(metavar="THRESHOLD", help="The share of an article’s readers, as 0.75 or 2/3.")
    ],
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who is named as having settled it.")] = None,
    as_json: AsJson = False,
) -> Answer:
    """Settle what enough annotators agree on; the rest waits for a reviewer.

    It comes into the annotation of gold, a step an article, which can be
    undone in the window. What is decided already stays, so the command can be
    given again. Only articles that two people have finished are settled.

    annotator adjudicate trial.annotator --auto 1
    annotator adjudicate trial.annotator --auto 2/3 --by Rita
    """
    threshold = _share(auto)
    with open_project(project) as opened:
        job = opened.adjudicate(threshold, by=by or f"a share of {auto} or more")
        result = finish(
            job, when_stopped="Stopped; the articles that are settled stay so. Run it again for the rest."
        )
    data = {
        "threshold": threshold,
        "articles": result.articles,
        "settled": result.settled,
        "unanimous": result.unanimous,
        "left_open": result.left_open,
        "done": result.done,
    }
    return Answer(data, _told(result), as_json)


def _share(auto: str) -> float:
    try:
        return float(Fraction(auto.strip()))
    except (ValueError, ZeroDivisionError):
        raise Refused(f"“{auto}” is no share; write it as 0.75 or 2/3.") from None


def _told(result: AdjudicateResult) -> str:
    if not result.articles:
        return "No article is finished by two people yet, so there is nothing to settle."
    settled = (
        f"{count(result.settled, 'answer')} settled in {count(result.articles, 'article')}, "
        f"{result.unanimous} of them agreed on by all."
    )
    if not result.left_open:
        return f"{settled} Nothing is left open."
    done = f"{count(result.done, 'article')} {'is' if result.done == 1 else 'are'} done"
    return f"{settled} {count(result.left_open, 'conflict')} left for a reviewer; {done}."
