"""The place, date and agency that wire news begins with: “Yerevan (AFP)”, “PARIS, Oct. 12 (Reuters) —”."""

import regex

_LONGEST_DATELINE = 90

_WORD = r"(?:\p{Lu}|\p{Lo})[\p{L}\p{M}'’.-]*"
_SMALL = r"(?:(?:de|del|la|el|al|of|and|sur|am|an\ der|bei|upon|y|et|und)\ )*"
_PLACE = rf"{_WORD}(?:[ /]{_SMALL}{_WORD}){{0,3}}"
_CAPITALS = r"\p{Lu}{2}[\p{Lu}'’.-]*(?:[ /](?:DE\ |LA\ )?\p{Lu}{2}[\p{Lu}'’.-]*){0,3}"
_REGION = rf"(?:,\ {_PLACE})?"
_DATE = (
    r"(?:[,،]?\ (?:\p{L}{3,10}\.?\ \d{1,2}|\d{1,2}\.?\ (?:de\ )?\p{L}{3,10}\.?)"
    r"(?:\ (?:de\ )?\d{4}|,\ \d{4})?)"
)
_AGENCY = (
    r"(?:AFP|AP|Reuters|REUTERS|dpa|EFE|ANSA|Xinhua|XINHUA|TASS|Tass|Interfax|Anadolu|Sputnik|Bloomberg|UPI|"
    r"RFE/RL|Kyodo|Yonhap|Belga|Lusa|PAP|رويترز|فرانس\ برس|الأناضول|سبوتنيك|شينخوا|واس|وام|كونا|"
    r"(?:\p{Arabic}[ .]\ ?){1,3}\p{Arabic}\.?)"
)
_AGENCIES = rf"\({_AGENCY}(?:\s?[/,]\s?(?:{_AGENCY}|\p{{Lu}}+))*\)"
_ACRONYM = r"\(\p{Lu}{2,8}(?:/\p{Lu}{2,8})*\)"
_DASH = r"\s*\.?(?:[–—]|--?)\s*"

# An acronym in brackets may be any body (“World Health Organization (WHO)”), so what follows must be a dash.
_HEAD = regex.compile(
    rf"(?P<dateline>{_PLACE}{_REGION}{_DATE}?\ ?{_AGENCIES})(?:{_DASH}|:\s+|\s+)(?=\S)"
    rf"|(?P<dateline>{_PLACE}{_REGION}{_DATE}?\ ?{_ACRONYM}){_DASH}(?=\S)"
    rf"|(?P<dateline>{_CAPITALS}{_REGION}{_DATE}?)(?:\s*[—–]\s*|\s--?\s)(?=\S)"
)
_ALONE = regex.compile(
    rf"(?P<dateline>{_PLACE}{_REGION}{_DATE}?\ ?(?:{_AGENCIES}|{_ACRONYM}))(?:{_DASH})?"
    rf"|(?P<dateline>{_CAPITALS}{_REGION}{_DATE})(?:{_DASH})?"
)


def dateline_alone(line: str) -> str | None:
    """The dateline that the line is, without a dash after it."""
    match = _ALONE.fullmatch(line) if len(line) <= _LONGEST_DATELINE else None
    return match["dateline"] if match else None


def dateline_at_head(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the dateline that `text[start:end]` begins with ends, and where what it opens starts."""
    head = text[start : min(end, start + _LONGEST_DATELINE)]
    # Cheaper than to find out by matching that most paragraphs begin with no dateline.
    if "(" not in head and "—" not in head and "–" not in head and "-" not in head:
        return None
    match = _HEAD.match(text, start, min(end, start + _LONGEST_DATELINE + 10))
    return (match.end("dateline"), match.end()) if match else None
