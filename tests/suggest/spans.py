"""Marks made from the words they stand on."""

from annotator.suggest.marks import Evidence, Mark


def mark(text: str, words: str, label: str, *, nth: int = 0, evidence: Evidence = Evidence.MODEL) -> Mark:
    """A mark on the nth occurrence of the words, counted from 0."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Mark(start, start + len(words), label, evidence)


def quotes(text: str, marks: list[Mark]) -> list[tuple[str, str]]:
    """What the marks stand on, and their labels."""
    return [(text[item.start : item.end], item.label) for item in marks]
