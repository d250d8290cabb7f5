"""Taking scraping debris out of a text before it is frozen, with every difference on record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from annotator.formats.cleaning_characters import CONTROL_CHARACTER, LINE_BREAK, MOJIBAKE, character_edits
from annotator.formats.cleaning_debris import find_debris
from annotator.formats.cleaning_edits import Edit, apply, followed_by
from annotator.formats.cleaning_lines import BLANK_LINES, TRAILING_SPACE, is_tidy, line_cuts
from annotator.formats.cleaning_metadata import EMPTY_METADATA, METADATA_LINE
from annotator.formats.cleaning_notices import ADVERTISEMENT, COOKIES, NEWSLETTER, READ_MORE, SHARE
from annotator.formats.cleaning_shortcodes import SHORTCODE, shortcode_cuts

RULES: Mapping[str, str] = {
    MOJIBAKE: "Text that was read in a wrong encoding (“cafÃ©”) is put right.",
    SHORTCODE: "Shortcodes of content systems (“[ad_1]”, “[caption …]”) go, the words around them stay.",
    EMPTY_METADATA: "Lines of labels without a value (“Published in: Last update:”) go.",
    METADATA_LINE: "Lines that only give the date, source or author go; what they say goes to its field.",
    COOKIES: "Notices about cookies and consent go.",
    SHARE: "Notices to share or follow (“Share this article”) go.",
    NEWSLETTER: "Notices to subscribe (“Sign up for our newsletter”) go.",
    READ_MORE: "Pointers to other articles (“Read more: …”) go.",
    ADVERTISEMENT: "Lines that mark the place of an advertisement go.",
    BLANK_LINES: "Several blank lines become one; those before and after the text go.",
    TRAILING_SPACE: "White space at the end of a line goes.",
}
"""The rules that can be switched off, and what each does."""

ALL_RULES = frozenset(RULES)

ALWAYS: Mapping[str, str] = {
    LINE_BREAK: "Every line ends in a line feed: CR LF loses its CR, other line ends are replaced.",
    CONTROL_CHARACTER: "Control characters that neither files nor databases can hold go.",
}
"""What is done whatever the rules, for a text the program can show and store."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text, the edits that made it from the original, and the fields that lines taken out gave."""

    text: str
    edits: Sequence[Edit]
    fields: Mapping[str, str]


def clean(
    text: str, rules: Collection[str] = ALL_RULES, *, known: Mapping[str, str] | None = None
) -> Cleaned:
    """The text without debris; `known` is what other places say of the article."""
    edits: Sequence[Edit] = character_edits(text, text.encode(), mojibake=MOJIBAKE in rules)
    plain = apply(text, edits) if edits else text
    cuts: Sequence[Edit] = list(shortcode_cuts(plain)) if SHORTCODE in rules else ()
    if cuts:
        plain = apply(plain, cuts)
    lines = plain.split("\n")
    debris = find_debris(plain, lines, rules, known or {})
    if debris.rule_of_line or not is_tidy(plain, lines):
        more_cuts = line_cuts(lines, debris.rule_of_line, rules)
        plain, cuts = apply(plain, more_cuts), followed_by(cuts, more_cuts)
    return Cleaned(plain, followed_by(edits, cuts), debris.fields)
