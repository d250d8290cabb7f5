"""The plots: what they say in words is all that they show, whoever reads or hears them."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.measures import Measure
from annotator.agreement.table import Confusion, Interval, Layer, Moment, Standing
from annotator.reports import svg
from annotator.reports.grid_plot import Cell, Grid, grid_plot
from annotator.reports.svg_plots import (
    agreement_by_label,
    agreement_over_time,
    annotator_heat_map,
    label_confusion,
    reliability_plot,
)
from tests.reports.colours import luminance, parts
from tests.reports.pages import all_text, drawn
from tests.reports.tables import HOSTILE, NAMES, figure, reliability

_LABELS = [
    figure(0.9, label="PERSON", interval=Interval(0.85, 0.94)),
    figure(0.4, label="ORG", n=7),
    figure(None, label="GPE", standing=Standing.UNDEFINED),
]
_PAIRS = [
    figure(0.9, annotators=("anna", "ben")),
    figure(0.3, annotators=("cem", "anna")),
    figure(None, annotators=("ben", "cem")),
]
_CONFUSION = Confusion(Layer.MENTIONS, None, ("PERSON", "ORG"), ((1200, 5), (5, 0)))
_MOMENTS = [
    Moment("2024-01-01", figure(0.5)),
    Moment("2024-01-08", figure(0.6, interval=Interval(0.5, 0.7))),
    Moment("2024-01-15", figure(None)),
    Moment("2024-01-22", figure(0.8)),
]
_DRAWINGS = {
    "by label": agreement_by_label(_LABELS),
    "heat map": annotator_heat_map(_PAIRS, NAMES),
    "confusion": label_confusion(_CONFUSION),
    "over time": agreement_over_time(_MOMENTS),
    "reliability": reliability_plot([reliability("anna", 0.8), reliability("ben", None)]),
}


def _description(drawing: Element) -> str:
    found = drawing.find("desc")
    assert found is not None
    return found.text or ""


def _cells(drawing: Element) -> Iterator[tuple[str, float | None]]:
    """What is written in each cell, and how much of the colour it has."""
    for group in drawing.iter("g"):
        square, written = group.find("rect"), group.find("text")
        if square is not None and written is not None:
            share = square.get("fill-opacity")
            yield written.text or "", None if share is None else float(share)


@pytest.mark.parametrize("name", _DRAWINGS)
def test_every_drawing_has_a_title_and_a_description_that_are_read_aloud(name: str) -> None:
    drawing = drawn(_DRAWINGS[name])
    assert drawing.get("role") == "img"
    by_id = {one.get("id"): one.text for one in drawing.iter() if one.get("id")}
    read = [by_id[id_] for id_ in (drawing.get("aria-labelledby") or "").split()]
    assert len(read) == 2
    assert all(read)


@pytest.mark.parametrize("name", _DRAWINGS)
def test_drawings_are_of_one_colour_and_grey_so_that_hue_tells_nothing(name: str) -> None:
    colours = {
        value
        for one in drawn(_DRAWINGS[name]).iter()
        for key in ("fill", "stroke")
        if (value := one.get(key)) is not None
    }
    assert colours <= {svg.INK, svg.MUTED, svg.GRID, svg.MARK, svg.PAGE, "none", "#000000", "#ffffff"}


def test_two_drawings_of_one_page_have_no_id_in_common() -> None:
    ids = [one.get("id") for svg in _DRAWINGS.values() for one in drawn(svg).iter() if one.get("id")]
    assert len(ids) == len(set(ids)) == 2 * len(_DRAWINGS)


def test_each_label_has_its_value_and_interval_in_words_and_in_the_description() -> None:
    drawing = drawn(_DRAWINGS["by label"])
    assert {"PERSON", "0.90 (0.85 to 0.94)", "ORG", "0.40", "GPE", "undefined"} <= set(all_text(drawing))
    assert _description(drawing) == "PERSON: 0.90 (0.85 to 0.94), n 40; ORG: 0.40, n 7; GPE: undefined, n 40."


def test_what_has_no_number_has_no_dot() -> None:
    assert len(list(drawn(_DRAWINGS["by label"]).iter("circle"))) == 2
    assert len(list(drawn(_DRAWINGS["reliability"]).iter("circle"))) == 1
    assert "not measured" in all_text(drawn(_DRAWINGS["reliability"]))


def test_a_higher_value_stands_further_right() -> None:
    high, low = (float(one.get("cx") or "") for one in drawn(_DRAWINGS["by label"]).iter("circle"))
    assert low < high


@pytest.mark.parametrize(("value", "ends_at"), [(0.2, "0.0"), (-0.2, "−0.5"), (-0.8, "−1.0")])
def test_the_scale_reaches_below_nought_as_far_as_it_is_needed(value: float, ends_at: str) -> None:
    drawing = drawn(agreement_by_label([figure(value, measure=Measure.ALPHA_NOMINAL, label="A")]))
    ticks = [text for text in all_text(drawing) if text not in {"A"}]
    assert ends_at in ticks
    assert "1.0" in ticks


def test_the_heat_map_says_every_pair_in_both_of_its_cells() -> None:
    drawing = drawn(_DRAWINGS["heat map"])
    cells = list(_cells(drawing))
    assert [text for text, _ in cells] == ["", "0.90", "0.30", "0.90", "", "–", "0.30", "–", ""]
    assert [share for _, share in cells] == [None, 0.9, 0.3, 0.9, None, None, 0.3, None, None]
    assert "anna and cem: 0.30, n 40" in _description(drawing)
    assert "ben and cem: not measured" in _description(drawing)


def test_figures_of_everybody_are_no_pair_of_the_heat_map() -> None:
    assert annotator_heat_map([figure(0.5)], NAMES) == ""


def test_confusion_counts_are_written_and_coloured_by_their_share_of_the_row() -> None:
    cells = list(_cells(drawn(_DRAWINGS["confusion"])))
    assert [text for text, _ in cells] == ["1\N{NARROW NO-BREAK SPACE}200", "5", "5", ""]
    assert [share for _, share in cells] == [pytest.approx(1200 / 1205, abs=0.005), 0, 1, None]


def test_labels_that_never_met_are_not_drawn() -> None:
    assert label_confusion(Confusion(Layer.MENTIONS, None, ("A",), ((0,),))) == ""


def test_over_time_no_line_crosses_a_stretch_without_a_number() -> None:
    drawing = drawn(_DRAWINGS["over time"])
    dots = [(float(one.get("cx") or ""), float(one.get("cy") or "")) for one in drawing.iter("circle")]
    lines = [
        (float(one.get("x1") or ""), float(one.get("x2") or ""))
        for one in drawing.iter("line")
        if one.get("class") == "line-mark"
        and one.get("x1") != one.get("x2")
        and one.get("y1") != one.get("y2")
    ]
    assert len(dots) == 3
    (line,) = lines
    assert line == pytest.approx((dots[0][0], dots[1][0]))
    assert "2024-01-01" in all_text(drawing)


def test_one_moment_alone_is_no_development() -> None:
    assert agreement_over_time(_MOMENTS[:1]) == ""
    assert "from 2024-01-01: 0.50, n 40" in _description(drawn(agreement_over_time(_MOMENTS[:2])))


def test_nothing_gives_no_drawing() -> None:
    assert [agreement_by_label([]), annotator_heat_map([], NAMES), agreement_over_time([])] == [""] * 3
    assert reliability_plot([]) == ""


def test_a_plot_of_reliability_says_what_annotators_are_right_about() -> None:
    titles = {
        next(iter(all_text(drawn(reliability_plot([replace(reliability("anna", 0.8), measure=measure)])))))
        for measure in ("existence", "label")
    }
    assert len(titles) == 2


@given(st.lists(st.text(min_size=1) | st.sampled_from(HOSTILE), min_size=2, max_size=4, unique=True))
def test_names_stay_text_whatever_stands_in_them(names: list[str]) -> None:
    drawings = (
        agreement_by_label([figure(0.5, label=name) for name in names]),
        annotator_heat_map([figure(0.5, annotators=(names[0], names[1]))], names),
        reliability_plot([reliability(name, 0.5) for name in names]),
    )
    for drawing in drawings:
        kinds = {one.tag for one in drawn(drawing).iter()}
        assert kinds <= {"svg", "title", "desc", "g", "text", "line", "circle", "rect"}
        drawing.encode("utf-8")


def test_a_long_name_is_cut_and_shown_whole_on_pointing_at_it() -> None:
    name = "International Committee of the Organisation for Everything"
    drawing = drawn(agreement_by_label([figure(0.5, label=name)]))
    (written,) = [
        one for one in drawing.iter("text") if one.find("title") is not None and "…" in (one.text or "")
    ]
    title = written.find("title")
    assert title is not None
    assert title.text == name


def test_wide_letters_have_the_room_they_need() -> None:
    narrow, wide, widest = (svg.room_for([one * 12], letters=20) for one in ("a", "W", "字"))
    assert narrow < wide < widest


def test_a_grid_of_twenty_five_annotators_has_room_for_every_number() -> None:
    names = [f"annotator {number}" for number in range(25)]
    cells = [[Cell("0.55", 0.55, "x") for _ in names] for _ in names]
    drawing = drawn(grid_plot("t", "d", Grid(names, cells)))
    width = float(drawing.get("width") or "")
    for group in drawing.iter("rect"):
        size = float(group.get("width") or "")
        assert size >= 22
        assert float(group.get("x") or "") + size <= width
    sizes = {float(one.get("font-size") or "") for one in drawing.iter("text") if one.text == "0.55"}
    assert all(0.6 * size * len("0.55") <= 24 for size in sizes)


@pytest.mark.parametrize(
    ("page", "mark", "is_dark"), [("#fffefb", "#0b57c4", False), ("#1b1c1f", "#7db2ff", True)]
)
@given(share=st.floats(0, 1))
def test_the_number_in_a_cell_is_readable_on_any_amount_of_its_colour(
    page: str, mark: str, is_dark: bool, share: float
) -> None:
    drawing = drawn(grid_plot("t", "d", Grid(["A"], [[Cell("0.5", share, "x")]])))
    (written,) = [one for one in drawing.iter("text") if one.text == "0.5"]
    kinds = (written.get("class") or "").split()
    is_light = "full-in-dark" not in kinds if is_dark else "full" in kinds
    red, green, blue = (a * (1 - share) + b * share for a, b in zip(parts(page), parts(mark), strict=True))
    behind = luminance(red, green, blue)
    contrast = 1.05 / (behind + 0.05) if is_light else (behind + 0.05) / 0.05
    assert contrast >= 4.5
