"""How news introduces people: roles and titles before a name, ages and “who” after it, a name's shape."""

from collections.abc import Iterable

import regex

from annotator.suggest.marks import Evidence, Mark
from annotator.suggest.taken import Taken

# English and French, the languages whose models are known to need it.
_ROLES = (
    r"president|premier|chancellor|minister|king|queen|prince|princess|emir|sultan|sheikh|pope|archbishop|bishop|"
    r"cardinal|father|rabbi|imam|ayatollah|general|colonel|captain|major|lieutenant|sergeant|admiral|commander|"
    r"senator|governor|mayor|ambassador|envoy|secretary|spokes(?:man|woman|person)|leader|chief|chair(?:man|woman)?|"
    r"advis[eo]r|director|professor|judge|prosecutor|lawyer|deputy|lawmaker|congress(?:man|woman)|mp|mep|activist|"
    r"journalist|analyst|expert|historian|scientist|researcher|writer|author|singer|actor|actress|coach|doctor|"
    r"nurse|teacher|student|farmer|fisherman|resident|curator|candidate|head|boss|founder|owner|manager|widow|wife|"
    r"husband|son|daughter|brother|sister|\p{Ll}+(?:ologist|omist|icist|ographer|itician)|"
    r"mr|mrs|ms|miss|dr|prof|sir|lord|lady|gen|col|capt|lt|maj|sgt|sen|rep|gov|"
    r"présidente?|ministre|chanceli(?:er|ère)|roi|reine|pape|général|sénat(?:eur|rice)|députée?|maire|porte-parole|"
    r"direct(?:eur|rice)|secrétaire|professeure?|avocate?|historien(?:ne)?|militante?|dirigeante?|médiat(?:eur|rice)|"
    r"m|mme|monsieur|madame"
)
_ROLE_BEFORE = regex.compile(rf"(?:^|[^\p{{L}}’'-])(?:{_ROLES})\.?\s+$", regex.IGNORECASE)
_ROLE_AND_COMMA = regex.compile(rf"(?:^|[^\p{{L}}’'-])(?:{_ROLES}),\s+$", regex.IGNORECASE)
_AFTER_PERSON = regex.compile(
    r",\s+(?:who\b|whose\b|aged\s+\d|\d{1,3}[,.]|(?:an?|the|une?)\s+\d{1,3}-year-old\b|(?:âgée?\s+de\s+)?\d{1,3}\s+ans\b)|"
    r"\s+\(\d{1,3}\)|"
    rf",\s+(?:an?|the|his|her|its|their|une?|la|le|son|sa)\s+(?:[\p{{L}}-]+\s+){{0,2}}(?:{_ROLES})\b"
)
_TITLE = regex.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Maj|Sgt|M|Mme)\.?|(?:Vice[\s-])?President|"
    r"(?:Deputy\s+)?(?:(?:Prime|Foreign|Defen[cs]e|Interior|Finance|Justice|Health)\s+)?Minister|Premier|Chancellor|"
    r"Secretary|Senator|Governor|Mayor|Ambassador|General|Colonel|Captain|Lieutenant|Sergeant|Admiral|Commander|"
    r"Professor|Doctor|Spokes(?:man|woman)|Justice|King|Queen|Prince|Princess|Emir|Sultan|Sheikh|Pope|Lord|Lady|Sir|"
    r"Présidente?|Premi(?:er|ère)\s+ministre|Ministre|Monsieur|Madame)\s+(?=\p{Lu})"
)
_NAME = (
    r"\p{Lu}[\p{L}\p{M}’'.-]*(?:\s+(?:(?:al|el|bin|bint|ibn|abu|de|da|di|du|van|von|der|la|le|dos|ben|del)\s+|"
    r"[Aa]l-)*\p{Lu}[\p{L}\p{M}’'.-]*){0,3}"
)
_CAPITALS = regex.compile(r"\p{Lu}\p{Ll}+(?:[^\S\n]\p{Lu}\p{Ll}+){1,4}")
_SPACE = regex.compile(r"\s")
_PERSON_NAME = regex.compile(_NAME)
# Words in the names of bodies and places that no person bears.
_NO_PERSON = regex.compile(
    r"(?:^|\s)(?:Ministry|Party|University|Council|Bank|Agency|Group|Corporation|Corp|Inc|Ltd|Company|Union|"
    r"Commission|Committee|Court|Assembly|Parliament|Association|Institute|Organi[sz]ation|Foundation|Federation|"
    r"League|Army|Forces?|Police|Movement|Front|Alliance|Coalition|Department|Office|Authority|Museum|Club|College|"
    r"School|Fund|Society|Cent(?:er|re)|Network|Press|News|Times|Post|Television|TV|Radio|International|Watch|"
    r"Industries|Airlines|Airways|County|Island|Islands|Hospital|Street|Avenue|Road|Airport|Bridge|Square|Station|"
    r"Stadium|Park|River|Valley|Church|Cathedral|Palace|Act|Treaty|Agreement|Prize|Cup)(?:\s|$)"
)
_PORTFOLIO_AFTER = regex.compile(r"(?:\s+and\s+\p{Lu}\p{L}+)?\s+(?:[Mm]inister|[Ss]ecretary)\b")


def is_introduced(text: str, start: int, end: int) -> bool:
    """Whether the words around it say that a name is a person's: “President Aliyev”, “Ann Lee, who said”."""
    if _ROLE_BEFORE.search(text, max(0, start - 30), start):
        return True
    if " " not in text[start:end]:
        return False
    if _AFTER_PERSON.match(text, end):
        return True
    return text[end : end + 1] in (",", ".") and bool(_ROLE_AND_COMMA.search(text, max(0, start - 30), start))


def with_introduced(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks, and those of unmarked people whom a role announces: “hydrologist Pilar Egaña”."""
    found = list(marks)
    taken = Taken(found)
    for match in _CAPITALS.finditer(text):
        end = match.end()
        start = _after_role(text, *match.span())
        if start is not None and not taken.meets((start, end)) and is_person_name(text[start:end]):
            found.append(Mark(start, end, "PERSON", Evidence.CONTEXT))
    return sorted(found)


def _after_role(text: str, start: int, end: int) -> int | None:
    """Where, in a row of capitalised words, at least two are left after a role; None if none is a role."""
    starts = [start, *(match.end() for match in _SPACE.finditer(text, start, end))]
    return next((at for at in starts[:-1] if _ROLE_BEFORE.search(text, max(0, at - 30), at)), None)


def is_person_name(name: str) -> bool:
    """Whether it is written as a person's name is, and holds no word that only other names have."""
    return _PERSON_NAME.fullmatch(name) is not None and _NO_PERSON.search(name) is None


def is_portfolio(text: str, end: int) -> bool:
    """Whether a minister follows, so that the word before is what they are minister of."""
    return _PORTFOLIO_AFTER.match(text, end) is not None


def titles_before(name: str) -> int:
    """How many characters of titles the name begins with; never all of it."""
    length = 0
    while match := _TITLE.match(name, length):
        length = match.end()
    return length


def last_names(full_name: str) -> tuple[str, ...]:
    """What they may be called for short: “Vries” and “de Vries” for “Anneke de Vries”; empty for one word."""
    words = full_name.split()
    if len(words) < 2 or not words[-1][:1].isupper():
        return ()
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return tuple(dict.fromkeys((words[-1], " ".join(words[first:]))))
