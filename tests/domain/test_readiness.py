"""What will not train well is named: cut tokens, loose edges, crossed sentences, two labels, few examples."""

import pytest

from annotator.domain.annotation import Mention
from annotator.domain.readiness import FEWEST_EXAMPLES, Problem, Readiness, loose_edge, problems
from annotator.domain.tokens import tokens

TEXT = "Mira Toll, of Varon Inc., left Baku. Oskar (the clerk) stayed."


def mention(quote: str, label: str = "PERSON", text: str = TEXT, id_: str = "m1") -> Mention:
    start = text.index(quote)
    return Mention(id=id_, start=start, end=start + len(quote), label=label)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Mira Toll", []),
        ("Mira Toll,", [Problem.EDGE]),
        (" Varon", [Problem.EDGE, Problem.MISALIGNED]),
        ("Mira To", [Problem.MISALIGNED]),
        ("Baku. Oskar", [Problem.CROSSES]),
        ("Varon Inc.", []),
        ("Oskar (the clerk)", []),
        ("(the clerk", [Problem.EDGE]),
    ],
)
def test_a_mention_s_own_problems_are_found(quote: str, expected: list[Problem]) -> None:
    assert [problem for _, problem, _ in problems(TEXT, [mention(quote)], tokens)] == expected


@pytest.mark.parametrize(
    ("quote", "edge"),
    [
        ("U.S.", None),
        ("“Pravda”", None),
        ("“Pravda", "it begins with “"),
        ("parliament.", "it ends with a full stop"),
        ("the Browns’", None),
        ("-", None),
        ("Baku\n", "it ends with white space"),
    ],
)
def test_only_what_does_not_belong_to_a_name_is_loose(quote: str, edge: str | None) -> None:
    assert loose_edge(quote) == edge


def test_problems_come_with_the_article_and_the_words() -> None:
    (found,) = Readiness(tokens).look("a1", TEXT, [mention("Mira Toll,")])
    assert found == (Problem.EDGE, "a1", "“Mira Toll,” (PERSON)", "it ends with a comma")


def test_one_name_with_two_labels_is_told_over_all_articles() -> None:
    readiness = Readiness(tokens)
    list(readiness.look("a1", TEXT, [mention("Varon", "ORG"), mention("Baku", "GPE", id_="m2")]))
    list(readiness.look("a2", TEXT, [mention("Varon", "PERSON"), mention("Varon", "ORG", id_="m2")]))
    found = [one for one in readiness.in_all() if one.problem is Problem.TWO_LABELS]
    assert found == [(Problem.TWO_LABELS, "", "“Varon”", "2 times ORG, 1 times PERSON")]


def test_labels_with_few_examples_are_told_also_those_never_used() -> None:
    readiness = Readiness(tokens)
    for number in range(FEWEST_EXAMPLES):
        list(readiness.look(f"a{number}", TEXT, [mention("Mira Toll")]))
    readiness.answered("stance", "against")
    found = {one.what: one.why for one in readiness.in_all(["PERSON", "SHIP"])}
    assert found == {"SHIP": "0 examples; it takes 20", "stance: against": "1 example; it takes 20"}
