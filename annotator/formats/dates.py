"""Dates as people and pages write them, in ISO 8601."""

import re
from datetime import date, datetime

_MONTHS = (
    "january jan janvier janv januar jänner enero ene يناير",
    "february feb février fevrier févr februar febrero فبراير شباط",
    "march mar mars märz maerz marzo مارس آذار",
    "april apr avril avr abril abr أبريل ابريل نيسان",
    "may mai mayo مايو أيار",
    "june jun juin juni junio يونيو حزيران",
    "july jul juillet juil juli julio يوليو تموز",
    "august aug août aout agosto ago أغسطس اغسطس آب",
    "september sep sept septembre septiembre setiembre سبتمبر أيلول",
    "october oct octobre oktober okt octubre أكتوبر اكتوبر",
    "november nov novembre noviembre نوفمبر",
    "december dec décembre decembre déc dezember dez diciembre dic ديسمبر",
)
_MONTH_OF_NAME = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_OF_NAME, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_DAYS = (
    rf"{_DAY}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?{_MONTH},?\s+(?:del?\s+)?{_YEAR}",
    rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
    rf"{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
    rf"{_YEAR}[-/](?P<month>\d{{1,2}})[-/]{_DAY}",
)
_WEEKDAYS = (
    "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:lun|mar|mercre|jeu|vendre|same)(?:di)?|"
    "dimanche|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so|"
    "lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    "(?:ال)?(?:اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت|أحد|احد)"
)
_WEEKDAY = rf"(?:(?:{_WEEKDAYS})[.,،]{{0,2}}\s+(?:(?:the|le|den|el)\s+)?)?"
_CLOCK = (
    r"(?:[\s,T|–—-]*(?:(?:at|à|um|a las|الساعة)\s+)?(?P<hour>\d{1,2})[:h](?P<minute>\d{2})"
    r"(?::\d{2}(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?(?:\s*Uhr)?\s*(?P<zone>[A-Z]{1,5}|\([A-Z]{1,5}\)|[+-]\d{2}:?\d{2})?)?"
)
_DATES = tuple(re.compile(_WEEKDAY + day + _CLOCK, re.IGNORECASE) for day in _DAYS)
# 12/10/2020 is October in Paris and December in Boston; only a number past twelve tells.
_SLASHED = re.compile(rf"{_WEEKDAY}(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}{_CLOCK}", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_UTC = frozenset(("GMT", "UTC", "Z"))


def iso_date(written: str) -> str | None:
    """The date, with its time if that is said and its zone is known; None for no date or an ambiguous one."""
    written = written.strip()
    if _ISO.fullmatch(written):
        return written if _exists(written) else None
    for pattern in _DATES:
        match = pattern.fullmatch(written)
        if match:
            month = match["month"]
            # Case-blind matching knows more letters than lower() makes plain, so the name may be missing: 0.
            number = int(month) if month.isdecimal() else _MONTH_OF_NAME.get(month.lower(), 0)
            return _iso(match, number, int(match["day"]))
    slashed = _SLASHED.fullmatch(written)
    if slashed is None:
        return None
    first, second = int(slashed["first"]), int(slashed["second"])
    if first > 12 or first == second:
        return _iso(slashed, second, first)
    return _iso(slashed, first, second) if second > 12 else None


def _iso(match: re.Match[str], month: int, day: int) -> str | None:
    try:
        found = date(int(match["year"]), month, day).isoformat()
    except ValueError:
        return None
    if not match["hour"]:
        return found
    hour, half, zone = int(match["hour"]), (match["half"] or "").lower(), (match["zone"] or "").strip("()")
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or int(match["minute"]) > 59:
        return found
    time = f"{found}T{hour:02}:{int(match['minute']):02}"
    if not zone:
        return time
    if zone[0] in "+-":
        return f"{time}{zone[:3]}:{zone[-2:]}"
    # The time of a zone we cannot name would be a wrong one.
    return f"{time}+00:00" if zone.upper() in _UTC else found


def _exists(iso: str) -> bool:
    try:
        datetime.fromisoformat(iso)
    except ValueError:
        return False
    return True
