"""Pattern files: the JSONL that spaCy's EntityRuler reads, one `{"label", "pattern"}` a line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from annotator.domain.refused import Refused
from annotator.suggest.marks import Evidence
from annotator.suggest.name_lists import KnownName

Row = Mapping[str, object]
# What a token pattern may ask for that only a whole pipeline knows.
_ANALYSIS = frozenset(("POS", "TAG", "LEMMA", "DEP", "MORPH"))


@dataclass(frozen=True)
class TokenPattern:
    """What spaCy is to look for: a condition for each token in a row."""

    label: str
    tokens: tuple[Mapping[str, object], ...]


@dataclass(frozen=True)
class Patterns:
    """Names to be found as they are written, and patterns of tokens that spaCy has to match."""

    names: tuple[KnownName, ...] = ()
    of_tokens: tuple[TokenPattern, ...] = ()

    @property
    def need_analysis(self) -> bool:
        """Whether some pattern asks for parts of speech, lemmas or the like."""
        return any(
            key.upper() in _ANALYSIS
            for pattern in self.of_tokens
            for token in pattern.tokens
            for key in token
        )


def read_patterns(files: Iterable[Path]) -> Patterns:
    """All patterns of the files; Refused with file and line where one is not a pattern."""
    rows = [row for file in files for row in _rows(file)]
    return Patterns(
        names=tuple(_name(row) for row in rows if isinstance(row["pattern"], str)),
        of_tokens=tuple(_token_pattern(row) for row in rows if not isinstance(row["pattern"], str)),
    )


def _rows(file: Path) -> Iterator[Row]:
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise Refused(f"The pattern file {file} cannot be read: {error.strerror}.") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise Refused(f"{file}, line {number}: this is no JSON ({error}).") from None
        fault = _fault(row)
        if fault:
            raise Refused(f"{file}, line {number}: {fault}")
        yield row


def _fault(row: object) -> str | None:
    if not isinstance(row, dict):
        return 'a pattern is an object with "label" and "pattern".'
    if not isinstance(row.get("label"), str) or not row["label"]:
        return 'the pattern has no "label".'
    pattern = row.get("pattern")
    if isinstance(pattern, str) and pattern.strip():
        return None
    if isinstance(pattern, list) and pattern and all(isinstance(token, dict) for token in pattern):
        return None
    return 'its "pattern" is neither a name nor a list of tokens.'


def _name(row: Row) -> KnownName:
    name = str(row["pattern"]).strip()
    canonical = row.get("id") if isinstance(row.get("id"), str) else None
    label = str(row["label"])
    return KnownName(name, (label,), str(canonical or ""), evidence=Evidence.PATTERN)


def _token_pattern(row: Row) -> TokenPattern:
    tokens = row["pattern"]
    return TokenPattern(str(row["label"]), tuple(tokens) if isinstance(tokens, list) else ())
