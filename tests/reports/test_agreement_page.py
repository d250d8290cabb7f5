"""The report on agreement: every number with what it was counted on, and the worst conflicts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.conflict import Difference
from annotator.agreement.measures import Measure
from annotator.agreement.table import Interval, Layer, LeftOut, Moment, Standing
from annotator.domain.article import Direction
from annotator.domain.ruling import Outcome
from annotator.reports.agreement_page import (
    About,
    Answer,
    ReportedConflict,
    agreement_html,
    without_annotators_names,
)
from annotator.reports.figure_rows import MOST_ROWS
from annotator.reports.quotes import Quote
from annotator.reports.said import Said
from tests.reports.pages import Element, assert_stands_by_itself, parsed, texts, words
from tests.reports.tables import HOSTILE, NAMES, figure, reliability, table

ABOUT = About("trial", "news 3", "2024-05-17T09:30:00.000+00:00", "Stance Annotator 0.1.0", conflicts=77)
_QUOTE = Quote("said ", "Toll", " in Varon.")
_CONFLICT = ReportedConflict(
    article="The dam",
    layer=Layer.MENTIONS,
    difference=Difference.BOUNDARY,
    quote=_QUOTE,
    answers=(Answer(("anna", "cem"), Said("PERSON", ("Toll",))), Answer(("ben",), Said("nothing"))),
)


def _rows(page: Element, caption: str) -> list[list[str]]:
    """The cells of the table with that caption."""
    (found,) = [one for one in page.xpath("//table[caption]") if texts(one, "./caption") == [caption]]
    return [texts(row, "./th|./td") for row in found.xpath("./tbody/tr")]


def test_the_page_says_what_was_compared_and_how() -> None:
    made = replace(
        table(figure()), left_out=(LeftOut(3, "annotations", "in progress, not done"),), articles=1204
    )
    page = parsed(agreement_html(made, [], ABOUT))
    facts = dict(zip(texts(page, "//header//dt"), texts(page, "//header//dd"), strict=True))
    assert facts["compared"] == "anna, ben and cem"
    assert facts["articles"].startswith("1 204 ")
    assert facts["scheme"] == "news 3"
    assert "1 000 resamples" in facts["intervals"]
    assert "seed 7" in facts["intervals"]
    assert facts["made"] == "2024-05-17 09:30 UTC"
    assert texts(page, "//header//li") == ["3 annotations: in progress, not done"]


def test_every_number_stands_in_its_row_with_interval_n_articles_and_what_was_left_out() -> None:
    left = LeftOut(3, "mentions", "nested in another mention of the same annotator")
    one = figure(0.754, interval=Interval(0.7, 0.8), n=1234, left_out=(left,))
    page = parsed(agreement_html(table(one), [], ABOUT))
    assert _rows(page, "All labels together") == [
        [
            "F1 strict n: mentions",
            "0.75",
            "",
            "0.70 to 0.80",
            "1 234",
            "12",
            "3 mentions1",
        ]
    ]
    assert texts(page, "//ol[@class='notes']/li") == [f"Left out: {left.why}"]


def test_what_n_counts_and_what_numbers_are_made_of_is_said_once() -> None:
    counts = {"exact": 3, "only A": 1, "only B": 0}
    made = [
        replace(figure(measure=measure), counts=counts) for measure in (Measure.F1_STRICT, Measure.F1_TYPE)
    ]
    page = parsed(agreement_html(table(*made), [], ABOUT))
    said = texts(page, "//span[@class='counts']")
    assert said == ["n: mentions", "3 exact, 1 only A"]


def test_of_several_alphas_the_one_that_knows_the_labels_best_stands_on_top() -> None:
    alphas = [
        figure(layer=Layer.JUDGEMENTS, task="tone", measure=Measure.ALPHA_NOMINAL),
        figure(layer=Layer.JUDGEMENTS, task="tone", measure=Measure.ALPHA_ORDINAL),
        figure(layer=Layer.JUDGEMENTS, task="stance", measure=Measure.ALPHA_NOMINAL),
    ]
    page = parsed(agreement_html(table(*alphas), [], replace(ABOUT, task_titles={"tone": "Tone of it"})))
    assert [words(one) for one in page.xpath("//ul[@class='cards']/li")] == [
        "Judgements: Tone of it alpha ordinal 0.75 40 mentions",
        "Judgements: stance alpha nominal 0.75 40 mentions",
    ]


def test_notes_are_where_their_numbers_lead() -> None:
    one = figure(0.5, reading="as in 2016", no_interval="fewer than 10 articles")
    page = parsed(
        agreement_html(table(one, figure(0.6, measure=Measure.B3, layer=Layer.ENTITIES)), [], ABOUT)
    )
    led = [one.attrib["href"].removeprefix("#") for one in page.xpath("//sup/a")]
    notes = {one.attrib["id"]: words(one) for one in page.xpath("//ol[@class='notes']/li")}
    assert [notes[id_] for id_ in led] == ["as in 2016", "No interval: fewer than 10 articles"]


@pytest.mark.parametrize("standing", [Standing.NOT_MEASURED, Standing.UNDEFINED])
def test_what_has_no_number_says_why_and_shows_none(standing: Standing) -> None:
    one = figure(None, standing=standing, why="They have no article in common.")
    page = parsed(agreement_html(table(one), [], ABOUT))
    (row,) = _rows(page, "All labels together")
    assert row[1] == standing.value
    assert "1.0" not in "".join(row)
    assert f"{standing.value.capitalize()}: They have no article in common." in texts(page, "//ol/li")
    assert standing.value in words(page.xpath("//ul[@class='cards']/li")[0])


def test_pairs_are_not_told_one_by_one_that_nothing_was_compared() -> None:
    everybody, pair = figure(None, n=0), figure(None, n=0, annotators=("anna", "ben"))
    page = parsed(agreement_html(table(everybody, pair), [], ABOUT))
    assert _rows(page, "All labels together")
    assert not any("Between each two" in caption for caption in texts(page, "//caption"))


def test_pairs_of_annotators_are_told_in_full_though_folded_away() -> None:
    pair = figure(0.4, annotators=("anna", "ben"))
    labelled = figure(0.3, annotators=("anna", "ben"), label="ORG")
    page = parsed(agreement_html(table(figure(), pair, labelled), [], ABOUT))
    assert _rows(page, "Between each two annotators")[0][:3] == [
        "F1 strict n: mentions",
        "anna and ben",
        "0.40",
    ]
    by_label = _rows(page, "Between each two annotators, by label")
    assert by_label[0][:4] == ["F1 strict n: mentions", "anna and ben", "ORG", "0.30"]
    assert len(page.xpath("//details//table")) == 2


def test_of_two_annotators_nothing_is_said_twice() -> None:
    one = figure(0.4, annotators=("anna", "ben"))
    page = parsed(agreement_html(table(one, annotators=("anna", "ben")), [], ABOUT))
    assert len(page.xpath("//table[caption]")) == 1


def test_a_table_nobody_could_read_is_cut_and_says_so() -> None:
    pair = figure(0.4, annotators=("anna", "ben"))
    html = agreement_html(table(figure(), *[pair] * (MOST_ROWS + 5)), [], ABOUT)
    page = parsed(html)
    assert len(_rows(page, "Between each two annotators")) == MOST_ROWS
    assert any(said.startswith("5 more figures") for said in texts(page, "//p"))


def test_layers_and_tasks_have_sections_of_their_own() -> None:
    presence = figure(measure=Measure.F1_PRESENCE, layer=Layer.JUDGEMENTS, task="stance")
    other = figure(measure=Measure.F1_PRESENCE, layer=Layer.JUDGEMENTS, task="topic")
    page = parsed(agreement_html(table(figure(), presence, other), [], ABOUT))
    heads = texts(page, "//section/h2")
    assert heads[:3] == ["Mentions", "Judgements: stance", "Judgements: topic"]
    linked = {one.attrib["href"].removeprefix("#") for one in page.xpath("//nav//a")}
    assert linked == {one.attrib["id"] for one in page.xpath("//section/h2")}


def test_every_part_of_the_table_is_drawn_once() -> None:
    made = replace(
        table(
            figure(),
            figure(label="ORG"),
            figure(annotators=("anna", "ben")),
        ),
        over_time=(Moment("2024-01-01", figure()), Moment("2024-02-01", figure())),
        reliability=tuple(reliability(name, 0.8) for name in NAMES),
    )
    page = parsed(agreement_html(made, [], ABOUT))
    assert texts(page, "//figure/svg/title") == [
        "Mentions: F1 strict by label",
        "Mentions: F1 strict between each two annotators",
        "Mentions: F1 strict over time",
        "Mentions: reliability, which label, by MACE",
    ]


def test_reliability_stands_in_a_table_with_what_it_is_about() -> None:
    made = replace(table(figure()), reliability=(reliability("anna", 0.8), reliability("ben", None)))
    page = parsed(agreement_html(made, [], ABOUT))
    rows = _rows(page, "Reliability of annotators")
    assert rows[0] == ["which label1", "anna", "0.80", "", "–", "30", "–", "–"]
    assert rows[1][:3] == ["which label1 2", "ben", "not measured"]
    assert texts(page, "//ol/li") == [
        "Estimated by MACE from all annotators together, without gold.",
        "Not measured: Nobody else has read it.",
    ]


def test_the_worst_conflicts_are_quoted_with_who_said_what() -> None:
    decided = replace(_CONFLICT, decided=Outcome.BOTH_VALID, task=None)
    page = parsed(agreement_html(table(figure()), [_CONFLICT, decided], ABOUT))
    first, second = page.xpath("//article")
    assert texts(first, ".//mark") == ["Toll"]
    assert texts(first, "./blockquote") == ["said Toll in Varon."]
    assert [texts(row, "./td") for row in first.xpath(".//tbody/tr")] == [
        ["PERSON Toll", "anna and cem"],
        ["nothing", "ben"],
    ]
    assert "Decided" not in words(first)
    assert "Several answers are valid" in words(second)
    assert any("2 of 77 conflicts" in said for said in texts(page, "//p"))


@pytest.mark.parametrize(("direction", "written"), [(None, "auto"), (Direction.RTL, "rtl")])
def test_quotes_run_the_way_their_article_does(direction: Direction | None, written: str) -> None:
    quote = replace(_QUOTE, direction=direction.value if direction else "auto")
    page = parsed(agreement_html(table(), [replace(_CONFLICT, quote=quote)], ABOUT))
    assert [one.attrib["dir"] for one in page.xpath("//blockquote")] == [written]


def test_without_names_nobody_is_named_and_everybody_is_told_apart() -> None:
    made = replace(
        table(
            figure(annotators=("anna", "ben"), why="anna has read nothing."),
            figure(None, why="Ben and ANNA have no article in common."),
        ),
        left_out=(LeftOut(2, "annotations", "cem is not done"),),
        reliability=(reliability("cem", 0.9),),
    )
    hidden, worst = without_annotators_names(made, [_CONFLICT])
    page = parsed(agreement_html(hidden, worst, ABOUT))
    said = words(page).casefold()
    assert not [name for name in NAMES if name in said.split() or f"{name} " in said]
    assert sorted(hidden.annotators) == ["annotator 1", "annotator 2", "annotator 3"]
    assert {name for answer in worst[0].answers for name in answer.who} == set(hidden.annotators)


def test_nothing_measured_is_a_sentence() -> None:
    page = parsed(agreement_html(table(annotators=(), articles=0), [], ABOUT))
    assert "Nothing was measured." in texts(page, "//p")


def test_a_page_of_everything_stands_by_itself() -> None:
    assert_stands_by_itself(agreement_html(table(figure(label="A"), figure()), [_CONFLICT], ABOUT))


@given(
    name=st.text(min_size=1) | st.sampled_from(HOSTILE), other=st.text(min_size=1) | st.sampled_from(HOSTILE)
)
def test_whatever_people_and_articles_are_called_the_page_says_it_and_does_nothing_else(
    name: str, other: str
) -> None:
    conflict = replace(
        _CONFLICT,
        article=other,
        quote=Quote(name, other, name),
        answers=(Answer((name,), Said(other, (name,))),),
        task=other,
    )
    one = figure(
        0.5,
        annotators=(name, "ben"),
        label=other,
        task=other,
        reading=name,
        left_out=(LeftOut(1, other, name),),
        unit=other,
    )
    made = table(one, figure(annotators=(name, "ben")), annotators=(name, "ben"))
    about = replace(ABOUT, project=name, scheme=other)
    html = agreement_html(made, [conflict], about)
    plain = agreement_html(
        table(
            figure(
                0.5,
                annotators=("anna", "ben"),
                label="x",
                task="x",
                reading="x",
                unit="x",
                left_out=(LeftOut(1, "x", "x"),),
            ),
            figure(annotators=("anna", "ben")),
            annotators=("anna", "ben"),
        ),
        [
            replace(
                _CONFLICT, quote=Quote("x", "x", "x"), answers=(Answer(("x",), Said("x", ("x",))),), task="x"
            )
        ],
        ABOUT,
    )
    html.encode("utf-8")
    assert_stands_by_itself(html)
    # A long title of a drawing takes more lines; names in drawings are proved elsewhere.
    outside = "//*[not(ancestor::svg)]"
    assert [one.tag for one in parsed(html).xpath(outside)] == [
        one.tag for one in parsed(plain).xpath(outside)
    ]


def test_marks_of_direction_in_a_name_turn_nothing_around_it() -> None:
    page = parsed(agreement_html(table(annotators=("\u202eanna", "ben")), [], ABOUT))
    assert texts(page, "//dd/bdi")[:2] == ["\u202eanna", "ben"]
