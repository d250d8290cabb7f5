"""What is still open is said, and each point leads to what it is about."""

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.edits.mentions import start_from
from annotator.domain.still_open import OpenKind, still_open
from annotator.gui.panels.open_points import OpenPointsBar
from annotator.workbench.selection import Selection
from tests.builders import MODEL, annotation, mention
from tests.gui.panels.desk import Desk, nameless_controls


@pytest.fixture
def bar(desk: Desk, qtbot: QtBot) -> OpenPointsBar:
    bar = OpenPointsBar(desk.bench, desk.attempt)
    qtbot.addWidget(bar)
    return bar


def say(desk: Desk) -> None:
    bench = desk.bench
    bench.show_open_points(still_open(bench.annotation, bench.article, bench.scheme))


def row_of(desk: Desk, kind: OpenKind) -> int:
    return next(row for row, point in enumerate(desk.bench.open_points) if point.kind is kind)


def test_it_is_away_while_there_is_nothing_to_say(bar: OpenPointsBar, desk: Desk) -> None:
    assert bar.isHidden()
    say(desk)
    assert not bar.isHidden()
    assert bar.sentences == (
        "Salience is not answered for “Mira Toll”.",
        "Salience is not answered for “Varon”.",
    )


def test_the_next_step_puts_it_away(bar: OpenPointsBar, desk: Desk) -> None:
    say(desk)
    desk.mark(0, 4, "ORG")
    assert bar.isHidden()


def test_a_point_about_an_entity_leads_to_it_and_to_the_questions(
    bar: OpenPointsBar, desk: Desk, qtbot: QtBot
) -> None:
    say(desk)
    with qtbot.waitSignal(bar.questions_wanted):
        bar.choose(1)
    assert desk.bench.selection.entity_id == desk.entity("Varon").id


def test_a_point_about_mentions_leads_from_one_to_the_next(bar: OpenPointsBar, desk: Desk) -> None:
    bench = desk.bench
    bench.undo()
    model = annotation(MODEL, bench.article.id, mention("m1", 0, 4), mention("m2", 10, 15))
    bench.do(start_from(bench.annotation, model))
    bench.select(Selection())
    say(desk)
    row = row_of(desk, OpenKind.UNTOUCHED)
    places = []
    for _ in range(3):
        bar.choose(row)
        assert bench.current_mention is not None
        places.append(bench.current_mention.start)
    assert places == [0, 10, 0]


def test_closing_it_goes_on_working(bar: OpenPointsBar, desk: Desk) -> None:
    say(desk)
    bar.close_button.click()
    assert bar.isHidden()
    assert desk.bench.open_points == ()


def test_every_control_has_a_name(bar: OpenPointsBar, desk: Desk) -> None:
    say(desk)
    assert nameless_controls(bar) == []
