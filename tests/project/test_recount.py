"""The demo's numbers, counted once more from the rows of the export by another road, are the same."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import orjson
import pytest

from annotator.agreement.table import AgreementTable, Figure, Layer
from annotator.agreement.wish import MeasureWish
from annotator.domain.scheme import About, Scale
from annotator.project import create_project, run_to_end
from annotator.project.catalogue import DEFAULT_SCHEME, find_scheme
from annotator.settings import shipped
from tests.project import recount
from tests.project.recount import Key, Row, Said, Same

SCHEME = find_scheme(DEFAULT_SCHEME)
NAMES = ("amira", "jonas", "lucia")
PAIRS = tuple(combinations(NAMES, 2))
SCOPES: tuple[tuple[str, ...], ...] = (NAMES, *PAIRS)


@dataclass(frozen=True)
class Demo:
    """The table of the demo's annotations, the rows of their export, and who is who in each article."""

    table: AgreementTable
    said: Said
    same: Mapping[str, Same]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    with create_project(str(folder / "demo.annotator"), SCHEME) as project:
        run_to_end(project.import_files([shipped("datasets", "demo_annotators.jsonl")]))
        table = run_to_end(project.measure(MeasureWish(resamples=0)))
        run_to_end(project.export(folder / "rows.jsonl"))
    rows: list[Row] = [orjson.loads(line) for line in (folder / "rows.jsonl").read_bytes().splitlines()]
    said = recount.finished(rows)
    return Demo(table, said, {id_: recount.common_entities(of_article) for id_, of_article in said.items()})


def _key(figure: Figure) -> Key:
    return figure.layer, figure.task, figure.measure, figure.annotators, figure.label


def _values(table: AgreementTable, layer: Layer, *measures: str) -> dict[Key, float | None]:
    """The values of a layer, of the measures whose names begin so."""
    return {
        _key(figure): figure.value
        for figure in table.figures
        if figure.layer is layer and figure.measure.startswith(measures)
    }


def _scopes(one: str, other: str) -> tuple[tuple[str, ...], ...]:
    """The pair itself, and everybody."""
    return (one, other), NAMES


def test_the_f1_of_mentions(demo: Demo) -> None:
    tallies: dict[tuple[tuple[str, ...], str | None], Counter[str]] = defaultdict(Counter)
    for rows in demo.said.values():
        for one, other in PAIRS:
            if one in rows and other in rows:
                mentions = rows[one]["mentions"], rows[other]["mentions"]
                pairs = recount.alignment(*mentions)
                for label in (None, *(label.name for label in SCHEME.entity_labels)):
                    for names in _scopes(one, other):
                        tallies[names, label].update(recount.tally(*mentions, pairs, label))
    expected: dict[Key, float] = {
        ("mentions", None, measure, names, label): value
        for (names, label), counts in tallies.items()
        if counts.total()
        for measure, value in recount.mention_f1(counts).items()
        # Of one label alone these are strict and type once more.
        if label is None or measure not in ("F1 exact boundary", "F1 overlap")
    }
    assert _values(demo.table, Layer.MENTIONS, "F1") == pytest.approx(expected)


def test_the_unitized_alphas(demo: Demo) -> None:
    expected = {
        ("mentions", None, measure, NAMES, label): value
        for (measure, label), value in recount.unitized(demo.said).items()
    }
    assert _values(demo.table, Layer.MENTIONS, "u-alpha") == pytest.approx(expected)


def test_entities(demo: Demo) -> None:
    sums: dict[tuple[tuple[str, ...], str], list[float]] = defaultdict(lambda: [0.0] * 4)
    for rows in demo.said.values():
        for one, other in PAIRS:
            if one in rows and other in rows:
                for measure, sides in recount.clusters(rows[one], rows[other]).items():
                    for names in _scopes(one, other):
                        flat = [part for side in sides for part in side]
                        sums[names, measure] = [
                            a + b for a, b in zip(sums[names, measure], flat, strict=True)
                        ]
    expected = {}
    for (names, measure), (found, of, found_back, of_back) in sums.items():
        recall, precision = found / of, found_back / of_back
        expected["entities", None, measure, names, None] = 2 * precision * recall / (precision + recall)
    assert _values(demo.table, Layer.ENTITIES, "") == pytest.approx(expected)


def test_whether_and_about_whom_and_what_is_answered(demo: Demo) -> None:
    sums: dict[Key, Counter[str]] = defaultdict(Counter)
    for task in SCHEME.tasks:
        is_about_pairs = task.about is About.PAIR
        exact = "F1 triplet" if is_about_pairs else "F1 label"
        for id_, rows in demo.said.items():
            same = demo.same[id_]
            answers = recount.answers(rows, task.name, same)
            for one, other in PAIRS:
                if one not in rows or other not in rows:
                    continue
                if is_about_pairs:
                    for who in recount.seen({name: rows[name] for name in (one, other)}, task.name):
                        for names in _scopes(one, other):
                            sums["judgements", task.name, "F1 presence", names, None].update(
                                _shared(
                                    {"there"} if one in who else set(), {"there"} if other in who else set()
                                )
                            )
                for about, by_name in answers.items():
                    if task.about is About.ENTITY and not all(
                        recount.has_entity(name, about, same) for name in (one, other)
                    ):
                        continue
                    a, b = (by_name.get(name, set()) for name in (one, other))
                    for names in _scopes(one, other):
                        whether = "F1 pair" if is_about_pairs else "F1 presence"
                        there = {"there"} if a else set[str](), {"there"} if b else set[str]()
                        sums["judgements", task.name, whether, names, None].update(_shared(*there))
                        sums["judgements", task.name, exact, names, None].update(_shared(a, b))
                        for label in a | b:
                            of_label: Key = ("judgements", task.name, exact, names, label)
                            sums[of_label].update(_shared(a & {label}, b & {label}))
    expected = {key: counts["both"] / counts["all"] for key, counts in sums.items()}
    assert _values(demo.table, Layer.JUDGEMENTS, "F1") == pytest.approx(expected)


def _shared(a: set[str], b: set[str]) -> dict[str, int]:
    return {"both": 2 * len(a & b), "all": len(a) + len(b)}


def test_labels_beyond_chance(demo: Demo) -> None:
    expected: dict[Key, float] = {}
    for task in SCHEME.tasks:
        labels = [label.name for label in task.labels]
        everything = [
            by_name
            for id_, rows in demo.said.items()
            for by_name in recount.answers(rows, task.name, demo.same[id_]).values()
        ]
        for names in SCOPES:
            units = [
                [next(iter(by_name[name])) for name in names if len(by_name.get(name, ())) == 1]
                for by_name in everything
            ]
            units = [unit for unit in units if len(unit) > 1]
            values = recount.kappas(units, labels)
            if len(names) == 2:
                del values["Fleiss' kappa"]
                values["Cohen's kappa"] = recount.cohen(units, labels)
            values["alpha nominal"] = recount.alpha(units, labels, ordinal=False)
            if task.scale is Scale.ORDINAL:
                values["alpha ordinal"] = recount.alpha(units, labels, ordinal=True)
            expected |= {("judgements", task.name, one, names, None): value for one, value in values.items()}
    found = _values(demo.table, Layer.JUDGEMENTS, "alpha", "Cohen", "Fleiss", "Gwet")
    assert found == pytest.approx(expected)
