"""What reviewers decide can become a sentence of the guidelines, and nothing that stood there is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.guidelines import HEADING, with_sentence
from annotator.domain.refused import Refused
from tests.builders import SCHEME


def test_a_sentence_gets_a_heading_and_the_guidelines_their_next_version() -> None:
    before = SCHEME.model_copy(
        update={"guidelines": "# How to label\n\nRead.\n", "guidelines_version": "1.9"}
    )

    after = with_sentence(before, "  A capital stands\nfor its state. ")

    assert after.guidelines == f"# How to label\n\nRead.\n\n{HEADING}\n\n- A capital stands for its state.\n"
    assert after.guidelines_version == "1.10"
    assert after.name == before.name


def test_later_sentences_follow_earlier_ones_before_the_next_heading() -> None:
    before = SCHEME.model_copy(update={"guidelines": f"{HEADING}\n\n- One.\n\n## Else\n\nMore.\n"})

    after = with_sentence(before, "Two.")

    assert after.guidelines == f"{HEADING}\n\n- One.\n- Two.\n\n## Else\n\nMore.\n"


def test_the_same_sentence_twice_and_none_at_all_are_refused() -> None:
    once = with_sentence(SCHEME, "Titles are not part of a name.")
    with pytest.raises(Refused, match="already"):
        with_sentence(once, "Titles are not  part of a name.")
    with pytest.raises(Refused, match="Write the sentence"):
        with_sentence(SCHEME, " \n")


@given(
    st.lists(st.text("ab#- \n", min_size=1).filter(str.strip), max_size=4), st.text("xy#\n- ", max_size=30)
)
def test_every_line_that_stood_there_still_stands_in_order(sentences: list[str], guidelines: str) -> None:
    scheme = SCHEME.model_copy(update={"guidelines": guidelines})
    for sentence in sentences:
        try:
            scheme = with_sentence(scheme, sentence)
        except Refused:
            continue
    kept = iter(line.rstrip() for line in scheme.guidelines.splitlines())
    assert all(line.rstrip() in kept for line in guidelines.rstrip().splitlines())
