"""What the words around a name, or at its ends, say about it where it is no person's."""

import regex

_PLACE_BEFORE = regex.compile(
    r"(?:^|[^\p{L}])(?:in|near|from|outside|around|across|towards?|at|to|into|capital|city of|town of|"
    r"à|en|au|aux|près de|depuis|vers|ville de)\s+$",
    regex.IGNORECASE,
)
_FIRST_WORD = regex.compile(
    r"(?P<GPE>San|Santa|Saint|St\.?|Port|Puerto|Fort|New|Ciudad|Villa|El|Los|Las)\s|"
    r"(?P<LOC>Mount|Mt\.?|Lake|Cape|Gulf|Isle|Rio|Sierra)\s"
)
_HEAD_WORD = regex.compile(
    r"(?P<LAW>(?:Act|Treaty|Agreement|Protocol|Constitution|Statute|Directive)(?:\s+(?:of|on|for)\s.+)?)$|"
    r"(?P<FAC>Bridge|Airport|Stadium|Cathedral|Mosque|Highway|Motorway|Avenue|Boulevard|Dam|Tunnel|Prison)$|"
    r"(?:^|\s)(?P<GARE>Gare|Aéroport|Stade|Pont|Place)\s+(?:d[eu’']|\p{Lu})"
)
_KIND_AFTER = regex.compile(
    r"\s+(?:(?P<LOC>rivers?|valley|lakes?|seas?|strait|mountains?|desert|peninsula|islands?|basin|delta|plateau|steppe)|"
    r"(?P<NORP>peoples?|tribes?|clans?|minority)|(?P<LANGUAGE>languages?)|"
    r"(?P<GPE>provinces?|districts?|city|town|villages?))\b"
)
# Before these a name stands for itself; before a noun, “the” may belong to that: “the Reuters report”.
_ENDS_PHRASE = regex.compile(
    r"\s*(?:[^\s\p{L}\p{N}’'-]|$)|\s+(?:and|or|but|in|on|at|to|for|from|with|by|of|as|after|before|since|until|is|was|"
    r"are|were|be|has|had|have|will|would|could|can|may|might|must|should|did|does|said|says|who|which|that|whose|"
    r"where|when|while|if|because|than|over|under|against|about|into|under|near|during|without)\b"
)
_YEAR_AFTER = regex.compile(r"\s+of\s+(?=(?:1[0-9]|20)\d\d\b)")


def follows_place_word(text: str, start: int) -> bool:
    """Whether a preposition of place stands right before: “in Reading”."""
    return _PLACE_BEFORE.search(text, max(0, start - 20), start) is not None


def place_by_first_word(name: str) -> str | None:
    """The label of a place whose name begins as those of places do: “San Pedro”, “Mount Kenya”."""
    match = _FIRST_WORD.match(name)
    return match.lastgroup if match else None


def label_by_head_word(name: str) -> str | None:
    """The label of what its name says it is: “the Clean Air Act”, “the Rialto Bridge”."""
    if " " not in name:
        return None
    match = _HEAD_WORD.search(name)
    if match is None:
        return None
    return "FAC" if match.lastgroup == "GARE" else match.lastgroup


def label_by_word_after(text: str, end: int) -> str | None:
    """What a name is by the word that follows: “the Kali Gandaki river”, “the Oromo people”."""
    match = _KIND_AFTER.match(text, end)
    return match.lastgroup if match else None


def start_with_article(text: str, start: int, end: int) -> int:
    """Where the name starts with the “the” before it, if that can belong to nothing else."""
    if text[max(0, start - 4) : start].lower() == "the " and _ENDS_PHRASE.match(text, end):
        return start - 4
    return start


def year_of_law(text: str, end: int) -> int:
    """Where the mention of a law ends with the year that belongs to it: “the Museums Act of 1963”."""
    match = _YEAR_AFTER.match(text, end)
    return match.end() + 4 if match else end


def stands_among_capitals(text: str, start: int, end: int) -> bool:
    """Whether its whole line of several words is in capitals, so that its own say nothing."""
    line = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    around = text[line : line_end if line_end >= 0 else len(text)]
    return around.isupper() and len(around.split()) > 1
