import pytest

from annotator.formats.cleaning import ALL_RULES, ALWAYS, RULES, clean
from annotator.formats.cleaning_edits import apply

SENTENCE = "The minister of the interior said on Monday that nothing had been decided."

DEBRIS = {
    "shortcode": ["[ad_1]", "[ad_2]", "[gallery ids=“1,2”]", "[vc_row][vc_column width='1/2']", "[/caption]"],
    "empty_metadata": [
        "Published in: Last update:",
        "Published on:",
        "By: | Updated:",
        "Publié le : Mis à jour le :",
        "Veröffentlicht am: Zuletzt aktualisiert:",
        "Publicado en: Última actualización:",
        "نشر في: آخر تحديث:",
        "Tags:",
    ],
    "metadata_line": [
        "Published: 12 October 2020",
        "Published on: Oct. 12, 2020 Last update: 13 October 2020",
        "Last updated: 2020-10-13 14:05",
        "Publié le 12 octobre 2020 à 14h05",
        "Veröffentlicht am 12. Oktober 2020",
        "Publicado el 12 de octubre de 2020",
        "نشر في: 12 أكتوبر 2020",
        "Source: AFP",
        "By: Jane Roe",
    ],
    "cookie_notice": [
        "We use cookies to improve your experience on our website.",
        "This site uses cookies. By continuing to browse the site you agree to our use of cookies.",
        "Accept all cookies",
        "Nous utilisons des cookies pour améliorer votre expérience.",
        "Wir verwenden Cookies, um Ihnen die bestmögliche Erfahrung zu bieten.",
        "Utilizamos cookies para mejorar su experiencia. Si continúa navegando, acepta su uso.",
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا.",
    ],
    "share_notice": [
        "Share this article",
        "SHARE THIS ARTICLE:",
        "Share on Facebook Twitter WhatsApp",
        "Follow us on Twitter and Facebook.",
        "Click to share on Twitter (Opens in new window)",
        "Facebook | Twitter | WhatsApp | Email",
        "Partager cet article",
        "Suivez-nous sur Twitter",
        "Diesen Artikel teilen",
        "Folgen Sie uns auf Facebook",
        "Compartir en Facebook",
        "Síguenos en Twitter",
        "شارك هذا المقال",
        "تابعونا على فيسبوك وتويتر",
    ],
    "newsletter_notice": [
        "Subscribe to our newsletter",
        "Sign up for our free daily newsletter!",
        "Get the latest news delivered to your inbox.",
        "Inscrivez-vous à notre newsletter",
        "Newsletter abonnieren",
        "Suscríbete a nuestro boletín",
        "اشترك في النشرة البريدية",
    ],
    "read_more_line": [
        "Read more: Herring pact in danger",
        "READ ALSO: What the treaty says",
        "Related articles",
        "Lire aussi : Le traité expliqué",
        "Lesen Sie auch: Was im Vertrag steht",
        "Lea también: Qué dice el tratado",
        "اقرأ أيضا: ماذا في الاتفاق",
    ],
    "advertisement": ["Advertisement", "- ADVERTISEMENT -", "Publicité", "Anzeige", "Publicidad", "إعلان"],
}

KEPT = [
    "The website uses cookies to track its visitors, the regulator said.",
    "This site uses cookies to track users without their consent.",
    "Websites use cookies to track you.",
    "“We use cookies to improve your experience,” the company wrote.",
    "We use cookies to lure the children, the witch said.",
    "Cookies",
    "Our cookies",
    "Share prices fell on Monday.",
    "Share this article with the prosecutor, he told the court.",
    "Follow us on Twitter, the rebels urged.",
    "Follow the money",
    "Read more: the committee demanded answers.",
    "Read more books, the minister told pupils.",
    "Subscribe to our newsletter, the page said, and thousands did.",
    "Sign up for our army, the general said.",
    "Advertisement spending fell by 10 percent.",
    "Facebook and Twitter",
    "Facebook",
    "By the river",
    "Source of the Nile",
    "Published in 1920, the novel was forgotten.",
    "Updated versions of the plan were shown on Monday.",
    "Il a partagé cet article sur Facebook.",
    "Suivez-nous sur Twitter, ont demandé les rebelles.",
    "Nous utilisons des cookies pour comprendre vos habitudes, reconnaît l’éditeur.",
    "Teilen und herrschen",
    "Die Seite verwendet Cookies, um Nutzer zu verfolgen.",
    "Werbung für den Krieg",
    "El sitio utiliza cookies para rastrear a los lectores.",
    "Compartir el poder",
    "شارك في المؤتمر عدد من الوزراء",
    "قال إن الموقع يستخدم ملفات تعريف الارتباط لتتبع القراء.",
    "إعلان الحرب",
    "He said [he] would [sic] come to [Twitter] on Monday […].",
    "[He] came.",
]


def test_every_rule_has_an_example_here() -> None:
    assert set(DEBRIS) | {"mojibake", "blank_lines", "trailing_space"} == ALL_RULES == set(RULES)


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, lines in DEBRIS.items() for line in lines])
def test_a_line_of_debris_goes_by_its_rule_and_only_by_that(rule: str, line: str) -> None:
    text = f"A headline\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE} {SENTENCE}"
    cleaned = clean(text)
    assert cleaned.text == f"A headline\n\n{SENTENCE}\n\n{SENTENCE} {SENTENCE}"
    taken = [edit for edit in cleaned.edits if line in text[edit.start : edit.end] or edit.rule == rule]
    assert taken
    assert {edit.rule for edit in taken} == {rule}
    assert line in clean(text, ALL_RULES - {rule}).text


@pytest.mark.parametrize("line", KEPT)
def test_a_line_of_the_article_stays(line: str) -> None:
    text = f"{SENTENCE}\n\n{line}\n\n{SENTENCE}"
    assert clean(text).text == text


def test_a_shortcode_among_words_goes_alone() -> None:
    text = 'The talks [ad_1] failed. [caption id="a" width=300]A man walks[/caption]\n[ad_2] He left.'
    assert clean(text).text == "The talks failed. A man walks\nHe left."


def test_an_embedded_address_goes_with_its_shortcode() -> None:
    assert clean("Look: [embed]https://example.org/v?a=1[/embed] There.").text == "Look: There."


def test_a_bare_shortcode_goes_only_from_a_line_of_its_own() -> None:
    assert (
        clean("He spoke to [video] fans.\n\n[video]\n\nHe left.").text
        == "He spoke to [video] fans.\n\nHe left."
    )


def test_lines_that_name_date_source_and_author_fill_their_fields() -> None:
    dates = "Published: 12 October 2020 Last update: 13 October 2020"
    text = f"A headline\n{dates}\nBy: Jane Roe\n{SENTENCE}\nSource: AFP"
    cleaned = clean(text)
    assert cleaned.text == f"A headline\n{SENTENCE}"
    assert cleaned.fields == {"published": "2020-10-12", "author": "Jane Roe", "source": "AFP"}


def test_a_line_that_names_another_source_than_the_record_stays() -> None:
    text = f"{SENTENCE}\n\nSource: Ministry of Health"
    assert clean(text, known={"source": "AFP"}).text == text
    assert clean(text, known={"source": "Ministry of Health"}).text == SENTENCE


def test_a_line_that_is_a_date_goes_from_under_the_headline_only() -> None:
    paragraphs = "\n".join([SENTENCE] * 6)
    cleaned = clean(f"A headline\nMonday, October 12, 2020\n{paragraphs}\n13 October 2020")
    assert cleaned.fields == {"published": "2020-10-12"}
    assert cleaned.text == f"A headline\n{paragraphs}\n13 October 2020"


def test_a_date_that_may_be_two_days_stays_in_the_text() -> None:
    text = f"Published: 10/12/2020\n{SENTENCE}"
    assert clean(text).text == text


def test_blank_lines_become_one_between_and_none_around() -> None:
    assert clean("\n \n\nOne.\n\n\n \n\nTwo.  \nThree.\n\n\n").text == "One.\n\nTwo.\nThree."


def test_without_rules_only_line_ends_and_control_characters_change() -> None:
    text = "\r\nOne. [ad_1]  \r\n\r\n\r\nShare this article\r\n\x00\x07Two\tof cafÃ©\r\n"
    cleaned = clean(text, frozenset())
    assert cleaned.text == "\nOne. [ad_1]  \n\n\nShare this article\nTwo\tof cafÃ©\n"
    assert {edit.rule for edit in cleaned.edits} <= set(ALWAYS)


def test_every_line_end_becomes_a_line_feed() -> None:
    cleaned = clean("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h")
    assert cleaned.text == "a\nb\nc\nd\ne\nf\ng\nh"
    assert [edit.with_ for edit in cleaned.edits] == ["", *["\n"] * 6]


@pytest.mark.parametrize(
    "text",
    [
        "Cafe\u0301 de\u0301ja\u0300 vu",
        "11.5\u00a0percent, 10\u202f000",
        "zero\u200bwidth\u200d\u200c \ufeffhere",
        "\u200fعربي\u200e (AFP) \u202babc\u202c \u2067x\u2069",
        "soft\u00adhyphen, full\u3000width, ﬁ ligature, ½",
        "été\u00a0»\u00a0: «\u00a0à\u00a0»",
        "Привет “мир” – это СССР…",
        "emoji 😀👨‍👩‍👧 and 𝔘𝔫𝔦",
    ],
)
def test_what_the_view_can_draw_stays_as_it_is(text: str) -> None:
    assert clean(text).text == text
    assert not clean(text).edits


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1251"])
def test_mojibake_is_put_right_piece_by_piece(encoding: str) -> None:
    right = "The minister’s plan – a café in Zürich… “no”, she said"
    wrong = right.encode().decode(encoding, "surrogateescape").replace("\udc9d", "\x9d")
    cleaned = clean(wrong)
    assert cleaned.text == right
    assert {edit.rule for edit in cleaned.edits} == {"mojibake"}
    assert all(len(edit.with_) <= 2 for edit in cleaned.edits)
    assert apply(wrong, cleaned.edits) == right


def test_mojibake_that_took_a_space_with_it_is_put_right() -> None:
    wrong = "Il est parti, voilÃ le travail, a-t-il dit."
    cleaned = clean(wrong)
    assert cleaned.text == "Il est parti, voilà le travail, a-t-il dit."
    assert apply(wrong, cleaned.edits) == cleaned.text
