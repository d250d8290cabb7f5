"""What reads the articles of one language: a pipeline and the names that are known there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.suggest.amounts import Amounts, amounts_for
from annotator.suggest.marks import Mark
from annotator.suggest.name_lists import KnownName, ambiguous_words, names_for
from annotator.suggest.name_matcher import NameMatcher
from annotator.suggest.patterns import Patterns
from annotator.suggest.pipelines import PipelineInfo, PipelineKind
from annotator.suggest.places import city_names, state_names
from annotator.suggest.proposals import proposals
from annotator.suggest.reading import reading_of
from annotator.suggest.recogniser import Recogniser, load_recogniser
from annotator.suggest.taken import Taken


@dataclass(frozen=True)
class Reader:
    """Marks texts; without a recogniser, name lists do all."""

    names: NameMatcher
    recogniser: Recogniser | None
    amounts: Amounts | None = None
    """For a language whose model does not know amounts and dates."""

    def read(self, texts: Sequence[str]) -> Iterator[list[Mark]]:
        """The proposals for each text, with its own offsets."""
        readings = [reading_of(text) for text in texts]
        found: list[list[Mark]] = [[] for _ in texts]
        if self.recogniser is not None:
            found = self.recogniser.marks([reading.text for reading in readings])
        for reading, marks in zip(readings, found, strict=True):
            if self.amounts is not None:
                taken = Taken(marks)
                marks += [mark for mark in self.amounts.marks(reading.text) if not taken.meets(mark[:2])]
            proposed = proposals(reading.text, marks, self.names)
            yield [reading.in_article(mark) for mark in proposed]


def load_reader(language: str, info: PipelineInfo, patterns: Patterns, resources: Path) -> Reader:
    """Loads the pipeline and the lists of the language; the names of pattern files come before all others."""
    names = NameMatcher((*patterns.names, *_listed(resources / "names", language)))
    # A language without a model and without patterns for spaCy does not make anybody wait for spaCy.
    does_nothing = info.kind is PipelineKind.BLANK and not patterns.of_tokens
    recogniser = None if does_nothing else load_recogniser(info, patterns)
    if recogniser is not None and recogniser.knows("DATE"):
        return Reader(names, recogniser)
    return Reader(names, recogniser, amounts_for(resources / "amounts", language))


def _listed(folder: Path, language: str) -> Iterator[KnownName]:
    names = names_for(folder, language)
    unsure = {name.name for name in names if not name.sure} | ambiguous_words(folder, language)
    yield from names
    yield from state_names(unsure)
    yield from city_names(unsure)
