"""Gamma on a few articles drawn by chance, as figures of the table: it takes too long for all of them."""

from collections.abc import Sequence
from math import isnan
from random import Random

from annotator.agreement.gamma import Continuum, gamma_family
from annotator.agreement.measures import Measure
from annotator.agreement.reading import ReadArticle
from annotator.agreement.table import Figure, Layer, LeftOut, Standing
from annotator.domain.refused import Refused

_READING = (
    "Mathet et al. 2015, on {articles} drawn with the seed; chance by shuffling each text {samples} times. "
    "A discontinuous mention reaches from its first piece to its last."
)
_ALONE = "Fewer than two annotators marked anything in the articles that were drawn."
_ONE_LABEL = "Only one label occurs, or chance cannot disagree."
_TOO_FULL = "so full of mentions that the best alignment cannot be found"


class Drawn:
    """So many of the articles that at least two have read, each with the same chance; one pass is enough."""

    def __init__(self, wanted: int, seed: int) -> None:
        self._wanted = wanted
        self._random = Random(seed)
        self._met = 0
        self.articles: list[ReadArticle] = []

    def offer(self, article: ReadArticle) -> None:
        if len(article.readings) < 2:
            return
        self._met += 1
        if len(self.articles) < self._wanted:
            self.articles.append(article)
            return
        place = self._random.randrange(self._met)
        if place < self._wanted:
            self.articles[place] = article


def gamma_figures(
    articles: Sequence[ReadArticle], annotators: Sequence[str], *, seed: int
) -> tuple[Figure, ...]:
    """Gamma of marking and labelling together, and gamma-cat of the labels alone, without intervals."""
    texts = [Continuum([reading.mentions for reading in one.readings], one.length) for one in articles]
    taken = [text for text in texts if _can_be_aligned(text, seed)]
    found = gamma_family(taken, seed=seed)
    mentions = sum(len(said) for text in taken for said in text.annotators)
    drawn = f"{len(taken)} article{'' if len(taken) == 1 else 's'}"
    left_out = (LeftOut(len(texts) - len(taken), "articles", _TOO_FULL),) if len(taken) < len(texts) else ()
    return tuple(
        Figure(
            layer=Layer.MENTIONS,
            measure=measure,
            annotators=tuple(annotators),
            standing=_standing(value, mentions),
            value=None if isnan(value) else value,
            n=mentions,
            unit="mentions, once for each annotator",
            articles=len(taken),
            no_interval="" if isnan(value) else "measured on drawn articles alone",
            why="" if not isnan(value) else (_ONE_LABEL if mentions else _ALONE),
            left_out=left_out,
            reading=_READING.format(articles=drawn, samples=found.samples),
        )
        for measure, value in ((Measure.GAMMA, found.gamma), (Measure.GAMMA_CAT, found.cat))
    )


def _standing(value: float, mentions: int) -> Standing:
    if not isnan(value):
        return Standing.MEASURED
    return Standing.UNDEFINED if mentions else Standing.NOT_MEASURED


def _can_be_aligned(text: Continuum, seed: int) -> bool:
    """Whether the article is small enough, which its shuffled texts then are as well."""
    try:
        gamma_family([text], seed=seed, at_least=1)
    except Refused:
        return False
    return True
