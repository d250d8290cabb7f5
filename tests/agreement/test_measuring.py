"""The table of agreement: right numbers, each with what it was counted on, and none where there is none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from annotator.agreement.measures import Measure
from annotator.agreement.measuring import extent_of, measure, measure_all
from annotator.agreement.reading import ReadArticle, ReadEntity, Reading, ReadMention, ReadRef
from annotator.agreement.table import AgreementTable, Figure, LeftOut, Standing
from annotator.agreement.wish import MeasureWish
from annotator.domain.annotation import RefKind
from annotator.domain.scheme import About, EntityLabel, Scale, Scheme, Task, TaskLabel, Topic
from tests.agreement.readings import entity_ref, marked, read, read_article, stance, topic_ref

SCHEME = Scheme(
    name="test",
    version="1",
    entity_labels=(EntityLabel(name="PERSON"), EntityLabel(name="ORG")),
    tasks=(
        Task(name="stance", labels=tuple(TaskLabel(name=name) for name in ("favor", "against", "neutral"))),
        Task(
            name="salience",
            about=About.ENTITY,
            scale=Scale.ORDINAL,
            labels=(
                TaskLabel(name="main", value=2),
                TaskLabel(name="other", value=0),
                TaskLabel(name="some", value=1),
            ),
        ),
        Task(name="frames", multiple=True, labels=tuple(TaskLabel(name=name) for name in "abcd")),
        Task(name="quoted", anchored=True, labels=(TaskLabel(name="yes"), TaskLabel(name="no"))),
    ),
    topics=(Topic(id="dam", name="the dam"),),
)
PLAIN = MeasureWish(resamples=0)
TOLL = (marked("m1", 0, 9, entity="e1"),)


def _table(*articles: ReadArticle, wish: MeasureWish = PLAIN) -> AgreementTable:
    numbered = [replace(one, id=f"a{number:03}") for number, one in enumerate(articles)]
    return measure_all(numbered, SCHEME, wish)


def _figure(
    table: AgreementTable,
    measure: str,
    *,
    task: str | None = None,
    label: str | None = None,
    of: Sequence[str] | None = None,
) -> Figure:
    """The one figure of everybody together, or of some."""
    (found,) = (
        figure
        for figure in table.figures
        if (figure.measure, figure.task, figure.label) == (measure, task, label)
        and figure.annotators == tuple(of or table.annotators)
    )
    return found


def _value(table: AgreementTable, measure: str, task: str | None = None) -> float | None:
    return _figure(table, measure, task=task).value


# What is compared


def test_the_same_marked_and_answered_by_all_is_full_agreement() -> None:
    says = (stance("j1", entity_ref("e1"), topic_ref("dam"), "favor"),)
    against = (stance("j1", entity_ref("e1"), topic_ref("dam"), "against"),)
    articles = [
        read_article(*(read(name, *TOLL, judgements=judgements) for name in ("Anna", "Ben", "Carl")))
        for judgements in (says, against)
    ]
    table = _table(*articles)
    for one in ("F1 strict", "F1 partial", "u-alpha", "B3", "CEAF-e", "LEA"):
        assert _value(table, one) == pytest.approx(1)
    for one in ("F1 presence", "F1 pair", "F1 triplet", "alpha nominal", "Fleiss' kappa", "Gwet's AC1"):
        assert _value(table, one, "stance") == pytest.approx(1)


def test_every_mention_counts_in_one_class() -> None:
    anna = (
        marked("m1", 0, 5),
        marked("m2", 10, 15),
        marked("m3", 20, 25),
        marked("m4", 30, 35),
        marked("m5", 40, 45),
    )
    ben = (
        marked("m1", 0, 5),
        marked("m2", 10, 15, "ORG"),
        marked("m3", 20, 27),
        marked("m4", 30, 37, "ORG"),
        marked("m6", 50, 55),
    )
    figure = _figure(_table(read_article(read("Anna", *anna), read("Ben", *ben))), "F1 strict")
    assert figure.counts == {
        "exact": 1,
        "label only": 1,
        "boundary only": 1,
        "boundary and label": 1,
        "only A": 1,
        "only B": 1,
    }
    assert figure.value == pytest.approx(2 / 10)
    assert (figure.n, figure.articles) == (6, 1)


def test_who_looked_and_found_nothing_disagrees_and_who_did_not_look_is_not_compared() -> None:
    both = read_article(read("Anna", *TOLL), read("Ben", *TOLL))
    empty = read_article(read("Anna", *TOLL), read("Ben"))
    alone = read_article(read("Anna", *TOLL))
    assert _value(_table(both, empty), "F1 strict") == pytest.approx(2 / 3)
    table = _table(both, alone)
    assert _value(table, "F1 strict") == 1
    assert (table.articles, table.left_out) == (
        1,
        (LeftOut(1, "articles", "read by one of the annotators alone"),),
    )


def test_the_same_holder_is_known_by_mentions_whatever_the_ids() -> None:
    anna = read("Anna", *TOLL, judgements=(stance("j1", entity_ref("e1"), topic_ref("dam"), "favor"),))
    ben = read(
        "Ben",
        marked("m9", 0, 9, entity="e7"),
        judgements=(stance("j4", entity_ref("e7"), topic_ref("dam"), "favor"),),
    )
    assert _value(_table(read_article(anna, ben)), "F1 triplet", "stance") == 1


def test_a_topic_is_the_same_by_id_or_by_its_name_in_the_scheme() -> None:
    by_name = ReadRef(RefKind.TOPIC, None, "The dam")
    anna = read("Anna", *TOLL, judgements=(stance("j1", entity_ref("e1"), topic_ref("dam"), "favor"),))
    ben = read("Ben", *TOLL, judgements=(stance("j1", entity_ref("e1"), by_name, "favor"),))
    assert _value(_table(read_article(anna, ben)), "F1 pair", "stance") == 1


def test_mentions_that_are_pointed_at_are_the_same_if_they_are_aligned() -> None:
    def reading(name: str, id_: str, end: int) -> Reading:
        target = ReadRef(RefKind.MENTION, id_, None)
        return read(name, marked(id_, 0, end), judgements=(stance("j1", None, target, "favor"),))

    assert (
        _value(_table(read_article(reading("Anna", "m1", 9), reading("Ben", "m2", 7))), "F1 pair", "stance")
        == 1
    )


def test_nobody_the_author_and_no_holder_at_all_are_three_holders() -> None:
    author, nobody = ReadRef(RefKind.AUTHOR, None, None), ReadRef(RefKind.NONE, None, None)
    readings = [
        read(name, judgements=(stance("j1", holder, topic_ref("dam"), "favor"),))
        for name, holder in (("Anna", author), ("Ben", nobody), ("Carl", None))
    ]
    assert _value(_table(read_article(*readings)), "F1 pair", "stance") == 0


def test_presence_and_polarity_are_two_numbers() -> None:
    def reading(name: str, label: str) -> Reading:
        return read(name, *TOLL, judgements=(stance("j1", entity_ref("e1"), topic_ref("dam"), label),))

    table = _table(read_article(reading("Anna", "favor"), reading("Ben", "against")))
    assert _value(table, "F1 presence", "stance") == 1
    assert _value(table, "F1 triplet", "stance") == 0
    assert _figure(table, "alpha nominal", task="stance").n == 1


def test_each_number_says_what_it_is_counted_on() -> None:
    answer = stance("j1", entity_ref("e1"), topic_ref("dam"), "favor")._replace(evidence=((0, 40),))
    both = tuple(read(name, *TOLL, judgements=(answer,)) for name in ("Anna", "Ben"))
    table = _table(read_article(*both))
    units = {f.measure: f.unit for f in table.figures if f.task == "stance"}
    assert units["F1 presence"] == "places where either answered"
    assert units["F1 pair"] == "pairs of holder and target that either judged"
    assert units["F1 triplet"] == "answers that either gave"
    assert units["alpha nominal"] == "answered by both"


def test_without_sentences_presence_is_by_evidence_whoever_holds_what() -> None:
    def reading(name: str, holder: str, *evidence: tuple[int, int]) -> Reading:
        judgement = stance("j1", ReadRef(holder, None, None), topic_ref("dam"), "favor")
        return read(name, judgements=(judgement._replace(evidence=evidence),))

    def found(one: Reading, other: Reading) -> tuple[float | None, float | None]:
        table = _table(read_article(one, other))
        return _value(table, "F1 presence", "stance"), _value(table, "F1 pair", "stance")

    assert found(reading("Anna", "author", (0, 40)), reading("Ben", "none", (30, 50))) == (1, 0)
    assert found(reading("Anna", "author", (0, 40)), reading("Ben", "author", (40, 50))) == (0, 1)
    # Nobody knows where an answer without evidence is seen: it is there if the same is judged.
    assert found(reading("Anna", "author", (0, 40)), reading("Ben", "author")) == (1, 1)
    assert found(reading("Anna", "author", (0, 40)), reading("Ben", "none")) == (0, 0)


def test_of_anchored_answers_presence_is_by_sentence_whoever_holds_what() -> None:
    def reading(name: str, holder: str, sentence: str) -> Reading:
        judgement = stance("j1", ReadRef(holder, None, None), topic_ref("dam"), "yes", task="quoted")
        return read(name, judgements=(judgement._replace(anchor=ReadRef(RefKind.SEGMENT, sentence, None)),))

    same = _table(read_article(reading("Anna", "author", "0-40"), reading("Ben", "none", "0-40")))
    assert (_value(same, "F1 presence", "quoted"), _value(same, "F1 pair", "quoted")) == (1, 0)
    apart = _table(read_article(reading("Anna", "author", "0-40"), reading("Ben", "author", "41-80")))
    assert _value(apart, "F1 presence", "quoted") == 0


def test_answers_about_an_entity_that_the_other_does_not_have_are_left_out_and_said() -> None:
    answers = (stance("j1", None, entity_ref("e1"), "main", task="salience"),)
    more = (*answers, stance("j2", None, entity_ref("e2"), "other", task="salience"))
    anna = read("Anna", *TOLL, marked("m2", 20, 25, entity="e2"), judgements=more)
    ben = read("Ben", *TOLL, judgements=answers)
    figure = _figure(_table(read_article(anna, ben)), "F1 presence", task="salience")
    assert figure.value == 1
    assert figure.left_out == (
        LeftOut(1, "answers", "about an entity that the other annotator does not have"),
    )


def test_an_ordinal_scale_goes_by_its_values() -> None:
    def article(one: str, other: str) -> ReadArticle:
        said = (("Anna", one), ("Ben", other))
        return read_article(
            *(
                read(name, *TOLL, judgements=(stance("j1", None, entity_ref("e1"), label, task="salience"),))
                for name, label in said
            )
        )

    near = _table(article("main", "some"), article("other", "other"), article("some", "some"))
    far = _table(article("main", "other"), article("other", "other"), article("some", "some"))
    assert (_value(near, "alpha ordinal", "salience") or 0) > (_value(far, "alpha ordinal", "salience") or 0)


def test_sets_of_labels_are_compared_by_masi() -> None:
    def article(one: str, other: str) -> ReadArticle:
        said = (("Anna", one), ("Ben", other))
        return read_article(
            *(
                read(name, judgements=(stance("j1", None, None, *labels, task="frames"),))
                for name, labels in said
            )
        )

    table = _table(article("a", "a"), article("ab", "a"), article("b", "b"))
    # Distances: a to ab and b to ab 1 - 1/2 2/3 = 2/3, a to b 1; given are a 3, b 2, ab 1 times.
    within = (2 / 3) * 2
    between = 2 * (3 * 2 * 1 + 3 * 1 * 2 / 3 + 2 * 1 * 2 / 3)
    assert _value(table, "alpha MASI", "frames") == pytest.approx(1 - 5 * within / between)
    assert _value(table, "F1 triplet", "frames") == pytest.approx(2 * 3 / 7)


def test_several_answers_to_what_takes_one_are_not_compared_by_label_and_said() -> None:
    one = stance("j1", entity_ref("e1"), topic_ref("dam"), "favor")
    anna = read("Anna", *TOLL, judgements=(one, one._replace(id="j2", labels=("against",))))
    ben = read("Ben", *TOLL, judgements=(one,))
    figure = _figure(_table(read_article(anna, ben)), "alpha nominal", task="stance")
    assert (figure.standing, figure.n, figure.left_out[0].count) == (Standing.NOT_MEASURED, 0, 1)
    assert _value(_table(read_article(anna, ben)), "F1 triplet", "stance") == pytest.approx(2 / 3)


def test_nested_mentions_are_left_out_along_the_text_alone_and_said() -> None:
    nested = (marked("m1", 0, 30, "ORG"), marked("m2", 0, 9))
    table = _table(read_article(read("Anna", *nested), read("Ben", *nested)))
    assert _figure(table, "F1 strict").n == 2
    assert _figure(table, "u-alpha").left_out[0].count == 2


def test_only_the_labels_wished_for_are_compared_and_the_rest_is_said() -> None:
    anna = read("Anna", *TOLL, marked("m2", 20, 25, "ORG"))
    table = _table(
        read_article(anna, read("Ben", *TOLL)), wish=MeasureWish(labels=frozenset({"PERSON"}), resamples=0)
    )
    assert _value(table, "F1 strict") == 1
    assert LeftOut(1, "mentions", "with labels that were not chosen") in table.left_out


def test_labels_and_tasks_that_the_scheme_does_not_have_count_and_are_said() -> None:
    def reading(name: str) -> Reading:
        return read(
            name,
            marked("m1", 0, 9, "SHIP", "e1"),
            judgements=(
                stance("j1", entity_ref("e1"), topic_ref("dam"), "maybe"),
                stance("j2", entity_ref("e1"), topic_ref("dam"), "yes", task="gone"),
            ),
        )

    table = _table(read_article(reading("Anna"), reading("Ben")))
    assert _figure(table, "F1 strict", label="SHIP").value == 1
    assert _figure(table, "F1 triplet", task="stance", label="maybe").value == 1
    assert _figure(table, "F1 pair", task="gone").value == 1
    said = {(one.count, one.what, one.why.partition(",")[0]) for one in table.left_out}
    assert said == {
        (2, "mentions", "with the label “SHIP”"),
        (2, "answers", "to the task “gone”"),
        (2, "answers to “stance”", "with the label “maybe”"),
    }


# What is not measured


def test_one_annotator_alone_gives_no_numbers() -> None:
    table = _table(read_article(read("Anna", *TOLL)))
    assert (table.annotators, table.figures, table.articles) == (("Anna",), (), 0)
    assert _table().annotators == ()


def test_without_an_article_in_common_nothing_is_measured() -> None:
    table = _table(read_article(read("Anna", *TOLL)), read_article(read("Ben", *TOLL)))
    assert {figure.standing for figure in table.figures} == {Standing.NOT_MEASURED}
    assert {figure.value for figure in table.figures} == {None}
    assert all(figure.why for figure in table.figures)


def test_nothing_marked_and_nothing_answered_is_not_agreement() -> None:
    table = _table(
        *(read_article(read("Anna"), read("Ben")) for _ in range(12)), wish=MeasureWish(resamples=50)
    )
    assert {figure.standing for figure in table.figures} == {Standing.NOT_MEASURED}


def test_one_label_only_is_undefined_and_not_full_agreement() -> None:
    judgements = (stance("j1", entity_ref("e1"), topic_ref("dam"), "favor"),)
    article = read_article(*(read(name, *TOLL, judgements=judgements) for name in ("Anna", "Ben", "Carl")))
    table = _table(article, article)
    for one in ("alpha nominal", "Fleiss' kappa", "Gwet's AC1"):
        figure = _figure(table, one, task="stance")
        assert (figure.standing, figure.value, figure.n) == (Standing.UNDEFINED, None, 2)
    assert _figure(table, "u-alpha coded labels").standing is Standing.UNDEFINED


def test_of_two_annotators_there_are_both_cohens_kappa_and_fleiss() -> None:
    articles = [
        read_article(
            read("Anna", *TOLL, judgements=(stance("j1", entity_ref("e1"), topic_ref("dam"), of_anna),)),
            read("Ben", *TOLL, judgements=(stance("j1", entity_ref("e1"), topic_ref("dam"), of_ben),)),
        )
        for of_anna, of_ben in (("favor", "favor"), ("favor", "against"), ("against", "against"))
    ]
    table = _table(*articles)
    assert _value(table, "Cohen's kappa", "stance") == pytest.approx(0.4)
    assert _value(table, "Fleiss' kappa", "stance") == pytest.approx(1 / 3)


def test_no_number_is_one_unless_something_was_compared() -> None:
    half = read_article(read("Anna", *TOLL), read("Ben"))
    table = _table(half, read_article(read("Anna"), read("Carl", *TOLL)))
    assert [figure for figure in table.figures if figure.value == 1] == []
    assert all(figure.n for figure in table.figures if figure.standing is not Standing.NOT_MEASURED)


# Intervals


def _half_agreed(number: int) -> list[ReadArticle]:
    """Articles on every second of which Ben marks what Anna does."""
    empty, full = read("Ben"), read("Ben", *TOLL)
    return [read_article(read("Anna", *TOLL), full if place % 2 else empty) for place in range(number)]


def test_with_fewer_than_ten_articles_there_is_no_interval_and_it_is_said() -> None:
    figure = _figure(_table(*_half_agreed(9), wish=MeasureWish(resamples=100)), "F1 strict")
    assert (figure.interval, figure.no_interval) == (None, "fewer than 10 articles")
    figure = _figure(_table(*_half_agreed(10), wish=MeasureWish(resamples=0)), "F1 strict")
    assert (figure.interval, figure.no_interval) == (None, "no resamples were asked for")


def test_intervals_hold_the_value_and_shrink_with_more_articles() -> None:
    widths = []
    for number in (10, 1_000):
        figure = _figure(_table(*_half_agreed(number), wish=MeasureWish(resamples=200)), "F1 strict")
        assert figure.interval is not None
        assert figure.value is not None
        assert figure.interval.low <= figure.value <= figure.interval.high
        widths.append(figure.interval.high - figure.interval.low)
    assert widths[0] > 4 * widths[1]


def test_a_mean_of_articles_has_the_interval_that_is_known_of_it() -> None:
    # Of 400 articles half agree: the share of agreed ones varies by sqrt(1/4 / 400) = 0.025.
    figure = _figure(_table(*_half_agreed(400), wish=MeasureWish(resamples=4_000)), "F1 strict")
    assert figure.interval is not None
    # F1 is 2 p / (1 + p).
    low, high = (2 * p / (1 + p) for p in (0.5 - 1.96 * 0.025, 0.5 + 1.96 * 0.025))
    assert figure.interval.low == pytest.approx(low, abs=0.006)
    assert figure.interval.high == pytest.approx(high, abs=0.006)


def test_the_same_seed_gives_the_same_table_in_any_order_of_readings() -> None:
    articles = _half_agreed(30)
    turned = [replace(one, readings=tuple(reversed(one.readings))) for one in articles]
    wish = MeasureWish(resamples=100, seed=3)
    assert _table(*articles, wish=wish) == _table(*turned, wish=wish)
    other = _figure(_table(*articles, wish=replace(wish, seed=4)), "F1 strict")
    assert other.interval != _figure(_table(*articles, wish=wish), "F1 strict").interval


def test_25_annotators_have_300_pairs_and_intervals_together() -> None:
    names = [f"p{number:02}" for number in range(25)]
    articles = [read_article(*(read(name, *TOLL) for name in names)) for _ in range(10)]
    table = _table(*articles, wish=MeasureWish(resamples=20))
    strict = [f for f in table.figures if f.measure == "F1 strict" and f.label is None]
    assert len(strict) == 301
    assert all(figure.value == 1 for figure in strict)
    assert strict[0].interval is not None
    assert {figure.no_interval for figure in strict[1:]} == {
        "given for everybody together where there are more than 6 annotators"
    }


def test_another_number_of_articles_than_announced_is_refused() -> None:
    articles = [replace(one, id=f"a{n}") for n, one in enumerate(_half_agreed(12))]
    for wrong in (articles[:-1], [*articles, replace(articles[0], id="more")]):
        with pytest.raises(ValueError, match="articles than were said"):
            list(measure(wrong, SCHEME, MeasureWish(), extent_of(articles)))


# Beside the numbers


def test_confusions_are_symmetric_and_count_every_pair_both_ways() -> None:
    org = (marked("m1", 0, 9, "ORG"),)
    table = _table(read_article(read("Anna", *TOLL), read("Ben", *org), read("Carl", *org)))
    assert table.confusions[0].labels == ("PERSON", "ORG")
    assert table.confusions[0].counts == ((0, 2), (2, 2))


def test_agreement_over_time_is_by_the_week_of_the_later_of_two() -> None:
    def article(day: str, *marked_by_ben: ReadMention) -> ReadArticle:
        return read_article(
            read("Anna", *TOLL, updated="2024-05-01T10:00:00Z"),
            read("Ben", *marked_by_ben, updated=f"{day}T08:00:00Z"),
        )

    table = _table(article("2024-05-02", *TOLL), article("2024-05-05", *TOLL), article("2024-05-06"))
    strict = [moment for moment in table.over_time if moment.figure.measure == Measure.F1_STRICT]
    assert [(one.begins, one.figure.value, one.figure.articles) for one in strict] == [
        ("2024-04-29", 1, 2),
        ("2024-05-06", 0, 1),
    ]


def test_long_work_is_shown_by_month_and_longer_work_by_year() -> None:
    def begins(*days: str) -> list[str]:
        articles = (
            read_article(read("Anna", *TOLL, updated=day), read("Ben", *TOLL, updated=day)) for day in days
        )
        return sorted({moment.begins for moment in _table(*articles).over_time})

    assert begins("2024-01-10", "2024-12-24") == ["2024-01-01", "2024-12-01"]
    assert begins("2014-01-10", "2024-12-24") == ["2014-01-01", "2024-01-01"]
    assert begins("", "never") == []


def test_reliability_is_estimated_of_everybody() -> None:
    ben = ReadEntity("e1", "Toll", "PERSON")
    readings = (read("Anna", *TOLL), read("Ben", *TOLL, entities=(ben,)), read("Carl"))
    table = _table(*(read_article(*readings) for _ in range(10)))
    assert {row.annotator for row in table.reliability} == {"Anna", "Ben", "Carl"}
