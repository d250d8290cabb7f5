"""What a person may say about how files are to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.formats.cleaning import ALL_RULES
from annotator.formats.encoding import check_encoding
from annotator.formats.fields import FIELDS


@dataclass(frozen=True)
class ReadOptions:
    """Everything is found where nothing is said.

    `columns` names the column or key that holds one of our fields (`{"text": "body"}`); `cleaning` holds the
    names of the rules that are on; `language` goes to every article.
    """

    format: str | None = None
    encoding: str | None = None
    cleaning: frozenset[str] = ALL_RULES
    columns: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    scheme: Scheme | None = None
    """The project's, by which relations of other tools are taken for answers to its tasks."""

    @cached_property
    def named_columns(self) -> frozenset[tuple[str, str]]:
        """`columns` as a value that can be remembered by."""
        return frozenset(self.columns.items())

    def check(self) -> None:
        """Refuses names that nothing has."""
        if self.encoding is not None:
            check_encoding(self.encoding)
        unknown = sorted(self.cleaning - ALL_RULES)
        if unknown:
            rules = ", ".join(sorted(ALL_RULES))
            raise Refused(f"There is no cleaning rule “{unknown[0]}”; there are {rules}.")
        for name in self.columns:
            if name not in FIELDS:
                raise Refused(f"There is no field “{name}”; a column can hold {', '.join(FIELDS)}.")
