"""Lines that pages put around articles: notices to share, subscribe, read on, accept cookies; advertisements.

Every pattern describes the whole line and leaves no open place for words, but for what follows the colon of
“Read more:”. So a sentence that speaks of sharing or cookies stays: it has words that no notice has.
"""

import re
from collections.abc import Iterable

from annotator.formats.notice_words import CONSENT_ADDRESS, CONSENT_VERBS, CONSENT_WORDS

SHARE = "share_notice"
NEWSLETTER = "newsletter_notice"
READ_MORE = "read_more_line"
ADVERTISEMENT = "advertisement"
COOKIES = "cookie_notice"

LONGEST_NOTICE = 160
_LONGEST_WITHOUT_HEADLINE = 110
_LONGEST_CONSENT = 600

# What pages set around a notice, and marks of direction that cannot be seen.
_AROUND = (
    " \t\xa0\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff-–—•·*»«›‹>→←↓▶►|()[]#~_=+"
)

_NETWORK = (
    r"(?:facebook|twitter|x|whats\s?app|telegram|linked\s?in|instagram|you\s?tube|tik\s?tok|pinterest|reddit|"
    r"threads|bluesky|mastodon|messenger|google\s?(?:news|\+)|flipboard|pocket|viber|skype|tumblr|vk|weibo|"
    r"wechat|line|signal|snapchat|e-?mail|courriel|mail|sms|social\s+media|"
    r"فيسبوك|فيس\s?بوك|تويتر|إكس|واتساب|واتس\s?اب|تلغرام|تيليغرام|تليجرام|إنستغرام|انستغرام|يوتيوب|لينكد\s?إن)"
)
_AND = r"(?:\s*[,/|·•&،]\s*(?:and\s+|or\s+)?|\s+(?:and|or|et|ou|und|oder|y|o|e|و|أو)\s+|\s+و(?=\w)|\s+)"
_NETWORKS = rf"{_NETWORK}(?:{_AND}{_NETWORK})*"
_TEXT_EN = r"(?:(?:this|the|our)\s+)?(?:article|story|post|page|news|report|link)"

_SHARE = (
    rf"(?:share|tweet|pin)(?:\s+this)?(?:\s+{_TEXT_EN})?(?:\s+(?:on|via|with|by|to)\s+{_NETWORKS})?",
    rf"share\s+(?:this|{_TEXT_EN})\s+with\s+(?:your\s+)?(?:friends|others)",
    rf"(?:follow|like|join|find)\s+(?:us|@\w+)(?:\s+(?:on|via|in)\s+{_NETWORKS})?"
    r"(?:\s+for\s+(?:more|the\s+latest|latest|breaking|all\s+the\s+latest)(?:\s+(?:news|updates|stories))?)?",
    rf"click\s+to\s+(?:share|tweet|e-?mail|print)(?:\s+(?:on|via)\s+{_NETWORK}|\s+(?:this|a\s+link)\s+to\s+a\s+friend)?"
    r"(?:\s*\(opens\s+in\s+(?:a\s+)?new\s+window\)?)?",
    rf"(?:e-?mail|print|bookmark|copy)\s+{_TEXT_EN}(?:\s+to\s+a\s+friend)?",
    rf"(?:partager|partagez)(?:\s+(?:cet\s+article|l[’']article|cette\s+page|cette\s+info))?(?:\s+(?:sur|par|via)\s+{_NETWORKS})?",
    rf"(?:suivez|retrouvez|rejoignez)[\s-]+nous(?:\s+(?:aussi\s+)?(?:sur|via)\s+{_NETWORKS})?",
    r"(?:imprimer|envoyer)\s+(?:cet\s+article|cette\s+page)(?:\s+(?:à\s+un\s+ami|par\s+e-?mail))?",
    rf"(?:(?:diesen\s+)?(?:artikel|beitrag)\s+)?teilen(?:\s+sie\s+(?:diesen\s+(?:artikel|beitrag)|die\s+seite))?(?:\s+(?:auf|bei|per|über|via)\s+{_NETWORKS})?",
    rf"(?:auf|bei|per|über|via)\s+{_NETWORKS}\s+(?:teilen|versenden|weiterleiten)",
    rf"folgen\s+sie\s+uns(?:\s+(?:auch\s+)?(?:auf|bei)\s+{_NETWORKS})?",
    r"(?:artikel|beitrag|seite)\s+(?:drucken|versenden|merken)",
    rf"(?:compartir|comparte|comparta)(?:\s+(?:en|por|con|vía)\s+{_NETWORKS}|\s+(?:este|el)\s+artículo|\s+est[ae]\s+(?:noticia|nota|página)){{0,2}}",
    rf"(?:síguenos|síganos|siguenos|encuéntranos)(?:\s+(?:también\s+)?(?:en|por)\s+{_NETWORKS})?",
    rf"(?:شارك|شاركوا|شاركها|انشر|مشاركة)(?:\s+(?:هذا\s+|هذه\s+)?(?:المقال|الخبر|الصفحة|القصة|المقالة))?(?:\s+(?:على|عبر|مع|في)\s+{_NETWORKS})?",
    rf"(?:تابعونا|تابعنا|تابعوا\s+صفحتنا)(?:\s+(?:على|عبر|في)\s+(?:موقع\s+)?{_NETWORKS})?",
)
_SHARE_WORD = r"(?:share|tweet|partager|teilen|compartir|copy\s+link|مشاركة)"
_SHARE_ITEM = rf"(?:{_NETWORK}|{_SHARE_WORD}|print|pin|imprimer|drucken|imprimir)"
_SHARE_BAR = (
    rf"(?=.*\b{_SHARE_WORD}\b)(?:{_SHARE_ITEM}[\s|,/•·]*){{2,}}",
    rf"(?:(?:share|tweet)\s+(?:on|via|with)\s+{_NETWORK}[\s|,/•·]*){{2,}}",
    rf"(?:{_NETWORK}[\s|,/•·]+){{3,}}{_NETWORK}",
)

_FREE = r"(?:(?:our|the|free|daily|weekly|morning|evening|e-?mail|news)\s+){0,4}"
_NEWSLETTER = (
    rf"(?:sign\s+up|subscribe|register)(?:\s+(?:here|now|today|free))?\s+(?:for|to)\s+{_FREE}newsletters?(?:\s+(?:here|now|today))?",
    rf"(?:get|receive|join)\s+{_FREE}newsletters?(?:\s+(?:here|now|today|in\s+your\s+inbox))?",
    r"(?:get|receive)\s+(?:(?:all|the|our|latest|top|best|breaking|day[’']s)\s+){0,3}(?:news|stories|headlines|updates)"
    r"\s+(?:delivered\s+)?(?:straight\s+|directly\s+|right\s+)?(?:to|in)\s+your\s+inbox(?:\s+(?:every\s+(?:day|morning|week)|daily))?",
    r"(?:subscribe|sign\s+up)(?:\s+(?:now|here|today|for\s+free))?",
    r"(?:enter\s+)?your\s+e-?mail(?:\s+address)?",
    r"(?:inscrivez|abonnez)[\s-]+vous(?:\s+(?:gratuitement|maintenant|ici))?(?:\s+à\s+(?:notre|nos|la)\s+(?:newsletters?|lettres?\s+d[’']information|infolettre))?",
    r"recevez\s+(?:gratuitement\s+)?(?:notre|nos)\s+(?:newsletters?|lettres?\s+d[’']information)",
    r"(?:jetzt\s+)?(?:abonnieren|bestellen)\s+sie\s+(?:jetzt\s+)?(?:hier\s+)?(?:unseren|den)\s+(?:kostenlosen\s+)?newsletter",
    r"(?:jetzt\s+)?(?:für\s+(?:den|unseren)\s+)?newsletter\s+(?:abonnieren|bestellen|anmelden)|melden\s+sie\s+sich\s+(?:jetzt\s+)?für\s+unseren\s+newsletter\s+an",
    r"(?:suscríbete|suscríbase|suscribirse|apúntate|regístrate)(?:\s+(?:gratis|aquí|ahora))?(?:\s+a\s+(?:nuestr[ao]s?|l[ao]s?|el)\s+(?:newsletters?|boletín|boletines)|\s+al\s+boletín)?",
    r"(?:recibe|reciba)\s+(?:gratis\s+)?nuestr[ao]\s+(?:newsletter|boletín)",
    r"(?:اشترك|اشتركوا|سجل|سجلوا)(?:\s+(?:الآن|هنا))?(?:\s+(?:في|بـ?)\s*(?:النشرة|نشرتنا|قائمتنا)(?:\s+(?:البريدية|الإخبارية|اليومية))?)?",
)

_READ_MORE = (
    r"read\s+(?:more|also|next|on)|also\s+read|see\s+also|read\s+(?:the\s+)?(?:full|whole|original)\s+(?:story|article)(?:\s+here)?",
    r"more\s+on\s+this(?:\s+(?:story|topic))?|(?:related|recommended)(?:\s+(?:articles?|stor(?:y|ies)|posts?|topics?|content|news|links?|reading|coverage))",
    r"you\s+(?:may|might)\s+also\s+(?:like|be\s+interested\s+in)|continue\s+reading|click\s+here\s+(?:to\s+read\s+more|for\s+more)|most\s+read",
    r"(?:[àa]\s+)?lire\s+(?:aussi|également|la\s+suite|plus)|(?:voir|écouter)\s+(?:aussi|également)|sur\s+le\s+même\s+sujet|en\s+savoir\s+plus|articles?\s+liés?",
    r"lesen\s+sie\s+(?:auch|mehr|hier\s+mehr)|(?:auch|mehr)\s+(?:zum\s+thema|lesen|dazu)|weiterlesen|siehe\s+auch|das\s+könnte\s+sie\s+auch\s+interessieren",
    r"(?:lea|lee|leer)\s+(?:también|más)|(?:le|te)\s+puede\s+interesar|(?:ver|vea|mira)\s+también|noticias\s+relacionadas|más\s+información",
    r"[اإأ]قر[أا]\s+(?:[أا]يض[اًا]{1,2}|المزيد)|المزيد|للمزيد|مواضيع\s+ذات\s+صلة|أخبار\s+ذات\s+صلة|قد\s+يعجبك\s+أيض[اًا]{1,2}|شاهد\s+أيض[اًا]{1,2}",
)
# A headline: short, and not a sentence with its stop.
_HEADLINE = r"(?!.*[.!…:;]\s)[^\n]{3,140}(?<![.!…;:,”“\"»])"

_ADVERTISEMENT = (
    r"advertisements?(?:\s*[-–—:]?\s*(?:(?:story|article|content)\s+continues\s+below|continue\s+reading(?:\s+below)?|scroll\s+to\s+continue))?",
    r"(?:story|article)\s+continues\s+(?:below|after)(?:\s+(?:this\s+|the\s+)?(?:ad|advertisement))?|continue\s+reading\s+below|scroll\s+to\s+continue(?:\s+with\s+content)?",
    r"sponsored\s+content|paid\s+content|skip\s+(?:this\s+)?ad(?:vertisement)?",
    r"publicité|la\s+suite\s+après\s+(?:la|cette)\s+publicité|anzeige|werbung|(?:hier\s+)?weiterlesen\s+nach\s+der\s+(?:anzeige|werbung)|publicidad|continúa\s+leyendo\s+después\s+de\s+la\s+publicidad|إعلان|إعلانات",
)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    # Without IGNORECASE, on lines made lower: that lets most alternatives fail at their first letter.
    return re.compile(rf"(?:{'|'.join(patterns)})[\s:.!…]*")


_SHORT_NOTICES = (
    (ADVERTISEMENT, _any_of(_ADVERTISEMENT)),
    (SHARE, _any_of((*_SHARE, *_SHARE_BAR))),
    (NEWSLETTER, _any_of(_NEWSLETTER)),
    (READ_MORE, re.compile(rf"(?:{'|'.join(_READ_MORE)})(?:\s*[:：]\s*(?:{_HEADLINE})?|[\s.…]*)")),
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_CONSENT_OPENING = re.compile(
    r"(?:we|our|this\s+(?:web)?site|this\s+page|by|please|you\s+can|if\s+you|in\s+order\s+to|cookies\s+help\s+us|"
    r"nous|notre|ce\s+site|en\s+\w+ant|vous\s+pouvez|pour|afin|"
    r"wir|unsere|diese\s+(?:web)?(?:seite|site)|durch|mit|indem|wenn\s+sie|um|sie\s+können|"
    r"utilizamos|usamos|nuestr[oa]|este\s+sitio|esta\s+(?:página|web)|al|si|para|puedes?|"
    r"نحن|نستخدم|يستخدم|هذا\s+الموقع|باستمرارك|بمتابعتك|بالنقر|باستخدامك|يمكنك)\b",
    re.IGNORECASE,
)
_CONSENT_BUTTON = re.compile(
    r"(?:accept|reject|allow|decline|manage)(?:\s+all)?(?:\s+(?:optional|non-essential))?\s+cookies|"
    r"cookies?\s+(?:policy|settings|preferences|notice|consent)|"
    r"(?:accepter|refuser|gérer|paramétrer)(?:\s+tous)?(?:\s+les)?\s+cookies|"
    r"(?:alle\s+)?cookies\s+(?:akzeptieren|ablehnen|zulassen|verwalten)|cookie-(?:einstellungen|richtlinie)|"
    r"(?:aceptar|rechazar|gestionar|configurar)(?:\s+todas)?(?:\s+las)?\s+cookies|política\s+de\s+cookies|"
    r"(?:قبول|رفض)(?:\s+(?:كل|جميع))?\s+(?:ملفات\s+تعريف\s+الارتباط|الكوكيز)",
    re.IGNORECASE,
)


def notice_rule(line: str) -> str | None:
    """The rule that takes out a line of at most `LONGEST_NOTICE`; None for a line of the article."""
    if len(line) > _LONGEST_WITHOUT_HEADLINE and ":" not in line:
        return None
    bare = line.lower().strip(_AROUND).removeprefix("please ")
    for rule, pattern in _SHORT_NOTICES:
        if pattern.fullmatch(bare):
            return rule
    return None


def speaks_of_cookies(text: str) -> bool:
    """Whether any line of the text may be a notice about cookies."""
    # One letter first: that is found to be missing at once, which matters for each text.
    return (
        "ookie" in text
        or "COOKIE" in text
        or ("ط" in text and "الارتباط" in text)
        or ("ز" in text and "كوكيز" in text)
    )


def is_cookie_notice(line: str) -> bool:
    """Whether a page asks its reader: the line opens so, and every word is one such notices are made of."""
    line = line.strip(_AROUND)
    if len(line) > _LONGEST_CONSENT or not speaks_of_cookies(line):
        return False
    if _CONSENT_BUTTON.fullmatch(line.rstrip(".!")):
        return True
    if not _CONSENT_OPENING.match(line):
        return False
    words = {word.lower() for word in _WORD.findall(line)}
    return words <= CONSENT_WORDS and bool(words & CONSENT_VERBS) and bool(words & CONSENT_ADDRESS)
