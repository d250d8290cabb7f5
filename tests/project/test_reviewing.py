"""Reviewing a project: what is loaded for it, which conflicts there are, and what is settled in advance."""

from pathlib import Path

import pytest

from annotator.agreement.conflict import Difference
from annotator.agreement.deciding import Decision, decide
from annotator.agreement.table import Layer
from annotator.agreement.wish import ReadingChoice
from annotator.domain.annotation import GOLD, Annotation, Annotator, Judgement, Mention, Status
from annotator.domain.edits.mentions import delete_mention, resize_mention
from annotator.domain.edits.progress import set_status
from annotator.domain.refused import Refused
from annotator.domain.ruling import Outcome
from annotator.domain.steps import apply
from annotator.project import AdjudicateResult, Project, create_project, open_project, run_to_end
from annotator.project.conflicts import conflicts, quoted
from annotator.project.reviewing import ConflictList
from annotator.store.opening import existing_project
from tests.builders import ANNA, AT, BEN, MODEL, SCHEME, TEXT, annotated, annotation, article, entry, mention
from tests.builders import stance as stance_of
from tests.filling import fill, work

CLEO = Annotator(name="Cleo")
MIRA = mention("m1", 0, 9, "PERSON", "toll")
VARON = mention("m2", 19, 24, "GPE", "varon")
VARON_ORG = mention("m2", 19, 24, "ORG", "varon")
MONDAY = mention("m3", 28, 34, "ORG", "monday")


def said(
    who: Annotator,
    *marks: Mention,
    id_: str = "a1",
    status: Status = Status.DONE,
    judgements: tuple[Judgement, ...] = (),
) -> Annotation:
    value = annotation(who, id_, *marks, status=status)
    return value.model_copy(update={"judgements": {one.id: one for one in judgements}})


def fill_with(project: Project, *everybody: Annotation, id_: str = "a1", text: str = TEXT) -> None:
    fill(project, annotated(article(text, id_, title=f"Title of {id_}"), *everybody))


def found(project: Project, choice: ReadingChoice | None = None) -> ConflictList:
    return run_to_end(project.conflicts(choice))


def adjudicated(project: Project, threshold: float = 1.0) -> AdjudicateResult:
    return run_to_end(project.adjudicate(threshold, by="Rita"))


def gold_of(project: Project, id_: str = "a1") -> Annotation:
    record = project.load(id_, GOLD).record
    assert record is not None
    return record.annotation


# One article


def test_a_review_holds_the_finished_work_of_people_and_what_of_it_differs(any_project: Project) -> None:
    fill_with(
        any_project,
        said(ANNA, MIRA, VARON),
        said(BEN, MIRA, VARON_ORG),
        said(CLEO, MIRA, status=Status.IN_PROGRESS),
        said(MODEL, MIRA),
    )
    review = any_project.review("a1")
    assert list(review.annotations) == ["Anna", "Ben"]
    assert [item.difference for item in review.items if item.layer is Layer.MENTIONS] == [
        Difference.NONE,
        Difference.LABEL,
    ]
    assert (review.gold, review.log) == (None, ())


def test_a_review_can_be_of_some_of_the_annotators_models_too(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA), said(BEN, MIRA), said(MODEL, VARON))
    assert list(project.review("a1", ["Ben", MODEL.name]).annotations) == ["Ben", MODEL.name]


def test_a_review_holds_gold_with_its_log(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA), said(BEN, MIRA))
    adjudicated(project)
    review = project.review("a1")
    assert review.gold is not None
    assert [entry.by for entry in review.log] == ["Rita"]
    assert GOLD.name not in review.annotations


def test_a_review_of_somebody_who_is_not_known_is_refused(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA))
    with pytest.raises(Refused, match="Nobody called Dan"):
        project.review("a1", ["Dan"])


def test_a_review_of_an_article_that_is_not_there_is_refused(project: Project) -> None:
    with pytest.raises(Refused, match="There is no article"):
        project.review("a9")


# The conflicts of a project


def test_conflicts_say_where_they_stand_and_who_said_what(any_project: Project) -> None:
    fill_with(any_project, said(ANNA, MIRA, VARON), said(BEN, MIRA, VARON_ORG))
    (row,) = found(any_project).rows
    assert (row.article_id, row.title, row.quote) == ("a1", "Title of a1", "Varon")
    assert (row.layer, row.difference, row.label) == (Layer.MENTIONS, Difference.LABEL, "GPE")
    assert (row.sides, row.labels) == ((("Anna",), ("Ben",)), (("GPE",), ("ORG",)))
    assert (row.share, row.updated, row.decided) == (0.5, AT, None)


def test_impact_is_what_f1_rises_by_once_the_conflict_is_settled(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA, VARON), said(BEN, MIRA, VARON_ORG))
    (row,) = found(project).rows
    # Two mentions each, one of them the same: F1 is 2 * 1 / 4, and would be 1.
    assert row.impact == pytest.approx(0.5)


def test_articles_that_one_alone_has_finished_have_no_conflicts(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA))
    fill_with(project, said(ANNA, MIRA), said(BEN, status=Status.IN_PROGRESS), id_="a2", text="Two. " + TEXT)
    listed = found(project)
    assert (listed.rows, listed.articles, listed.left_out) == ((), 0, 0)


def test_whoever_found_nothing_disagrees_and_whoever_has_not_begun_does_not(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA), said(BEN))
    (row,) = found(project).rows
    assert (row.difference, row.sides) == (Difference.MISSING, (("Anna",), ("Ben",)))


def test_conflicts_of_some_annotators_alone(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA), said(BEN, MIRA), said(CLEO))
    assert found(project, ReadingChoice(annotators=("Anna", "Ben"))).rows == ()
    assert len(found(project, ReadingChoice(annotators=("Anna", "Cleo"))).rows) == 1
    with pytest.raises(Refused, match="Nobody called Dan"):
        found(project, ReadingChoice(annotators=("Dan",)))


def test_decided_conflicts_say_how_and_stand_after_the_open_ones(any_project: Project) -> None:
    fill_with(any_project, said(ANNA, MIRA, VARON, MONDAY), said(BEN, MIRA, VARON_ORG))
    first = found(any_project).rows[0]
    review = any_project.review("a1")
    item = next(item for item in review.items if item.id == first.item_id)
    gold = Annotation(article_id="a1", annotator=GOLD, scheme=SCHEME.id)
    decision = Decision(outcome=Outcome.NEITHER, by="Rita")
    work(
        any_project,
        [decide(gold, review.article, item, review.annotations, SCHEME, decision)],
        annotator=GOLD,
    )
    rows = found(any_project).rows
    assert [row.decided for row in rows] == [None, Outcome.NEITHER]
    assert rows[1].item_id == first.item_id


def test_articles_are_numbered_as_they_came_in(project: Project) -> None:
    for number, id_ in enumerate(("z", "b", "m")):
        fill_with(project, said(ANNA, MIRA, id_=id_), said(BEN, id_=id_), id_=id_, text=TEXT + "!" * number)
    rows = sorted(found(project).rows, key=lambda row: row.number)
    assert [row.article_id for row in rows] == ["z", "b", "m"]


def test_what_matters_least_is_left_out_and_counted(tmp_path: Path) -> None:
    place = str(tmp_path / "p.annotator")
    with create_project(place, SCHEME) as project:
        fill_with(project, said(ANNA, MIRA, VARON, MONDAY), said(BEN, VARON_ORG), said(CLEO))
    database, scheme = existing_project(place, AT)
    listed = run_to_end(conflicts(database, scheme, ReadingChoice(), most=2))
    everything = run_to_end(conflicts(database, scheme, ReadingChoice()))
    database.close()
    assert (len(listed.rows), listed.left_out, everything.left_out) == (2, 1, 0)
    assert listed.rows == everything.rows[:2]


def test_a_quote_is_one_line_of_bearable_length() -> None:
    assert quoted("a\n  b", 0, 5) == "a b"
    assert quoted("word " * 100, 0, 500) == ("word " * 16)[:79] + "…"


# Settled in advance


def test_what_all_agree_on_comes_into_gold_which_is_done_when_nothing_is_left(any_project: Project) -> None:
    stance = stance_of("j1", "toll")
    fill_with(any_project, said(ANNA, MIRA, judgements=(stance,)), said(BEN, MIRA, judgements=(stance,)))
    assert adjudicated(any_project) == AdjudicateResult(1, 2, 2, 0, 1)
    gold = gold_of(any_project)
    assert (len(gold.mentions), len(gold.judgements), gold.rulings) == (1, 1, {})
    assert (gold.progress.status, gold.progress.guidelines_version) == (
        Status.DONE,
        SCHEME.guidelines_version,
    )


def test_adjudicating_twice_changes_nothing(any_project: Project) -> None:
    fill_with(any_project, said(ANNA, MIRA, VARON), said(BEN, MIRA, VARON), said(CLEO, MIRA, VARON_ORG))
    first = adjudicated(any_project, 0.6)
    assert (first.settled, first.unanimous, first.left_open) == (2, 1, 0)
    revision = any_project.revision_of("a1", GOLD)
    assert adjudicated(any_project, 0.6).settled == 0
    assert any_project.revision_of("a1", GOLD) == revision == 1


def test_gold_with_open_conflicts_is_in_progress(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA, VARON), said(BEN, MIRA, VARON_ORG))
    assert adjudicated(project) == AdjudicateResult(1, 1, 1, 1, 0)
    assert gold_of(project).progress.status is Status.IN_PROGRESS


def test_an_article_that_two_found_empty_is_done_and_one_that_one_read_is_not_begun(project: Project) -> None:
    fill_with(project, said(ANNA), said(BEN))
    fill_with(project, said(ANNA, MIRA, id_="a2"), id_="a2", text="Two. " + TEXT)
    assert adjudicated(project).articles == 1
    assert gold_of(project).progress.status is Status.DONE
    assert project.load("a2", GOLD).record is None


def test_settling_is_a_step_that_can_be_taken_back(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA), said(BEN, MIRA))
    adjudicated(project)
    opened = project.load("a1", GOLD)
    (logged,) = opened.log
    assert logged.parsed().name == "settle 1 answer all agree on"
    assert opened.record is not None
    assert apply(opened.record.annotation, logged.parsed().inverse()).mentions == {}


def test_what_a_reviewer_took_out_stays_out(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA), said(BEN, MIRA))
    adjudicated(project)
    (mention_id,) = gold_of(project).mentions
    work(project, [delete_mention(gold_of(project), mention_id)], annotator=GOLD)
    assert adjudicated(project).settled == 0
    assert gold_of(project).mentions == {}


def test_what_annotators_no_longer_agree_on_goes_again(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA, VARON), said(BEN, MIRA, VARON))
    adjudicated(project)
    work(project, [resize_mention(said(BEN, MIRA, VARON), article(), "m1", 5, 9)], annotator=BEN)
    result = adjudicated(project)
    assert (result.settled, result.left_open) == (0, 1)
    assert [one.start for one in gold_of(project).mentions.values()] == [19]
    assert gold_of(project).progress.status is Status.IN_PROGRESS


def test_twenty_five_annotators_are_compared_and_settled(project: Project) -> None:
    people = [Annotator(name=f"Person {number:02}") for number in range(25)]
    fill_with(project, *(said(one, MIRA, VARON if n < 20 else VARON_ORG) for n, one in enumerate(people)))
    (row,) = found(project).rows
    assert ([len(side) for side in row.sides], row.share) == ([20, 5], 0.8)
    assert len(row.pairs) == 100
    assert adjudicated(project, 0.8).left_open == 0


def test_what_a_reviewer_skipped_stays_skipped(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA), said(BEN, MIRA))
    gold = Annotation(article_id="a1", annotator=GOLD, scheme=SCHEME.id)
    work(project, [set_status(gold, Status.SKIPPED)], annotator=GOLD)
    adjudicated(project)
    assert gold_of(project).progress.status is Status.SKIPPED


@pytest.mark.parametrize("threshold", [0.5, 1.5])
def test_a_threshold_two_answers_could_pass_is_refused_and_nothing_written(
    project: Project, threshold: float
) -> None:
    fill_with(project, said(ANNA, MIRA), said(BEN, MIRA))
    with pytest.raises(Refused, match="The threshold is a share"):
        adjudicated(project, threshold)
    assert project.load("a1", GOLD).record is None


def test_a_person_called_gold_keeps_their_name_and_the_reader_is_told(project: Project) -> None:
    fill_with(project, said(ANNA, MIRA), said(Annotator(name="gold"), MIRA))
    with pytest.raises(Refused, match="“gold” is the name of a person"):
        adjudicated(project)


def test_an_article_decided_by_a_reviewer_meanwhile_is_looked_at_anew(tmp_path: Path) -> None:
    place = str(tmp_path / "p.annotator")
    with create_project(place, SCHEME) as project, open_project(place) as other:
        fill_with(project, said(ANNA, MIRA, VARON), said(BEN, MIRA, VARON_ORG))
        job = project.adjudicate(1.0, by="Rita")
        next(job)
        review = other.review("a1")
        item = next(item for item in review.items if item.is_conflict)
        gold = Annotation(article_id="a1", annotator=GOLD, scheme=SCHEME.id)
        decision = Decision(outcome=Outcome.TAKEN, variants=(0,), by="Sam")
        step = decide(gold, review.article, item, review.annotations, SCHEME, decision)
        other.save("a1", GOLD, entry(1, step, by="Sam"))
        result = run_to_end(job)
        assert (result.unanimous, result.left_open, result.done) == (1, 0, 1)
        assert len(gold_of(project).mentions) == 2
