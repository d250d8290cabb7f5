"""Sentences whose names can be learned by what stands around them, as many as a test wants."""

import random

from annotator.training.marked_text import Mark, MarkedText

_FIRST = ("Mira", "Oskar", "Lena", "Tomas", "Vera", "Jakob", "Nadia", "Emil", "Clara", "Pavel")
_LAST = ("Toll", "Varon", "Brandt", "Kessler", "Orlov", "Marin", "Haddad", "Novak", "Lindt", "Sauer")
_PLACES = ("Varonia", "Lindau", "Karst", "Belmora", "Torvik", "Sandvik", "Morana", "Elbrus")
_SHAPES = (
    "Minister {p} arrived in {g} on the night train.",
    "In {g} the crowd waited for {p} to speak.",
    "The talks between {p} and the mayor of {g} failed.",
    "Nobody in {g} had heard of {p} before.",
)


def marked_texts(number: int, *, seed: int = 1, nested: bool = False) -> list[MarkedText]:
    """Articles of six sentences each."""
    draw = random.Random(seed)
    return [_marked_text(f"a{index:03}", draw, nested=nested) for index in range(number)]


def _marked_text(article_id: str, draw: random.Random, *, nested: bool) -> MarkedText:
    text, marks = "", []
    for _ in range(6):
        person, place = f"{draw.choice(_FIRST)} {draw.choice(_LAST)}", draw.choice(_PLACES)
        sentence = draw.choice(_SHAPES).format(p=person, g=place)
        for name, label in ((person, "PERSON"), (place, "GPE")):
            start = len(text) + sentence.index(name)
            marks.append(Mark(start, start + len(name), label))
            if nested and label == "PERSON":
                marks.append(Mark(start, start + len(name.split()[0]), "FIRST"))
        text += f"{sentence}\n"
    return MarkedText(article_id, text, tuple(sorted(marks)))
