"""What was decided otherwise than an annotator said: where in the text, what stands instead, and why."""

from collections.abc import Iterator

from annotator.domain.annotation import Annotation, Judgement
from annotator.domain.ruling import Ruling
from annotator.domain.scheme import About, Scheme
from annotator.domain.tokens import Offsets
from annotator.gui.text.overlays import Overlay
from annotator.project.visibility import Outcome

_NOTHING = "nothing stands"


def changes_of(outcome: Outcome, scheme: Scheme) -> tuple[Overlay, ...]:
    """What stands in gold, and why, wherever in the text a ruling did not follow the annotator."""
    return tuple(
        Overlay(
            start=pieces[0][0],
            end=pieces[-1][1],
            pieces=pieces if len(pieces) > 1 else (),
            tag="changed",
            tone=0,
            label=label,
            title=ruling.note or "",
        )
        for ruling in _against(outcome)
        if not _is_of_article(ruling, scheme)
        for pieces, label in _standing(ruling, outcome.gold, scheme)
    )


def article_changes_of(outcome: Outcome, scheme: Scheme) -> tuple[str, ...]:
    """The same of what was said about the article as a whole: "Tone of the article: Hopeful"."""
    return tuple(
        f"{scheme.task_title(ruling.task or '')}: {_labels(ruling, outcome.gold, scheme) or _NOTHING}"
        f"{f' ({ruling.note})' if ruling.note else ''}"
        for ruling in _against(outcome)
        if _is_of_article(ruling, scheme)
    )


def _against(outcome: Outcome) -> Iterator[Ruling]:
    name = outcome.own.annotator.name
    for ruling in outcome.gold.rulings.values():
        if any(name in answer.annotators and not answer.stands for answer in ruling.answers):
            yield ruling


def _is_of_article(ruling: Ruling, scheme: Scheme) -> bool:
    task = None if ruling.task is None else scheme.task(ruling.task)
    return task is not None and task.about is About.ARTICLE


def _standing(ruling: Ruling, gold: Annotation, scheme: Scheme) -> Iterator[tuple[tuple[Offsets, ...], str]]:
    """Where what was decided lies in the text, else where the question was."""
    mentions = [gold.mentions[id_] for id_ in ruling.made if id_ in gold.mentions]
    yield from ((mention.pieces, mention.label) for mention in mentions)
    labels = _labels(ruling, gold, scheme)
    evidence = {(span.start, span.end) for one in _judgements(ruling, gold) for span in one.evidence}
    yield from (((span,), labels) for span in sorted(evidence))
    if not mentions and not evidence and ruling.start < ruling.end:
        names = [gold.entities[id_].name for id_ in ruling.made if id_ in gold.entities]
        yield ((ruling.start, ruling.end),), labels or " / ".join(names) or _NOTHING


def _labels(ruling: Ruling, gold: Annotation, scheme: Scheme) -> str:
    titles = (scheme.label_title(one.task, one.label) for one in _judgements(ruling, gold) if one.label)
    return " / ".join(dict.fromkeys(titles))


def _judgements(ruling: Ruling, gold: Annotation) -> list[Judgement]:
    return [gold.judgements[id_] for id_ in ruling.made if id_ in gold.judgements]
