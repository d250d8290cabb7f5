"""What is said about a mention: in its tooltip, and to a screen reader."""

import textwrap
from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.annotation import Decision, Mention, MentionOrigin
from annotator.domain.edits.mentions import count
from annotator.domain.scheme import Scheme
from annotator.gui.text.overlays import Overlay
from annotator.workbench.workbench import Workbench

_LINE = 90
"""Letters to a line of a tooltip: what others wrote may be long."""
_DECISIONS: Mapping[Decision, str] = {
    Decision.UNTOUCHED: "not looked at yet",
    Decision.ACCEPTED: "accepted",
    Decision.RELABELLED: "relabelled",
    Decision.RESIZED: "resized",
    Decision.ADDED: "marked by hand",
}
_ORIGINS: Mapping[MentionOrigin, str] = {
    MentionOrigin.MODEL: "proposed by the model",
    MentionOrigin.HUMAN: "",
    MentionOrigin.PROPAGATED: "marked with all of its name",
    MentionOrigin.IMPORTED: "imported",
}


def tooltip_of(mention_id: str, bench: Workbench) -> str:
    """Label, entity, decision and origin, a line each."""
    annotation, text = bench.annotation, bench.article.text
    mention = annotation.mentions[mention_id]
    lines = [f"{_quote(mention, text)}: {_label(mention, bench.scheme)}"]
    entity = annotation.entities.get(mention.entity or "")
    if entity is not None:
        number = len(annotation.mentions_of.get(entity.id, ()))
        lines.append(f"{entity.name} ({entity.label}), {count(number, 'mention')}")
    return "\n".join((*lines, _history(mention)))


def tooltip_at(mention_id: str | None, overlays: Sequence[Overlay], bench: Workbench) -> str:
    """What there is to say of the mention and the overlays at a place; empty if there are none."""
    mention = (tooltip_of(mention_id, bench),) if mention_id else ()
    return "\n".join((*mention, *(textwrap.fill(overlay.said, _LINE) for overlay in overlays)))


def description_of(bench: Workbench, overlays: Sequence[Overlay] = ()) -> str:
    """For the ear: “Armenia, GPE, proposed by the model, not looked at yet, 3 of 71”, or what is open.

    `overlays` are those at the caret: “, read as A: GPE (Anna), B: ORG (Ben)”.
    """
    if not bench.is_open:
        return "No article is open."
    readings = ", ".join(overlay.said for overlay in overlays)
    return _current(bench) + (f", read as {readings}" if readings else "")


def _current(bench: Workbench) -> str:
    mention = bench.current_mention
    if mention is None:
        return bench.article.title or " ".join(bench.article.text[:80].split())
    ordered = bench.annotation.ordered_mentions
    number = next(n for n, other in enumerate(ordered, start=1) if other is mention)
    place = f"{number} of {len(ordered)}"
    parts = (_quote(mention, bench.article.text), _label(mention, bench.scheme), _history(mention), place)
    return ", ".join(parts)


def say(widget: QWidget, sentence: str) -> None:
    """Has a screen reader say the sentence, if one is there."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def _quote(mention: Mention, text: str) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in mention.pieces)


def _label(mention: Mention, scheme: Scheme) -> str:
    label = scheme.entity_label(mention.label)
    if label is None or not label.title or label.title == label.name:
        return mention.label
    return f"{mention.label} ({label.title})"


def _history(mention: Mention) -> str:
    return ", ".join(part for part in (_ORIGINS[mention.origin], _DECISIONS[mention.decision]) if part)
