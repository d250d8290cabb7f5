"""What a project has agreed on about reviewing is blind by default and kept for everybody."""

import pytest
from pydantic import ValidationError

from annotator.domain.annotation import GOLD
from annotator.domain.review_rules import ReviewRules
from annotator.project import create_project, open_project, run_to_end
from tests import builders
from tests.builders import SCHEME


def test_nobody_sees_the_work_of_others_before_the_project_says_so(place: str) -> None:
    with create_project(place, SCHEME) as project:
        rules = project.review_rules()
    assert not rules.shows_others
    assert not rules.shows_outcome
    assert rules.threshold == 1.0


def test_rules_that_were_set_are_there_when_the_project_is_opened_again(place: str) -> None:
    wanted = ReviewRules(threshold=0.6, shows_outcome=True)
    with create_project(place, SCHEME) as project:
        project.set_review_rules(ReviewRules(shows_others=True))
        project.set_review_rules(wanted)
    with open_project(place) as project:
        assert project.review_rules() == wanted


@pytest.mark.parametrize("threshold", [0.5, 0.0, 1.01])
def test_half_of_the_readers_settle_nothing(threshold: float) -> None:
    with pytest.raises(ValidationError):
        ReviewRules(threshold=threshold)


def test_adjudicated_work_does_not_begin_with_the_proposals_of_a_model(place: str) -> None:
    proposals = builders.annotation(builders.MODEL, "a1", builders.mention("m1", 0, 9))
    with create_project(place, SCHEME) as project:
        run_to_end(project.import_articles([builders.annotated(builders.article(), proposals)]))
        assert project.load("a1", builders.ANNA).suggestion is not None
        assert project.load("a1", GOLD).suggestion is None
