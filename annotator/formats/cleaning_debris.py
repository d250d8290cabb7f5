"""Which lines are scraping debris, by which rule, and what they said of the article before they go."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from annotator.formats.cleaning_metadata import LONGEST_METADATA, Metadata, bare_date, metadata_of
from annotator.formats.cleaning_notices import (
    COOKIES,
    LONGEST_NOTICE,
    is_cookie_notice,
    notice_rule,
    speaks_of_cookies,
)
from annotator.formats.cleaning_shortcodes import SHORTCODE, is_shortcode_line

# A line that is only a date belongs to the page when it stands under the headline, else to the article.
_BARE_DATE_WITHIN_LINES = 6


@dataclass(frozen=True, slots=True)
class Debris:
    """The rule of each line that goes, by its number, and the fields such lines gave."""

    rule_of_line: Mapping[int, str]
    fields: Mapping[str, str]


def find_debris(text: str, lines: Sequence[str], rules: Collection[str], known: Mapping[str, str]) -> Debris:
    """`lines` are those of the text. One that names another source or author than is `known` stays."""
    rule_of_line: dict[int, str] = {}
    fields: dict[str, str] = {}
    cookies = COOKIES in rules and speaks_of_cookies(text)
    shortcodes = SHORTCODE in rules and "[" in text
    seen = 0
    for number, line in enumerate(lines):
        if not line:
            continue
        if shortcodes and is_shortcode_line(line):
            rule_of_line[number] = SHORTCODE
            continue
        seen += 1
        rule: str | None = None
        if len(line) <= LONGEST_NOTICE:
            dated = "published" in known or "published" in fields
            said = _metadata(line, may_be_date=not dated and seen <= _BARE_DATE_WITHIN_LINES)
            if said and said.rule in rules and _fits(said, {**fields, **known}):
                fields = {**said.fields, **fields}
                rule = said.rule
            else:
                rule = notice_rule(line)
        if cookies and rule is None and is_cookie_notice(line):
            rule = COOKIES
        if rule is not None and rule in rules:
            rule_of_line[number] = rule
    return Debris(rule_of_line, fields)


def _metadata(line: str, *, may_be_date: bool) -> Metadata | None:
    said = metadata_of(line) if len(line) <= LONGEST_METADATA else None
    return said or (bare_date(line) if may_be_date else None)


def _fits(said: Metadata, known: Mapping[str, str]) -> bool:
    return all(name == "published" or known.get(name, value) == value for name, value in said.fields.items())
