"""What an annotator says, from what the gold says and how the annotator differs from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from datasets.labelling import Gold, MentionDifference, Share, Stance, StanceDifference
from datasets.marked_text import Mark, PlainText, SourceFault, plain

Answer = tuple[str, str | None, str]
"""To a task, about an entity (None: about the article), with a label."""


def differing_marks(gold: Sequence[Mark], differences: Iterable[MentionDifference], text: str) -> list[Mark]:
    """The gold's marks with every difference made; `text/2` always counts the marks of the gold."""
    marks: dict[Mark, Mark | None] = {mark: mark for mark in gold}
    added: list[Mark] = []
    for difference in differences:
        if difference.add is not None:
            start, end = _place(difference.add, PlainText(text))
            added.append(Mark(start, end, _label(difference)))
            continue
        for mark in _named(gold, text, difference.drop or difference.label or difference.span or ""):
            marks[mark] = None if difference.drop else _changed(mark, difference, text)
    return sorted((*(mark for mark in marks.values() if mark), *added), key=lambda m: (m.start, -m.end))


def _changed(mark: Mark, difference: MentionDifference, text: str) -> Mark:
    label = difference.as_ or mark.label
    if difference.span is None:
        return replace(mark, label=label)
    return Mark(*_around(mark, difference.to or "", text), label)


def _around(mark: Mark, quote: str, text: str) -> tuple[int, int]:
    """Where the quote stands so that it overlaps the mark."""
    for start, end in PlainText(text).spans(quote):
        if start < mark.end and mark.start < end:
            return start, end
    raise SourceFault(f"“{quote}” does not overlap “{text[mark.start : mark.end]}”.")


def _named(gold: Sequence[Mark], text: str, name: str) -> list[Mark]:
    """The marks that a name such as `Geneva`, `Geneva/2` or `Geneva/*` stands for."""
    quote, _, which = name.partition("/")
    same = [mark for mark in gold if plain(text[mark.start : mark.end]) == quote]
    found = same if which == "*" else same[int(which or 1) - 1 :][:1]
    if not found:
        raise SourceFault(f"No mention of the gold is “{name}”.")
    return found


def _place(name: str, text: PlainText) -> tuple[int, int]:
    quote, _, which = name.partition("/")
    places = text.spans(quote)
    if len(places) < int(which or 1):
        raise SourceFault(f"“{name}” does not stand in the article.")
    return places[int(which or 1) - 1]


def _label(difference: MentionDifference) -> str:
    if difference.as_ is None:
        raise SourceFault(f"“{difference.add}” is added without a label.")
    return difference.as_


def differing_stances(gold: Mapping[str, Stance], differences: Iterable[StanceDifference]) -> list[Stance]:
    """The gold's stances with every difference made."""
    stances = dict(gold)
    added: list[Stance] = []
    for difference in differences:
        given = difference.model_dump(exclude_unset=True, exclude={"drop", "change"})
        if difference.drop is not None:
            del stances[difference.drop]
        elif difference.change is not None:
            stances[difference.change] = _merged(gold[difference.change], given)
        else:
            added.append(Stance.model_validate(given))
    return [*stances.values(), *added]


def _merged(stance: Stance, given: Mapping[str, object]) -> Stance:
    # A stance has one target: naming a topic takes the place of the entity, and the other way round.
    other = {"topic": "target", "target": "topic"}
    cleared = {other[key]: None for key in given if key in other}
    return Stance.model_validate({**stance.model_dump(), **cleared, **given})


def differing_answers(gold: Gold, share: Share) -> list[Answer]:
    """The gold's answers with those of the annotator in their place; null leaves one open."""
    salience = {**gold.salience, **share.salience}
    return _answers(share.tone or gold.tone, salience, {**gold.sentiment, **share.sentiment})


def _answers(
    tone: str, salience: Mapping[str, str | None], sentiment: Mapping[str, str | None]
) -> list[Answer]:
    by_task = {"sentiment": sentiment, "salience": salience}
    about_entities = [
        (task, entity, label)
        for task, answers in by_task.items()
        for entity, label in answers.items()
        if label is not None
    ]
    return [*about_entities, ("article_tone", None, tone)]
