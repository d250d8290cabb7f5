"""Name lists and the lists that are shipped."""

from pathlib import Path

import pytest

from annotator.domain.refused import Refused
from annotator.settings import shipped
from annotator.suggest.marks import NAMES
from annotator.suggest.name_lists import names_for, read_names
from annotator.suggest.places import city_names, state_names


def written(folder: Path, text: str, name: str = "names.txt") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_list_has_labels_names_spellings_and_comments(tmp_path: Path) -> None:
    file = written(tmp_path, "# of the world\n[GPE, LOC]\nMyanmar | Burma, ? Chad\nthe Gambia\n")
    names = {name.name: name for name in read_names(file)}
    assert names["Burma"].labels == ("GPE", "LOC")
    assert names["Burma"].canonical == "Myanmar"
    assert names["the Gambia"].canonical == "Gambia"
    assert [name for name, known in names.items() if not known.sure] == ["Chad"]


def test_a_comma_that_is_part_of_a_name_parts_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, "[GPE]\nWashington | Washington, D.C., New York\n")
    assert [name.name for name in read_names(file)] == ["Washington", "Washington, D.C.", "New York"]


def test_names_without_a_label_are_refused_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"names\.txt"):
        list(read_names(written(tmp_path, "Armenia\n")))


def test_a_language_reads_its_own_folder_and_the_one_for_all(tmp_path: Path) -> None:
    written(tmp_path, "[GPE]\nÉgypte\n", "fr/pays.txt")
    written(tmp_path, "[ORG]\nAFP\n", "any/agencies.txt")
    written(tmp_path, "[GPE]\nEgypt\n", "en/countries.txt")
    assert {name.name for name in names_for(tmp_path, "fr")} == {"Égypte", "Egypte", "AFP"}


def test_a_name_that_is_unsure_in_one_list_is_unsure_in_all(tmp_path: Path) -> None:
    written(tmp_path, "[GPE]\nNice, Lyon\n", "fr/a.txt")
    written(tmp_path, "# words\nNice\n", "fr/ambiguous.txt")
    assert {name.name: name.sure for name in names_for(tmp_path, "fr")} == {"Nice": False, "Lyon": True}


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "ar"])
def test_the_shipped_lists_can_be_read_and_have_known_labels(language: str) -> None:
    names = names_for(shipped("resources", "names"), language)
    assert len(names) > 300
    assert {label for name in names for label in name.labels} <= NAMES
    assert not [name.name for name in names if name.name != name.name.strip() or "|" in name.name]


@pytest.mark.parametrize(
    ("language", "name", "label"),
    [
        ("en", "Nagorno-Karabakh", "GPE"),
        ("en", "the Middle East", "LOC"),
        ("en", "Azerbaijanis", "NORP"),
        ("fr", "Arménie", "GPE"),
        ("de", "Aserbaidschan", "GPE"),
        ("es", "Azerbaiyán", "GPE"),
        ("ar", "أذربيجان", "GPE"),
        ("ar", "AFP", "ORG"),
    ],
)
def test_the_shipped_lists_know_the_world(language: str, name: str, label: str) -> None:
    known = {item.name: item.labels[0] for item in names_for(shipped("resources", "names"), language)}
    assert known[name] == label


def test_big_cities_and_capitals_are_sure_and_smaller_or_ambiguous_ones_are_not() -> None:
    cities = {name.name: name.sure for name in city_names({"Surat"})}
    assert cities["Lagos"]
    assert cities["Bern"]
    assert cities["Bogotá"]
    assert cities["Bogota"]
    assert not cities["Bergen"]
    assert not cities["Surat"]
    assert "Reykjavík" in cities
    assert "Yereymentau" not in cities


def test_states_are_unsure_where_they_are_also_names() -> None:
    states = {name.name: name.sure for name in state_names({"Georgia"})}
    assert (states["Ohio"], states["Georgia"]) == (True, False)
