"""A spaCy pipeline that learns to mark: an entity recogniser, or a span categorizer where marks nest."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import JsonValue

from annotator.training.marked_text import Mark, MarkedText, are_nested, paragraphs
from annotator.training.scores import Scores, scores

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.training import Example

GROUP = "sc"
"""The span group that a span categorizer marks."""
_DROPOUT = 0.1
_WORDS_IN_BATCH = 300
_LONGEST = 12
"""Tokens of the longest span that a span categorizer considers."""
_THRESHOLD = 0.5


class LeftOut(NamedTuple):
    """A mark that cannot be learned from, and why."""

    article_id: str
    quote: str
    label: str
    why: str


class Learner:
    """A pipeline in training; the same texts, language and seed give the same one on the same machine."""

    def __init__(self, texts: Sequence[MarkedText], language: str, *, seed: int) -> None:
        """Of a blank pipeline of the language; raises ValueError where there is nothing to learn from."""
        import spacy
        from thinc.api import fix_random_seed

        fix_random_seed(seed)
        self._random = random.Random(seed)
        self.is_nested = are_nested(texts)
        self.left_out: list[LeftOut] = []
        self._nlp: Language = spacy.blank(language)
        self._examples = [self._example(one) for one in paragraphs(texts)]
        if not any(example.reference.spans[GROUP] for example in self._examples):
            raise ValueError("there is no mark to learn from")
        self._add_component()
        self._optimizer = self._nlp.initialize(lambda: self._examples)
        self._best: bytes | None = None
        self.best_score = -1.0

    @property
    def component(self) -> str:
        return "spancat" if self.is_nested else "ner"

    @property
    def labels(self) -> tuple[str, ...]:
        """What it can find."""
        return tuple(self._nlp.pipe_labels[self.component])

    def steps(self) -> Iterator[float]:
        """Learns without end, a batch a step, in an order drawn anew each time through; yields the loss."""
        from spacy.training.batchers import minibatch_by_words

        while True:
            self._random.shuffle(self._examples)
            for batch in minibatch_by_words(self._examples, _WORDS_IN_BATCH, discard_oversize=False):
                losses: dict[str, float] = {}
                self._nlp.update(batch, sgd=self._optimizer, drop=_DROPOUT, losses=losses)
                yield float(losses.get(self.component, 0.0))

    def marks(self, texts: Iterable[str]) -> Iterator[tuple[Mark, ...]]:
        """What the pipeline as it is now finds in each text."""
        for doc in self._nlp.pipe(texts, batch_size=32):
            spans: Iterable[Span] = doc.spans.get(GROUP, ()) if self.is_nested else doc.ents
            yield tuple(Mark(span.start_char, span.end_char, span.label_) for span in spans)

    def scores(self, texts: Sequence[MarkedText]) -> Scores:
        """How well it finds the marks of the texts; those that none can learn count as well."""
        pieces = list(paragraphs(texts))
        return scores([piece.marks for piece in pieces], self.marks(piece.text for piece in pieces))

    def keep_if_best(self, score: float) -> bool:
        """Keeps the pipeline as it is now if none before scored as high."""
        if score <= self.best_score:
            return False
        self.best_score = score
        self._best = self._nlp.to_bytes()
        return True

    def take_best(self) -> None:
        """Goes back to the best that was kept."""
        if self._best is not None:
            self._nlp.from_bytes(self._best)

    def save(self, folder: Path, meta: Mapping[str, JsonValue]) -> None:
        """Writes the pipeline, with what is to be known of it."""
        self._nlp.meta.update(meta)
        self._nlp.to_disk(folder)

    def _add_component(self) -> None:
        if self.is_nested:
            longest = max(
                (len(span) for example in self._examples for span in example.reference.spans[GROUP]),
                default=1,
            )
            sizes = list(range(1, min(longest, _LONGEST) + 1))
            suggester = {"@misc": "spacy.ngram_suggester.v1", "sizes": sizes}
            self._nlp.add_pipe(
                "spancat",
                config={"spans_key": GROUP, "threshold": _THRESHOLD, "suggester": suggester},
            )
        else:
            self._nlp.add_pipe("ner")

    def _example(self, one: MarkedText) -> "Example":
        from spacy.training import Example

        reference = self._nlp.make_doc(one.text)
        spans = [span for mark in one.marks if (span := self._span(reference, mark, one)) is not None]
        reference.spans[GROUP] = spans
        reference.set_ents([] if self.is_nested else spans, default="outside")
        return Example(self._nlp.make_doc(one.text), reference)

    def _span(self, doc: "Doc", mark: Mark, one: MarkedText) -> "Span | None":
        span = doc.char_span(mark.start, mark.end, label=mark.label, alignment_mode="strict")
        why = ""
        if span is None:
            why = "it does not begin and end where tokens do"
        elif span[0].is_space or span[-1].is_space:
            why = "it begins or ends with white space"
        elif self.is_nested and len(span) > _LONGEST:
            why = f"it is longer than {_LONGEST} tokens"
        if why:
            quote = " ".join(one.text[mark.start : mark.end].split())
            self.left_out.append(LeftOut(one.article_id, quote, mark.label, why))
            return None
        return span
