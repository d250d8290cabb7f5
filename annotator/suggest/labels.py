"""Which label of the scheme a model's label is."""

from collections.abc import Collection

# Pipelines that were not trained on OntoNotes have names of their own for the same things.
_ONTONOTES = {
    "PER": "PERSON",
    "LOCATION": "LOC",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
    "FACILITY": "FAC",
}
_INSTEAD = {
    "PERSON": ("PER", "people", "human"),
    "ORG": ("organization", "organisation"),
    "GPE": ("country", "LOC", "location", "place"),
    "PLACE": ("LOC", "location", "place", "GPE"),
    "LOC": ("location", "place", "GPE"),
    "FAC": ("facility", "LOC", "location", "place"),
    "NORP": ("group", "nationality"),
    "WORK_OF_ART": ("work",),
}


def ontonotes_label(label: str, known: Collection[str]) -> str:
    """The label, one of those the model knows, in the names that the rest of pre-highlighting speaks in.

    Where a model has no GPE, its LOC is any place, and the name lists say whether it is a country or a sea.
    """
    label = _ONTONOTES.get(label.upper(), label)
    return "PLACE" if label == "LOC" and "GPE" not in known else label


def scheme_label(label: str, known: Collection[str]) -> str | None:
    """The scheme's label for it: of the same name, else of the same meaning; None if it has none."""
    if label in known:
        return label
    by_case = {name.casefold(): name for name in known}
    for candidate in (label, *_INSTEAD.get(label, ())):
        if candidate.casefold() in by_case:
            return by_case[candidate.casefold()]
    return None
