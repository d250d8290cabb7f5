"""The numbers of the table about answers to a task; whether there is one, and which, is never blended."""

from collections.abc import Iterator

import numpy as np

from annotator.agreement.coefficients import cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha
from annotator.agreement.distances import masi, nominal, ordinal
from annotator.agreement.figures import About, Counted, Scope, figure
from annotator.agreement.judgement_rows import Answered
from annotator.agreement.judgement_sums import Found, LabelSums, SetSums
from annotator.agreement.measures import Measure
from annotator.agreement.resampling import Sums
from annotator.agreement.statistics import Numbers
from annotator.agreement.table import Figure, Layer, LeftOut
from annotator.domain.scheme import About as AboutWhat

_REFS = " Entities are the same by their mentions and names, topics by id or name, mentions by alignment."
_ANY = {
    AboutWhat.PAIR: (
        "An answer is there if the other's evidence overlaps, whoever holds it toward what: stretches of"
        " evidence that overlap are one place. An answer without evidence is there if the same holder and"
        " target are judged anywhere in the article."
    ),
    AboutWhat.ENTITY: "An answer is there if it is about the same entity; of entities that both have.",
    AboutWhat.SEGMENT: "An answer is there if it is about the same segment.",
    AboutWhat.ARTICLE: "An answer is there if the article is answered about.",
}
_PLACES = {
    AboutWhat.PAIR: "places where either answered",
    AboutWhat.ENTITY: "entities that either answered about",
    AboutWhat.SEGMENT: "segments that either answered about",
    AboutWhat.ARTICLE: "articles that either answered about",
}
"""What presence is counted on: not answers, of which there may be several at one place."""
_SENTENCES = "sentences where either answered"
_PAIRS = "pairs of holder and target that either judged"
_ANSWERS = "answers that either gave"
_ANY_IN_SENTENCE = "An answer is there if it belongs to the same sentence, whoever holds it toward what."
_SHARED = "On what several answered with one label each; what one alone answered is the matter of presence."
_NOT_COMPARED = (
    "somebody gave no label that can be compared: none, several where one is asked for, or one off the scale"
)
_ONE_SIDED = "about an entity that the other annotator does not have"
_SETS = (
    " Of sets of labels, with the distance 1 - J M, where M is 1, 2/3, 1/3 or 0 (Passonneau 2006; some"
    " multiply the complements instead)."
)
_CHANCE = (
    " A label's chance is its mean share of these units; some count there, too, what one alone answered"
    " (R's irrCAC)."
)
_FLEISS = f" Each unit's agreement is by its own number of answers (Gwet 2014).{_CHANCE}"
_AC1 = f" Labels nobody gave do not count (Gwet 2008).{_CHANCE}"
_RANKS = " The order is that of the scheme's values, else of its labels."


def found_figures(scope: Scope, task: Answered, found: Found, one_sided: int) -> Iterator[Figure]:
    """How far two annotators answer at all, about the same and the same: sums with (1 + resamples) in front.

    `one_sided` answers are about an entity that the other annotator does not have.
    """
    presence = _ANY_IN_SENTENCE if task.is_anchored else _ANY[task.about]
    left_out = LeftOut(one_sided, "answers", _ONE_SIDED)

    def f1(
        measure: Measure, counts: Numbers, reading: str, label: str | None = None, unit: str = _ANSWERS
    ) -> Figure:
        about = _about(task, measure, label)
        return _f1(scope, about, counts, unit, reading + _REFS + scope.pooled, left_out)

    places = _SENTENCES if task.is_anchored else _PLACES[task.about]
    yield f1(Measure.F1_PRESENCE, found.places, presence, unit=places)
    in_sentence = " in the same sentence" if task.is_anchored else ""
    if task.about is AboutWhat.PAIR:
        same = f"The same holder and target{in_sentence}, whatever the label."
        yield f1(Measure.F1_PAIR, found.units, same, unit=_PAIRS)
        measure, same = Measure.F1_TRIPLET, f"The same holder, target and label{in_sentence}."
    else:
        measure, same = Measure.F1_LABEL, f"The same label for the same {task.about.value}."
    several = " Each label of an answer counts." if task.is_multiple else ""
    yield f1(measure, found.labels.sum(axis=-2), same + several)
    for number, label in enumerate(task.labels.names):
        of_label = found.labels[:, number]
        if of_label[0].any():
            yield f1(measure, of_label, same + several, label)


def label_figures(
    scope: Scope, task: Answered, sums: LabelSums, table: Sums | None, *, is_everybody: bool
) -> Iterator[Figure]:
    """Agreement on labels beyond chance; `table` (labels, labels) is there for two annotators alone."""
    ratings = sums.ratings.all
    given = ratings.coincidences
    values = {Measure.ALPHA_NOMINAL: (krippendorff_alpha(given, nominal(given.shape[-1])), "")}
    n = dict.fromkeys(Measure, float(ratings.paired[0]))
    if task.is_ordinal:
        ranked, n[Measure.ALPHA_ORDINAL] = sums.ranked.all, sums.ranked_units
        values[Measure.ALPHA_ORDINAL] = krippendorff_alpha(ranked, ordinal(ranked)), _RANKS
    if table is not None:
        values[Measure.COHEN] = cohen_kappa(table.all), ""
    if is_everybody:
        values[Measure.FLEISS] = fleiss_kappa(ratings), _FLEISS
    values[Measure.AC1] = gwet_ac1(ratings), _AC1
    for measure, (of_measure, reading) in values.items():
        counted = _on_shared(scope, n[measure], sums.answered, reading)
        yield figure(scope, _about(task, measure), of_measure, counted)


def set_figures(scope: Scope, task: Answered, sums: SetSums) -> Iterator[Figure]:
    """Agreement on sets of labels beyond chance, in a task that takes several."""
    given = sums.given.all
    by_chance = np.einsum("ri,ij,rj->r", given, masi(list(task.sets)), given)
    several = (given > 0).sum(axis=-1) > 1
    values = 1 - (given.sum(axis=-1) - 1) * sums.apart.all / np.where(several, by_chance, np.nan)
    counted = _on_shared(scope, sums.units, sums.answered, _SETS)
    yield figure(scope, _about(task, Measure.ALPHA_MASI), values, counted)


def _f1(scope: Scope, about: About, found: Numbers, unit: str, reading: str, left_out: LeftOut) -> Figure:
    """Of counts (1 + resamples, 3): by both, by the first alone, by the second alone."""
    both, first, second = np.moveaxis(found, -1, 0)
    everything = 2 * both + first + second
    counts = {"both": round(both[0]), "only A": round(first[0]), "only B": round(second[0])}
    counted = Counted(
        n=sum(counts.values()),
        unit=unit,
        why_not="Nobody answered this.",
        counts=counts,
        left_out=(left_out,),
        reading=reading,
    )
    return figure(scope, about, 2 * both / np.where(everything > 0, everything, np.nan), counted)


def _on_shared(scope: Scope, compared: float, answered: int, reading: str) -> Counted:
    """`answered` is how many units several answered, with labels that can be compared or without."""
    n = round(compared)
    return Counted(
        n=n,
        unit="answered by both" if len(scope.annotators) == 2 else "answered by at least two",
        why_not="Nothing was answered by two of them.",
        left_out=(LeftOut(answered - n, "answers of several", _NOT_COMPARED),),
        reading=_SHARED + reading,
    )


def _about(task: Answered, measure: Measure, label: str | None = None) -> About:
    return About(Layer.JUDGEMENTS, measure, task.name, label)
