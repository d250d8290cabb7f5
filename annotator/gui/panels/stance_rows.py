"""What the list of stances shows: each judgement as a sentence, with its evidence and what else is said."""

from dataclasses import dataclass

from annotator.domain.annotation import Judgement, Ref, RefKind
from annotator.domain.article import Article
from annotator.domain.scheme import About, Scheme, TaskLabel
from annotator.gui.panels.label_marks import mark_of, title_of

_QUOTE_LETTERS = 160
_NAMES = {
    RefKind.AUTHOR: "the author",
    RefKind.UNLISTED: "somebody not listed",
    RefKind.GENERAL: "people in general",
    RefKind.NONE: "nobody",
    RefKind.ARTICLE: "this article",
}


@dataclass(frozen=True, slots=True)
class StanceRow:
    """One stance, ready to be read."""

    id: str
    task: str
    label: str | None
    mark: str
    holder: str
    verb: str
    target: str
    quote: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        said = f"{self.holder} {self.verb} {self.target}"
        return said[:1].upper() + said[1:]


def stance_row(judgement: Judgement, article: Article, scheme: Scheme) -> StanceRow:
    task = scheme.task(judgement.task)
    label = task.label(judgement.label) if task and judgement.label is not None else None
    pair_tasks = scheme.tasks_about(About.PAIR)
    remarks = _remarks(judgement)
    if task is not None and len(pair_tasks) > 1:
        remarks = (task.title or task.name, *remarks)
    return StanceRow(
        id=judgement.id,
        task=judgement.task,
        label=judgement.label,
        mark=mark_of(label) if label else "?",
        holder=name_of(judgement.holder),
        verb=_verb(judgement, label),
        target=name_of(judgement.target),
        quote=_quote(judgement, article),
        remarks=remarks,
    )


def name_of(ref: Ref | None) -> str:
    """How a holder or target reads."""
    if ref is None:
        return "nobody"
    return ref.name or _NAMES.get(ref.kind, ref.id or ref.kind.value)


def _verb(judgement: Judgement, label: TaskLabel | None) -> str:
    if label is not None:
        return label.verb or f"· {title_of(label).lower()} ·"
    if judgement.label is not None:
        return f"· {judgement.label} ·"
    return "· undecided ·"


def _quote(judgement: Judgement, article: Article) -> str:
    if not judgement.evidence:
        return ""
    first = judgement.evidence[0]
    words = " ".join(article.text[first.start : first.end].split())
    if len(words) <= _QUOTE_LETTERS:
        return words
    # Held to the last word: an ellipsis alone on a line says nothing.
    return f"{words[:_QUOTE_LETTERS].rsplit(' ', 1)[0]}\N{NO-BREAK SPACE}…"


def _remarks(judgement: Judgement) -> tuple[str, ...]:
    found: list[str] = []
    if judgement.outer_holders:
        found.append("reported by " + ", then by ".join(name_of(ref) for ref in judgement.outer_holders))
    if judgement.intensity is not None:
        found.append("strong" if judgement.intensity >= 1 else f"strength {judgement.intensity:g}")
    if judgement.implicit:
        found.append("implicit")
    if judgement.confidence is not None and judgement.confidence < 1:
        found.append("unsure")
    if len(judgement.evidence) > 1:
        found.append(f"{len(judgement.evidence)} pieces of evidence")
    if judgement.note:
        found.append(f"note: {judgement.note}")
    return tuple(found)
