"""What the words around a name say about it: a person's role before it, a preposition of place."""

import regex

# The lists are of English and French, the languages whose models are known to need them.
_ROLES = (
    "president|premier|chancellor|minister|king|queen|prince|princess|emir|sultan|sheikh|pope|archbishop|bishop|cardinal|"
    "father|rabbi|imam|ayatollah|general|colonel|captain|major|lieutenant|sergeant|admiral|commander|senator|governor|mayor|"
    "ambassador|envoy|secretary|spokesman|spokeswoman|spokesperson|leader|chief|chairman|chairwoman|chair|adviser|advisor|"
    "director|professor|judge|prosecutor|lawyer|deputy|lawmaker|congressman|congresswoman|mp|mep|activist|journalist|analyst|"
    "expert|economist|historian|scientist|researcher|researcher|writer|author|singer|actor|actress|coach|striker|doctor|nurse|teacher|"
    "farmer|resident|curator|candidate|head|boss|founder|owner|manager|widow|wife|husband|son|daughter|brother|sister|"
    "mr|mrs|ms|miss|dr|prof|sir|lord|lady|gen|col|capt|lt|maj|sgt|sen|rep|gov|"
    "président|présidente|ministre|chancelier|chancelière|roi|reine|pape|général|sénateur|sénatrice|député|députée|maire|"
    "porte-parole|directeur|directrice|secrétaire|professeur|avocat|avocate|historien|historienne|militante?|dirigeante?|"
    "m|mme|monsieur|madame"
)
_ROLE_BEFORE = regex.compile(rf"(?:^|[^\p{{L}}’'-])(?:{_ROLES})\.?\s+$", regex.IGNORECASE)
_ROLE_AND_COMMA = regex.compile(rf"(?:^|[^\p{{L}}’'-])(?:{_ROLES}),\s+$", regex.IGNORECASE)
_PLACE_BEFORE = regex.compile(
    r"(?:^|[^\p{L}])(?:in|near|from|outside|around|across|towards?|at|to|into|capital|city of|town of|"
    r"à|en|au|aux|près de|depuis|vers|ville de)\s+$",
    regex.IGNORECASE,
)
_TITLE = regex.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Maj|Sgt|M|Mme)\.?|President|Prime\s+Minister|Premier|Chancellor|"
    r"Foreign\s+Minister|Defen[cs]e\s+Minister|Interior\s+Minister|Finance\s+Minister|Justice\s+Minister|Minister|Secretary|"
    r"Senator|Governor|Mayor|Ambassador|General|Colonel|Captain|Lieutenant|Sergeant|Admiral|Commander|Professor|Doctor|"
    r"Spokesman|Spokeswoman|Justice|Président|Présidente|Premier\s+ministre|Ministre|Monsieur|Madame)\s+(?=\p{Lu})"
)
_PORTFOLIO_AFTER = regex.compile(r"(?:\s+and\s+\p{Lu}\p{L}+)?\s+(?:[Mm]inister|[Ss]ecretary)\b")
_PLACE_BEGINS = regex.compile(
    r"(?P<GPE>San|Santa|Saint|St\.?|Port|Puerto|Fort|New|Ciudad|Villa|El|Los|Las)\s|"
    r"(?P<LOC>Mount|Mt\.?|Lake|Cape|Gulf|Isle|Rio|Sierra)\s"
)
_PERSON_NAME = regex.compile(
    r"\p{Lu}[\p{L}\p{M}’'.-]*(?:\s+(?:(?:al|el|bin|bint|ibn|abu|de|da|di|du|van|von|der|la|le|dos|ben|del)\s+|[Aa]l-)*"
    r"\p{Lu}[\p{L}\p{M}’'.-]*){0,3}"
)
_BODY = regex.compile(
    r"(?:^|\s)(?:Ministry|Party|University|Council|Bank|Agency|Group|Corporation|Corp|Inc|Ltd|Company|Union|Commission|"
    r"Committee|Court|Assembly|Parliament|Association|Institute|Organi[sz]ation|Foundation|Federation|League|Army|Force|"
    r"Forces|Police|Movement|Front|Alliance|Coalition|Department|Office|Authority|Museum|Club|College|School|Fund|Society|"
    r"Center|Centre|Network|Press|News|Times|Post|Television|TV|Radio|International|Watch|Industries|Airlines|Airways)"
    r"(?:\s|$)"
)


def follows_role(text: str, start: int) -> bool:
    """Whether a person's role stands right before: “President Aliyev”."""
    return _ROLE_BEFORE.search(text, max(0, start - 30), start) is not None


def is_apposition_to_role(text: str, start: int, end: int) -> bool:
    """Whether the name stands between commas after a role: “his adviser, Hikmat Hajiyev,”."""
    return text[end : end + 1] in (",", ".") and (
        _ROLE_AND_COMMA.search(text, max(0, start - 30), start) is not None
    )


def follows_place_word(text: str, start: int) -> bool:
    """Whether a preposition of place stands right before: “in Reading”."""
    return _PLACE_BEFORE.search(text, max(0, start - 20), start) is not None


def is_person_name(name: str) -> bool:
    """Whether it is written as a person's name is, and holds no word that only a body's name has."""
    return _PERSON_NAME.fullmatch(name) is not None and _BODY.search(name) is None


def is_portfolio(text: str, end: int) -> bool:
    """Whether a minister follows, so that the word before is what they are minister of."""
    return _PORTFOLIO_AFTER.match(text, end) is not None


def place_by_first_word(name: str) -> str | None:
    """The label of a place whose name begins as those of places do: “San Pedro”, “Mount Kenya”."""
    match = _PLACE_BEGINS.match(name)
    return match.lastgroup if match else None


def titles_before(name: str) -> int:
    """How many characters of titles the name begins with; never all of it."""
    length = 0
    while match := _TITLE.match(name, length):
        length = match.end()
    return length


def stands_among_capitals(text: str, start: int, end: int) -> bool:
    """Whether its whole line of several words is in capitals, so that its own say nothing."""
    line = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    around = text[line : line_end if line_end >= 0 else len(text)]
    return around.isupper() and len(around.split()) > 1
