"""What a task's label looks like: a mark of one character, and its colour."""

from collections.abc import Mapping

from annotator.domain.scheme import Task, TaskLabel
from annotator.gui.palette import DEFAULT_COLOURS, LabelColour, Theme, label_colour

_FOR, _AGAINST, _NEITHER = "+", "−", "0"
# Labels that public stance data sets use; others are marked by their first letter.
_SIDES: Mapping[str, str] = {
    **dict.fromkeys(("favor", "favour", "for", "pro", "pos", "positive", "support", "agree"), _FOR),
    **dict.fromkeys(("against", "con", "anti", "neg", "negative", "oppose", "deny", "disagree"), _AGAINST),
    **dict.fromkeys(("neutral", "neither", "neu"), _NEITHER),
}
_COLOURS = {_FOR: "#009e73", _AGAINST: "#d55e00", _NEITHER: "#0072b2"}


def mark_of(label: TaskLabel) -> str:
    """Plus, minus or nought where the label takes a side or none, else its first letter."""
    if label.value is not None:
        return _NEITHER if label.value == 0 else (_FOR if label.value > 0 else _AGAINST)
    return _SIDES.get(label.name.casefold(), (label.title or label.name)[:1].upper())


def task_label_colours(task: Task, theme: Theme) -> Mapping[str, LabelColour]:
    """The colours of the task's labels; those without one get the one of their side, or another."""
    return {
        label.name: label_colour(
            label.colour or _COLOURS.get(mark_of(label), DEFAULT_COLOURS[number % len(DEFAULT_COLOURS)]),
            theme,
        )
        for number, label in enumerate(task.labels)
    }


def title_of(label: TaskLabel) -> str:
    return label.title or label.name
