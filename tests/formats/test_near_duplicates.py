"""Near copies: a story that others print again is found, however it is cut or headed; nothing else is."""

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.near_duplicates import NearDuplicates
from tests.domain.generated import TEXTS

_WORDS = [f"{stem}{end}" for stem in ("dam", "vote", "mill", "port", "law", "road") for end in range(200)]


def _story(seed: int, words: int = 400) -> list[str]:
    return Random(seed).choices(_WORDS, k=words)


def _groups(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    near = NearDuplicates()
    for number, text in enumerate(texts):
        near.add(f"a{number}", text)
    return near.groups()


def _edited(words: list[str], every: int) -> list[str]:
    return ["EDITED" if number % every == every - 1 else word for number, word in enumerate(words)]


def test_the_same_story_under_another_headline_and_in_capitals_is_a_near_copy() -> None:
    story = " ".join(_story(1))
    assert _groups([story, " ".join(_story(2)), f"ANOTHER HEADLINE\n\n{story.upper()}"]) == (("a0", "a2"),)


def test_a_story_edited_here_and_there_is_a_near_copy() -> None:
    story = _story(1)
    assert _groups([" ".join(story), " ".join(_edited(story, 12))]) == (("a0", "a1"),)


@pytest.mark.parametrize("words", [400, 2_000])
def test_a_story_cut_to_its_first_fifth_is_a_near_copy(words: int) -> None:
    story = _story(1, words)
    assert _groups([" ".join(story), " ".join(story[: words // 5])]) == (("a0", "a1"),)


def test_a_story_with_as_much_again_of_the_paper_s_own_is_a_near_copy() -> None:
    story = _story(1)
    assert _groups([" ".join(story), " ".join(_story(9) + story)]) == (("a0", "a1"),)


def test_copies_of_copies_belong_together() -> None:
    running = _story(1, 800)
    reports = [" ".join(running[start : start + 400]) for start in (0, 100, 200, 300)]
    assert _groups([reports[0], reports[3]]) == ()
    assert _groups(reports) == (("a0", "a1", "a2", "a3"),)


def test_what_all_articles_end_with_makes_no_copies() -> None:
    ending = " ".join(_story(0, 60))
    assert _groups(f"{' '.join(_story(seed, 200))} {ending}" for seed in range(1, 60)) == ()


def test_hundreds_of_copies_are_one_group_beside_an_ending_that_all_have() -> None:
    ending = _story(0, 60)
    texts = []
    for number in range(150):
        texts.append(" ".join(_edited(_story(1), 40 + number) + ending))
        texts.append(" ".join(_story(2 + number) + ending))
    (group,) = _groups(texts)
    assert sorted(group) == sorted(f"a{number}" for number in range(0, 300, 2))


def test_unrelated_stories_on_one_subject_are_not_near_copies() -> None:
    common = ["the", "president", "of", "the", "council"]
    texts = []
    for seed in range(40):
        words = _story(seed, 300)
        for place in range(0, 300, 30):
            words[place : place + 5] = common
        texts.append(" ".join(words))
    assert _groups(texts) == ()


@pytest.mark.parametrize(
    "text",
    [
        "大臣は水曜日、新しいダムの建設計画を承認したと発表した。住民は反対している。",
        "นายกรัฐมนตรีประกาศเมื่อวันพุธว่าจะสร้างเขื่อนใหม่ในเมืองวารอน",
        "أعلن رئيس الوزراء يوم الأربعاء أن الحكومة ستبني سدا جديدا في المدينة",
        "प्रधानमंत्री ने बुधवार को घोषणा की कि सरकार शहर में नया बाँध बनाएगी",
    ],
)
def test_copies_are_found_in_every_script(text: str) -> None:
    other = "数千人が広場に集まり、法案に抗議した。警察は三人を拘束したと述べた。"
    assert _groups([text, other, f"{text} (AP)"]) == (("a0", "a2"),)


@pytest.mark.parametrize("text", ["", "…", "Varon.", "Varon waits.", "🌊"])
def test_texts_of_few_words_or_none_are_compared_as_they_are(text: str) -> None:
    has_words = any(character.isalnum() for character in text)
    assert _groups([text, "Something else is said.", text]) == ((("a0", "a2"),) if has_words else ())


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_groups_part_the_articles_and_do_not_depend_on_their_order(texts: list[str], chance: Random) -> None:
    named = [(f"a{number}", text) for number, text in enumerate(texts)]
    found = []
    for order in (named, chance.sample(named, len(named))):
        near = NearDuplicates()
        for id_, text in order:
            near.add(id_, text)
        found.append(near.groups())
    assert found[0] == found[1]
    together = [id_ for group in found[0] for id_ in group]
    assert len(together) == len(set(together))
    assert all(len(group) > 1 and list(group) == sorted(group) for group in found[0])
