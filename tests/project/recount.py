"""Agreement counted once more by another road: plain loops over export rows, and every matching tried.

Nothing here is taken from the program's own measuring, so that the two can only agree if both are right.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypedDict

from annotator.domain.names import normal_name

Key = tuple[str, str | None, str, tuple[str, ...], str | None]
"""Layer, task, measure, annotators and label of a number."""


class Mention(TypedDict):
    start: int
    end: int
    label: str
    entity: str


class Entity(TypedDict):
    id: str
    name: str


class Ref(TypedDict):
    kind: str
    id: str | None
    name: str | None


class Evidence(TypedDict):
    start: int
    end: int


class Judgement(TypedDict):
    task: str
    holder: Ref | None
    target: Ref
    label: str
    evidence: list[Evidence]


class Row(TypedDict):
    """As much of an export row as is compared."""

    id: str
    text: str
    annotator: str
    status: str
    mentions: list[Mention]
    entities: list[Entity]
    judgements: list[Judgement]


Said = Mapping[str, Mapping[str, Row]]
"""Rows by article and annotator."""


def finished(rows: Sequence[Row]) -> Said:
    """The rows that are done."""
    said: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row["status"] == "done":
            said[row["id"]][row["annotator"]] = row
    return said


def best_matching(weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The heaviest one-to-one pairs: each connected part is small enough for all matchings to be tried."""
    left = set(weights)
    found: list[tuple[int, int]] = []
    while left:
        part = {min(left)}
        while more := {p for p in left - part if any(p[0] == q[0] or p[1] == q[1] for q in part)}:
            part |= more
        left -= part
        found += max(_matchings(sorted(part)), key=lambda pairs: sum(weights[pair] for pair in pairs))
    return found


def _matchings(pairs: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    if not pairs:
        yield []
        return
    first, *rest = pairs
    for matching in _matchings([p for p in rest if p[0] != first[0] and p[1] != first[1]]):
        yield [first, *matching]
    yield from _matchings(rest)


def overlap(one: Mention, other: Mention) -> float:
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    if shared <= 0:
        return 0
    return shared / (max(one["end"], other["end"]) - min(one["start"], other["start"]))


def same_span(one: Mention, other: Mention) -> bool:
    return (one["start"], one["end"]) == (other["start"], other["end"])


# Mentions


def alignment(a: Sequence[Mention], b: Sequence[Mention]) -> list[tuple[int, int]]:
    """Which mention of the one is which of the other."""
    pairs: list[tuple[int, int]] = []
    for with_label in (True, False):
        for i, one in enumerate(a):
            for j, other in enumerate(b):
                is_same = same_span(one, other) and (one["label"] == other["label"] or not with_label)
                if is_same and all(i != p and j != q for p, q in pairs):
                    pairs.append((i, j))
    taken_a, taken_b = {i for i, _ in pairs}, {j for _, j in pairs}
    weights = {
        (i, j): overlap(one, other) + 1e-6 * (one["label"] == other["label"])
        for i, one in enumerate(a)
        for j, other in enumerate(b)
        if i not in taken_a and j not in taken_b and overlap(one, other)
    }
    return pairs + best_matching(weights)


def tally(
    a: Sequence[Mention], b: Sequence[Mention], pairs: Sequence[tuple[int, int]], label: str | None
) -> Counter[str]:
    """How the mentions of both compare; of one label, those with another one are nobody's business."""
    counts = Counter[str]()
    for one, other in ((a[i], b[j]) for i, j in pairs):
        span = "same span" if same_span(one, other) else "other span"
        same_label = one["label"] == other["label"]
        if label is None or (same_label and one["label"] == label):
            counts[f"{span}, {'same' if same_label else 'other'} label"] += 1
        else:
            counts["only A"] += one["label"] == label
            counts["only B"] += other["label"] == label
    in_a, in_b = {i for i, _ in pairs}, {j for _, j in pairs}
    counts["only A"] += sum(i not in in_a and label in (None, one["label"]) for i, one in enumerate(a))
    counts["only B"] += sum(j not in in_b and label in (None, one["label"]) for j, one in enumerate(b))
    return counts


def mention_f1(counts: Counter[str]) -> dict[str, float]:
    strict = counts["same span, same label"]
    span = strict + counts["same span, other label"]
    kind = strict + counts["other span, same label"]
    anything = span + counts["other span, same label"] + counts["other span, other label"]
    both = 2 * anything + counts["only A"] + counts["only B"]
    found = {
        "F1 strict": strict,
        "F1 exact boundary": span,
        "F1 type": kind,
        "F1 partial": (span + anything) / 2,
        "F1 overlap": anything,
    }
    return {measure: 2 * times / both for measure, times in found.items()}


# Along the text


def unitized(said: Said) -> dict[tuple[str, str | None], float]:
    """The alphas of everybody together, code point by code point, by measure and label."""
    crossed: dict[tuple[str, str], float] = defaultdict(float)
    own: dict[str, float] = defaultdict(float)
    shared: dict[str, float] = defaultdict(float)
    for rows in said.values():
        if len(rows) < 2:
            continue
        others = len(rows) - 1
        marks = {name: _marks(row) for name, row in rows.items()}
        for name, row in rows.items():
            own[""] += sum(mark is None for mark in marks[name])
            for mention in row["mentions"]:
                own[mention["label"]] += (mention["end"] - mention["start"]) ** 2
            for other in set(rows) - {name}:
                for mark, its in zip(marks[name], marks[other], strict=True):
                    crossed[mark or "", its or ""] += 1 / others
                for mention in row["mentions"]:
                    covered = sum(
                        mark is not None for mark in marks[other][mention["start"] : mention["end"]]
                    )
                    shared[mention["label"]] += covered**2 / others
    return _alphas(crossed, own, shared)


def _marks(row: Row) -> list[str | None]:
    marks: list[str | None] = [None] * len(row["text"])
    for mention in row["mentions"]:
        for at in range(mention["start"], mention["end"]):
            assert marks[at] is None, "the demo's mentions lie side by side"
            marks[at] = mention["label"]
    return marks


def _alphas(
    crossed: Mapping[tuple[str, str], float], own: Mapping[str, float], shared: Mapping[str, float]
) -> dict[tuple[str, str | None], float]:
    margin, expected = _by_chance(crossed, own)
    coded = {pair: length for pair, length in crossed.items() if all(pair)}
    coded_margin, coded_expected = _by_chance(coded, shared)
    unmarked = [(pair, length) for pair, length in crossed.items() if not pair[0] and pair[1]]
    found: dict[tuple[str, str | None], float] = {
        ("u-alpha", None): 1 - _apart(crossed) / _apart(expected),
        ("u-alpha boundaries only", None): 1
        - sum(length for _, length in unmarked) / sum(expected["", label] for label in margin if label),
        ("u-alpha coded labels", None): 1 - _apart(coded) / _apart(coded_expected),
    }
    for label, length in coded_margin.items():
        by_chance = sum(coded_expected[label, other] for other in coded_margin)
        differs = (length - coded.get((label, label), 0)) * by_chance / length
        alpha = 1 - differs / (by_chance - coded_expected[label, label])
        found["u-alpha of one label", label] = alpha
    return found


def _by_chance(
    crossed: Mapping[tuple[str, str], float], squares: Mapping[str, float]
) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    margin: dict[str, float] = defaultdict(float)
    for (one, _), length in crossed.items():
        margin[one] += length
    whole = sum(margin.values())
    possible = whole - sum(squares[label] for label in margin) / whole
    return margin, {
        (one, other): (margin[one] * margin[other] - (squares[one] if one == other else 0)) / possible
        for one in margin
        for other in margin
    }


def _apart(square: Mapping[tuple[str, str], float]) -> float:
    return sum(length for (one, other), length in square.items() if one != other)


# Entities


def clusters(a: Row, b: Row) -> dict[str, list[tuple[float, float]]]:
    """Of each measure what is found again of the one's entities, and of the other's: (how much, of what)."""
    common = [
        (a["mentions"][i]["entity"], b["mentions"][j]["entity"])
        for i, j in alignment(a["mentions"], b["mentions"])
        if same_span(a["mentions"][i], b["mentions"][j])
    ]
    return {
        "B3": [_b3(common), _b3([(q, p) for p, q in common])],
        "CEAF-e": [_ceaf(common), _ceaf([(q, p) for p, q in common])],
        "LEA": [_lea(common), _lea([(q, p) for p, q in common])],
    }


def _b3(common: Sequence[tuple[str, str]]) -> tuple[float, float]:
    return sum(common.count(m) / sum(m[0] == n[0] for n in common) for m in common), len(common)


def _ceaf(common: Sequence[tuple[str, str]]) -> tuple[float, float]:
    ones, others = sorted({p for p, _ in common}), sorted({q for _, q in common})
    alike = {
        (i, j): 2 * common.count((p, q)) / (sum(m[0] == p for m in common) + sum(m[1] == q for m in common))
        for i, p in enumerate(ones)
        for j, q in enumerate(others)
        if (p, q) in common
    }
    return sum(alike[pair] for pair in best_matching(alike)), len(ones)


def _lea(common: Sequence[tuple[str, str]]) -> tuple[float, float]:
    found = 0.0
    for entity in {p for p, _ in common}:
        its = [m for m in common if m[0] == entity]
        if len(its) == 1:
            found += sum(m[1] == its[0][1] for m in common) == 1
        else:
            links = list(combinations(its, 2))
            found += len(its) * sum(m[1] == n[1] for m, n in links) / len(links)
    return found, len(common)


# Who is who


Same = Mapping[tuple[str, str], int]
"""The numbers of entities by annotator and id."""


def common_entities(rows: Mapping[str, Row]) -> Same:
    """The number of each annotator's each entity, the same for those that are the same."""
    groups: list[list[tuple[str, str]]] = []
    for name in sorted(rows):
        ids = [entity["id"] for entity in rows[name]["entities"]]
        weights = {
            (i, g): weight
            for i, id_ in enumerate(ids)
            for g, group in enumerate(groups)
            if (weight := sum(_in_common(rows, (name, id_), other) for other in group))
        }
        named = {
            pair: weight
            + 0.1 * any(_same_name(rows, (name, ids[pair[0]]), other) for other in groups[pair[1]])
            for pair, weight in weights.items()
        }
        matched = dict(best_matching(named))
        by_name = {
            (i, g): 1.0
            for i, id_ in enumerate(ids)
            for g, group in enumerate(groups)
            if i not in matched and g not in matched.values()
            if any(_same_name(rows, (name, id_), other) for other in group)
        }
        matched |= dict(best_matching(by_name))
        for i, id_ in enumerate(ids):
            if i in matched:
                groups[matched[i]].append((name, id_))
            else:
                groups.append([(name, id_)])
    return {one: number for number, group in enumerate(groups) for one in group}


def _in_common(rows: Mapping[str, Row], one: tuple[str, str], other: tuple[str, str]) -> float:
    """Mentions alike; where the other annotator has none just like it, the share of overlap."""
    found = 0.0
    others = [m for m in rows[other[0]]["mentions"] if m["entity"] == other[1]]
    for mention in rows[one[0]]["mentions"]:
        if mention["entity"] == one[1]:
            found += sum(overlap(mention, its) for its in others)
    return found


def _same_name(rows: Mapping[str, Row], one: tuple[str, str], other: tuple[str, str]) -> bool:
    first, second = (
        normal_name(next(e["name"] for e in rows[name]["entities"] if e["id"] == id_))
        for name, id_ in (one, other)
    )
    short, full = sorted((first, second), key=len)
    return first == second or (" " not in short and full.endswith(f" {short}"))


# Answers

About = tuple[Hashable, Hashable]
Answers = dict[About, dict[str, set[str]]]
"""The labels by what they are about and by annotator."""


def answers(rows: Mapping[str, Row], task: str, same: Same) -> Answers:
    """What everybody answered to the task in one article."""
    found: Answers = defaultdict(lambda: defaultdict(set))
    for name, row in rows.items():
        for judgement in row["judgements"]:
            if judgement["task"] == task:
                about = _who(judgement["holder"], name, same), _who(judgement["target"], name, same)
                found[about][name].add(judgement["label"])
    return found


def seen(rows: Mapping[str, Row], task: str) -> list[set[str]]:
    """Who sees an answer in each stretch of text that somebody's evidence covers without a gap."""
    by_letter: dict[int, set[str]] = defaultdict(set)
    joined: set[int] = set()
    for name, row in rows.items():
        for judgement in row["judgements"]:
            if judgement["task"] == task:
                assert judgement["evidence"]  # in the demo every stance has some
                for span in judgement["evidence"]:
                    for letter in range(span["start"], span["end"]):
                        by_letter[letter].add(name)
                        if letter > span["start"]:
                            joined.add(letter)
    places: list[set[str]] = []
    for letter in sorted(by_letter):
        if letter in joined:
            places[-1] |= by_letter[letter]
        else:
            places.append(set(by_letter[letter]))
    return places


def _who(ref: Ref | None, name: str, same: Same) -> Hashable:
    if ref is None:
        return None
    if ref["kind"] == "entity":
        return "entity", same[name, ref["id"] or ""]
    return ref["kind"], ref["id"], normal_name(ref["name"] or "") if ref["kind"] == "topic" else ""


def has_entity(name: str, about: About, same: Same) -> bool:
    """Whether the annotator has the entity that it is about."""
    return any(whose == name and ("entity", number) == about[1] for (whose, _), number in same.items())


def kappas(units: Sequence[Sequence[str]], labels: Sequence[str]) -> dict[str, float]:
    """Of units that several answered: Fleiss' kappa and Gwet's AC1, from their definitions."""
    agreed = sum(
        sum(one == other for one, other in combinations(unit, 2)) / (len(unit) * (len(unit) - 1) / 2)
        for unit in units
    ) / len(units)
    share = {label: sum(unit.count(label) / len(unit) for unit in units) / len(units) for label in labels}
    fleiss = sum(part**2 for part in share.values())
    gwet = sum(part * (1 - part) for part in share.values()) / (sum(part > 0 for part in share.values()) - 1)
    return {"Fleiss' kappa": (agreed - fleiss) / (1 - fleiss), "Gwet's AC1": (agreed - gwet) / (1 - gwet)}


def cohen(units: Sequence[Sequence[str]], labels: Sequence[str]) -> float:
    agreed = sum(one == other for one, other in units) / len(units)
    first, second = Counter(one for one, _ in units), Counter(other for _, other in units)
    chance = sum(first[label] * second[label] for label in labels) / len(units) ** 2
    return (agreed - chance) / (1 - chance)


def alpha(units: Sequence[Sequence[str]], labels: Sequence[str], *, ordinal: bool) -> float:
    """Krippendorff's alpha: the mean distance within units by that between any two answers."""
    given = Counter(label for unit in units for label in unit)

    def distance(one: str, other: str) -> float:
        if one == other or not ordinal:
            return float(one != other)
        low, high = sorted((labels.index(one), labels.index(other)))
        return (sum(given[label] for label in labels[low : high + 1]) - (given[one] + given[other]) / 2) ** 2

    number = sum(given.values())
    within = sum(
        2 * sum(distance(one, other) for one, other in combinations(unit, 2)) / (len(unit) - 1)
        for unit in units
    )
    between = sum(given[one] * given[other] * distance(one, other) for one in labels for other in labels)
    return 1 - (within / number) / (between / (number * (number - 1)))
