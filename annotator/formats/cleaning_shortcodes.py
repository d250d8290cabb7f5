"""What content systems leave of their shortcodes: `[ad_1]`, `[caption id="x"]`, `[/caption]`."""

import re
from collections.abc import Iterator

from annotator.formats.cleaning_edits import Edit

SHORTCODE = "shortcode"

# An editor's insertion (“[he]”, “[sic]”, “[Twitter]”, “[…]”) is part of the sentence, so a bare word in
# brackets is a shortcode only by a name no insertion has, or alone on its line.
_FAMILY = (
    r"(?:ads?[_-]?\d+|(?:ad|adsense|vc|wp|et_pb|su|fusion|mk|av|td|tie|elementor|mc4wp|rev|contact-form|"
    r"ninja_forms?|gravityforms?|wpforms)[_-][\w-]+|contact-form-7|elementor-template)"
)
_ATTRIBUTE = r"""\s+[\w-]+\s*=\s*(?:"[^"\n\]]*"|'[^'\n\]]*'|[“”″][^“”″\n\]]*[“”″]|[^\s\]"']+)"""
_TOKEN = re.compile(
    r"\[(embed|video|audio|youtube|vimeo|soundcloud|tweet|twitter|instagram)\]\s*https?://[^\s\[\]]+\s*\[/\1\]"
    rf"|\[/?{_FAMILY}(?:\s[^\[\]\n]*)?\]"
    rf"|\[[a-z][\w-]*(?:{_ATTRIBUTE})+\s*/?\]"
    r"|\[/[a-z][\w-]*\]"
    r"|\[([a-z][\w-]*)\](?=[^\[\]\n]*\[/\2\])"
    r"|(?P<bare>\[(?:caption|gallery|embed|video|audio|playlist|ads?|adsense|newsletter|related|sidebar)\])"
)


def is_shortcode_line(line: str) -> bool:
    """Whether the line holds shortcodes and nothing else."""
    return "[" in line and not _TOKEN.sub("", line).strip()


def shortcode_cuts(text: str) -> Iterator[Edit]:
    """Each shortcode among words, with the space it would leave doubled."""
    bracket = text.find("[")
    while bracket >= 0:
        start = text.rfind("\n", 0, bracket) + 1
        end = text.find("\n", bracket) + 1 or len(text)
        if not is_shortcode_line(text[start:end]):
            for token in _TOKEN.finditer(text, start, end):
                if not token["bare"]:
                    yield Edit(token.start(), _end_with_space(text, *token.span()), "", SHORTCODE)
        bracket = text.find("[", end)


def _end_with_space(text: str, start: int, end: int) -> int:
    if start > 0 and not text[start - 1].isspace():
        return end
    while end < len(text) and text[end] in " \t":
        end += 1
    return end
