"""Exporting: the same project gives the same bytes, whatever way its work came in."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Annotator, AnnotatorKind, Status
from annotator.domain.article import Article
from annotator.domain.edits.mentions import add_mention
from annotator.domain.edits.progress import set_status
from annotator.domain.refused import Refused
from annotator.domain.steps import Step, apply
from annotator.project import Project, Who, create_project, run_to_end
from tests.builders import ANNA, BEN, MODEL, SCHEME, TEXT, annotated, annotation, article, mention
from tests.filling import fill, work
from tests.random_edits import KINDS, edit

EMPTY = annotation()
MARK = add_mention(EMPTY, article(), 0, 9, "PERSON")
Row = dict[str, object]


def _export(
    project: Project, out: Path, *, annotators: tuple[str, ...] = (), only_done: bool = False
) -> list[Row]:
    result = run_to_end(project.export(out, annotators=annotators, only_done=only_done))
    rows = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    assert result.rows == len(rows)
    return rows


def _keys(rows: list[Row]) -> list[tuple[object, object]]:
    return [(row["id"], row["annotator"]) for row in rows]


def test_rows_are_in_order_of_article_then_annotator(any_project: Project, tmp_path: Path) -> None:
    names = ("b", "Å", "a", "B")
    fill(
        any_project,
        *(
            annotated(
                article(f"{id_} {TEXT}", id_), *(annotation(Annotator(name=name), id_) for name in names)
            )
            for id_ in ("a2", "B", "a10", "Å")
        ),
    )

    in_order = [(id_, name) for id_ in ("B", "a10", "a2", "Å") for name in ("B", "a", "b", "Å")]
    assert _keys(_export(any_project, tmp_path / "out.jsonl")) == in_order


def test_an_article_nobody_annotated_has_one_row(any_project: Project, tmp_path: Path) -> None:
    fill(any_project, annotated(article()), annotated(article("Other.", "a2"), annotation(BEN, "a2")))
    any_project.add_time("a1", ANNA, 2.0)

    assert _keys(_export(any_project, tmp_path / "out.jsonl")) == [("a1", None), ("a2", "Ben")]


def test_only_some_annotators_or_finished_work_can_be_exported(any_project: Project, tmp_path: Path) -> None:
    done = annotation(ANNA, status=Status.DONE)
    fill(any_project, annotated(article(), done, annotation(BEN)), annotated(article("Other.", "a2")))
    out = tmp_path / "out.jsonl"

    assert _keys(_export(any_project, out, annotators=("Ben",))) == [("a1", "Ben")]
    assert _keys(_export(any_project, out, only_done=True)) == [("a1", "Anna")]
    assert _keys(_export(any_project, out, annotators=("Ben",), only_done=True)) == []


def test_an_annotator_or_a_format_nobody_knows_is_refused(any_project: Project, tmp_path: Path) -> None:
    fill(any_project)
    out = tmp_path / "out.jsonl"

    with pytest.raises(Refused, match="Nobody called Cem"):
        run_to_end(any_project.export(out, annotators=("Cem",)))
    with pytest.raises(Refused, match="no format sgml"):
        any_project.export(out, format_name="sgml")
    assert not out.exists()


GOLD = Annotator(name="gold", kind=AnnotatorKind.ADJUDICATED)
MAJORITY = Annotator(name="majority", kind=AnnotatorKind.AGGREGATE)


def _fill_with_all_kinds(project: Project) -> None:
    said = (annotation(one, status=Status.DONE) for one in (ANNA, BEN, MODEL, GOLD, MAJORITY))
    fill(project, annotated(article(), *said), annotated(article("Other.", "a2")))


@pytest.mark.parametrize(
    ("who", "names"),
    [
        (Who.EVERYONE, ["Anna", "Ben", MODEL.name, "gold", "majority", None]),
        (Who.ANNOTATORS, ["Anna", "Ben"]),
        (Who.GOLD, ["gold"]),
        (Who.AGGREGATES, ["majority"]),
    ],
)
def test_gold_aggregates_or_people_alone_can_be_exported(
    any_project: Project, tmp_path: Path, who: Who, names: list[str | None]
) -> None:
    _fill_with_all_kinds(any_project)
    out = tmp_path / "out.jsonl"
    result = run_to_end(any_project.export(out, who=who))
    assert [orjson.loads(line)["annotator"] for line in out.read_bytes().splitlines()] == names
    assert result.rows == len(names)


def test_names_that_are_not_of_the_kind_asked_for_are_refused(any_project: Project, tmp_path: Path) -> None:
    _fill_with_all_kinds(any_project)
    out = tmp_path / "out.jsonl"
    with pytest.raises(Refused, match="Anna is a person, and what is asked for is gold alone"):
        run_to_end(any_project.export(out, annotators=("Anna",), who=Who.GOLD))
    run_to_end(any_project.export(out, annotators=("gold",), who=Who.GOLD))
    assert len(out.read_bytes().splitlines()) == 1


@pytest.mark.parametrize("format_name", ["soft-labels", "lewidi"])
def test_formats_made_of_what_people_say_refuse_what_has_no_vote(
    any_project: Project, tmp_path: Path, format_name: str
) -> None:
    _fill_with_all_kinds(any_project)
    for who in (Who.GOLD, Who.AGGREGATES):
        with pytest.raises(Refused, match=f"{who} has no vote"):
            run_to_end(any_project.export(tmp_path / "out", format_name=format_name, who=who))


def test_soft_labels_put_the_people_of_a_project_side_by_side(any_project: Project, tmp_path: Path) -> None:
    marks = ((ANNA, "PERSON"), (BEN, "ORG"), (MODEL, "GPE"))
    said = [annotation(one, "a1", mention("m1", 0, 9, label), status=Status.DONE) for one, label in marks]
    fill(any_project, annotated(article(), *said), annotated(article("Other.", "a2")))
    out = tmp_path / "soft.jsonl"

    result = run_to_end(any_project.export(out, format_name="soft-labels"))
    row = orjson.loads(out.read_bytes())
    assert (result.rows, row["annotations"], row["labels"]) == (
        1,
        ["PERSON", "ORG"],
        ["PERSON", "ORG", "GPE"],
    )
    run_to_end(any_project.export(out, format_name="soft-labels", annotators=("Ben",)))
    assert orjson.loads(out.read_bytes())["annotators"] == ["Ben"]


def test_steps_since_the_last_snapshot_are_in_the_row(any_project: Project, tmp_path: Path) -> None:
    fill(any_project, annotated(article(), annotation(MODEL)))
    work(any_project, [MARK])
    any_project.take_snapshots()
    work(any_project, [set_status(apply(EMPTY, MARK), Status.DONE)])
    before = (tmp_path / "before.jsonl", tmp_path / "after.jsonl")

    (anna, _) = _export(any_project, before[0])
    any_project.take_snapshots()
    _export(any_project, before[1])
    assert anna["status"] == "done"
    assert [one["text"] for one in _mentions(anna)] == ["Mira Toll"]
    assert before[0].read_bytes() == before[1].read_bytes()


def _mentions(row: Row) -> list[dict[str, object]]:
    mentions = row["mentions"]
    assert isinstance(mentions, list)
    return mentions


def test_an_export_that_is_stopped_leaves_the_old_file(any_project: Project, tmp_path: Path) -> None:
    fill(any_project, *(annotated(article(f"{number} {TEXT}", f"a{number}")) for number in range(500)))
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"old")
    job = any_project.export(out)
    progress = next(job)
    job.close()

    assert (progress.total, out.read_bytes()) == (500, b"old")
    assert sorted(path.name for path in tmp_path.iterdir() if "jsonl" in path.name) == ["out.jsonl"]


def test_export_import_export_gives_the_same_bytes(any_project: Project, tmp_path: Path) -> None:
    _fill_at_random(any_project, Random(5))
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    _export(any_project, first)

    with create_project(str(tmp_path / "copy.annotator"), SCHEME) as copy:
        result = run_to_end(copy.import_files([first]))
        _export(copy, second)
    assert result.refused == ()
    assert (result.articles_added, result.annotations_added) == (20, 40)
    assert second.read_bytes() == first.read_bytes()


def _fill_at_random(project: Project, rng: Random) -> None:
    """Twenty articles: a model’s proposals, and what somebody did by hand."""
    for number in range(20):
        id_ = f"a{number}"
        value = article(f"{TEXT}\n{number}", id_, title="The dam", source="Wire 🌊")
        fill(project, annotated(value, annotation(MODEL, id_, mention("m1", 0, 9, entity="e1"))))
        reached, steps = annotation(ANNA, id_), list[Step]()
        while len(steps) < 12:
            step = edit(reached, value, rng.randrange(KINDS), rng.randrange(40), rng.randrange(9))
            if step:
                reached = apply(reached, step)
                steps.append(step)
        work(project, steps, article_id=id_)
        if number % 3 == 0:
            project.take_snapshots()


def test_the_order_of_importing_changes_nothing(tmp_path: Path) -> None:
    read = [annotated(article(f"{id_} {TEXT}", id_), annotation(ANNA, id_)) for id_ in ("a1", "a2", "a3")]
    exported = []
    for name, order in (("one", read), ("two", read[::-1])):
        with create_project(str(tmp_path / f"{name}.annotator"), SCHEME) as project:
            fill(project, *order)
            _export(project, tmp_path / f"{name}.jsonl")
        exported.append((tmp_path / f"{name}.jsonl").read_bytes())

    assert exported[0] == exported[1]


# What breaks programs in scraped text: astral and combining characters, right-to-left marks, odd spaces.
_TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.sampled_from("a \r\n🌊e\u0301\u200d\u200f\u2028\u00a0\ufeffسلام"),
    ),
    min_size=1,
    max_size=60,
)
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def _said(draw: st.DrawFn) -> tuple[Article, Annotation]:
    """An article of any characters, and mentions of any stretches of it."""
    text = draw(_TEXTS)
    value = Article(
        id=draw(st.from_regex(r"[a-z]{1,3}", fullmatch=True)),
        text=text,
        title=draw(st.none() | _TEXTS),
        source=draw(st.none() | _TEXTS),
        meta=draw(st.dictionaries(_TEXTS, _JSON, max_size=3)),
    )
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=4))
    spans = [(start, draw(st.integers(start + 1, len(text)))) for start in starts]
    marks = [mention(f"m{number}", *span) for number, span in enumerate(spans)]
    return value, annotation(ANNA, value.id, *marks)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.lists(_said(), max_size=4, unique_by=(lambda one: one[0].id, lambda one: one[0].text)))
def test_articles_of_any_characters_survive_export_and_import(said: list[tuple[Article, Annotation]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with create_project(str(folder / "one.annotator"), SCHEME) as one:
            fill(one, *(annotated(value, work_on_it) for value, work_on_it in said))
            _export(one, folder / "one.jsonl")
        with create_project(str(folder / "two.annotator"), SCHEME) as two:
            result = run_to_end(two.import_files([folder / "one.jsonl"]))
            articles = {value.id: two.load(value.id, ANNA).article for value, _ in said}
            _export(two, folder / "two.jsonl")
        assert result.refused == ()
        assert articles == {value.id: value for value, _ in said}
        assert (folder / "two.jsonl").read_bytes() == (folder / "one.jsonl").read_bytes()
