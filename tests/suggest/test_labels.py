"""Whose label is whose."""

import pytest

from annotator.suggest.labels import ontonotes_label, scheme_label


@pytest.mark.parametrize(
    ("label", "wanted"), [("PER", "PERSON"), ("LOC", "PLACE"), ("ORG", "ORG"), ("MISC", "MISC")]
)
def test_a_model_without_countries_says_place(label: str, wanted: str) -> None:
    assert ontonotes_label(label, ("PER", "LOC", "ORG", "MISC")) == wanted


def test_a_model_with_countries_means_loc_by_loc() -> None:
    assert ontonotes_label("LOC", ("GPE", "LOC")) == "LOC"


@pytest.mark.parametrize(
    ("label", "scheme", "wanted"),
    [
        ("PERSON", ("PERSON", "ORG"), "PERSON"),
        ("PERSON", ("per", "loc"), "per"),
        ("GPE", ("PER", "LOC"), "LOC"),
        ("PLACE", ("GPE", "LOC"), "LOC"),
        ("ORG", ("Organization",), "Organization"),
        ("DATE", ("PERSON",), None),
        ("MISC", ("PERSON", "ORG"), None),
        ("PARTY", ("PARTY",), "PARTY"),
    ],
)
def test_the_scheme_has_a_label_of_the_name_or_the_meaning(
    label: str, scheme: tuple[str, ...], wanted: str | None
) -> None:
    assert scheme_label(label, scheme) == wanted
