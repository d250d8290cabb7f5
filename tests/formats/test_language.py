import pytest

from annotator.domain.article import Direction
from annotator.formats.language import direction_of, language_of

TEXTS = {
    "en": (
        "The president said on Wednesday that the talks in Moscow would go on and that there "
        "was no solution to the conflict."
    ),
    "fr": (
        "Le président a déclaré mercredi que les pourparlers se poursuivront à Moscou et qu’il "
        "n’y a pas de solution au conflit dans la région."
    ),
    "de": (
        "Der Präsident sagte am Mittwoch, die Gespräche in Moskau würden fortgesetzt, und es "
        "gebe keine Lösung für den Konflikt in der Region."
    ),
    "es": (
        "El presidente dijo el miércoles que las conversaciones continuarán en Moscú y que no "
        "hay solución para el conflicto en la región."
    ),
    "pt": (
        "O presidente disse na quarta-feira que as conversações vão continuar em Moscou e que "
        "não há solução para o conflito na região."
    ),
    "it": (
        "Il presidente ha detto mercoledì che i colloqui continueranno a Mosca e che non c’è "
        "una soluzione per il conflitto nella regione."
    ),
    "nl": (
        "De president zei woensdag dat de gesprekken in Moskou zullen doorgaan en dat er geen "
        "oplossing is voor het conflict in de regio."
    ),
    "ca": (
        "El president va dir dimecres que les converses continuaran a Moscou i que no hi ha "
        "solució per al conflicte a la regió, segons el govern."
    ),
    "ru": (
        "Президент заявил в среду, что переговоры в Москве продолжатся и что решения конфликта в регионе нет."
    ),
    "ar": (
        "قال رئيس الوزراء يوم الأربعاء إن المفاوضات ستستمر في موسكو، وأضاف أن الحل غير ممكن في "
        "هذا الوقت على الرغم من الجهود."
    ),
    "fa": (
        "رئیس جمهور روز چهارشنبه گفت که گفتگوها در مسکو ادامه خواهد یافت و راه حلی برای این "
        "مناقشه در منطقه وجود ندارد."
    ),
    "he": "ראש הממשלה אמר ביום רביעי כי השיחות יימשכו במוסקבה וכי אין פתרון לסכסוך באזור.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_news_is_found(language: str) -> None:
    assert language_of(TEXTS[language]) == language
    assert language_of(TEXTS[language] * 3) == language


@pytest.mark.parametrize("text", ["", "12 345", "Yerevan (AFP)", "Hello", "— – —", "مرحبا"])
def test_what_is_too_short_has_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        (TEXTS["en"], Direction.LTR),
        (TEXTS["ru"], Direction.LTR),
        (TEXTS["ar"], Direction.RTL),
        (TEXTS["he"], Direction.RTL),
        (f"{TEXTS['ar']} Reuters AFP BBC News", Direction.RTL),
        (f"{TEXTS['en']} رويترز", Direction.LTR),
        ("“”‘’–… a", Direction.LTR),
        ("和平", Direction.LTR),
        ("12 – 34 😀", None),
        ("", None),
    ],
)
def test_the_direction_is_that_of_most_strong_characters(text: str, direction: Direction | None) -> None:
    assert direction_of(text) is direction
