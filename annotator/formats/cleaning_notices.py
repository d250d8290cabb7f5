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
_LONGEST_CONSENT = 600

# What pages set around a notice, and marks of direction that cannot be seen.
_AROUND = (
    " \t\xa0\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff-–—•·*»«›‹>→←↓▶►|()[]#~_=+"
)

# In what follows a space stands for any white space. A notice is what its line may begin with, in plain
# words, and how it may go on: most lines of an article begin otherwise, and are not looked at further.
_Notice = tuple[str, str]

_NETWORK_NAMES = (
    "facebook|twitter|x|whatsapp|whats app|telegram|linkedin|instagram|youtube|tiktok|pinterest|reddit|"
    "threads|bluesky|mastodon|messenger|google news|flipboard|pocket|viber|skype|tumblr|vk|weibo|wechat|line|"
    "signal|snapchat|email|e-mail|courriel|mail|sms|social media|"
    "فيسبوك|فيس بوك|تويتر|إكس|واتساب|واتس اب|تلغرام|تيليغرام|تليجرام|إنستغرام|انستغرام|يوتيوب|لينكد إن"
)
_NETWORK = f"(?:{_NETWORK_NAMES})"
_AND = r"(?:\s*[,/|·•&،]\s*(?:and |or )?| (?:and|or|et|ou|und|oder|y|o|e|و|أو) | و(?=\w)| )"
_NETWORKS = f"{_NETWORK}(?:{_AND}{_NETWORK})*"
_THIS = "(?:this|(?:(?:this|the|our) )?(?:article|story|post|page|news|report|link))"
_LATEST = "(?:more|the latest|latest|breaking|all the latest)"

_SHARE: tuple[_Notice, ...] = (
    ("share|tweet|pin", f"(?: {_THIS})?(?: (?:on|via|with|by|to) (?:{_NETWORKS}|(?:your )?friends|others))?"),
    (
        "follow|like|join|find",
        rf" (?:us|@\w+)(?: (?:on|via|in) {_NETWORKS})?(?: for {_LATEST}(?: (?:news|updates|stories))?)?",
    ),
    (
        "click to",
        f" (?:share|tweet|email|e-mail|print)(?: (?:on|via) {_NETWORK}| (?:this|a link) to a friend)?"
        r"(?:\s*\(opens in (?:a )?new window\)?)?",
    ),
    ("email|e-mail|print|bookmark|copy", f" {_THIS}(?: to a friend)?"),
    ("partager|partagez", f"(?: (?:cet article|l[’']article|cette page))?(?: (?:sur|par|via) {_NETWORKS})?"),
    ("suivez|retrouvez|rejoignez", rf"[\s-]+nous(?: (?:aussi )?(?:sur|via) {_NETWORKS})?"),
    ("imprimer|envoyer", " (?:cet article|cette page)(?: (?:à un ami|par e-?mail))?"),
    ("diesen artikel|diesen beitrag|artikel|beitrag", f" teilen(?: (?:auf|bei|per|über|via) {_NETWORKS})?"),
    ("teilen", f"(?: sie (?:diesen artikel|diesen beitrag))?(?: (?:auf|bei|per|über|via) {_NETWORKS})?"),
    ("auf|bei|per|über|via", f" {_NETWORKS} (?:teilen|versenden|weiterleiten)"),
    ("folgen sie uns", f"(?: (?:auch )?(?:auf|bei) {_NETWORKS})?"),
    ("artikel|beitrag|seite", " (?:drucken|versenden|merken)"),
    (
        "compartir|comparte|comparta",
        f"(?: (?:en|por|con|vía) {_NETWORKS}| (?:este|el) artículo| est[ae] (?:noticia|nota|página)){{0,2}}",
    ),
    ("síguenos|síganos|siguenos|encuéntranos", f"(?: (?:también )?(?:en|por) {_NETWORKS})?"),
    (
        "شارك|شاركوا|شاركها|انشر|مشاركة",
        f"(?: (?:هذا |هذه )?(?:المقال|الخبر|الصفحة|القصة|المقالة))?(?: (?:على|عبر|مع|في) {_NETWORKS})?",
    ),
    ("تابعونا|تابعنا|تابعوا صفحتنا", f"(?: (?:على|عبر|في) (?:موقع )?{_NETWORKS})?"),
)
_SHARE_WORDS = "share|tweet|partager|teilen|compartir|copy link|مشاركة"
_OTHER_BUTTONS = f"{_NETWORK_NAMES}|print|pin|imprimer|drucken|imprimir"
_BUTTON = rf"[\s|,/•·]+(?:{_SHARE_WORDS}|{_OTHER_BUTTONS})"
_SHARE_BAR: tuple[_Notice, ...] = (
    (_SHARE_WORDS, f"(?:{_BUTTON})+"),
    (_OTHER_BUTTONS, rf"(?:{_BUTTON})*[\s|,/•·]+(?:{_SHARE_WORDS})(?:{_BUTTON})*"),
    ("share|tweet", rf" (?:on|via|with) {_NETWORK}(?:[\s|,/•·]+(?:share|tweet) (?:on|via|with) {_NETWORK})+"),
    # Two or three names alone may be a subheading.
    (_NETWORK_NAMES, rf"(?:[\s|,/•·]+{_NETWORK}){{3,}}"),
)

_OUR = "(?:(?:our|the|free|daily|weekly|morning|evening|email|e-mail|news) ){0,4}"
_NEWSLETTER: tuple[_Notice, ...] = (
    (
        "sign up|subscribe|register",
        f"(?: (?:here|now|today|free))?(?: (?:for|to) {_OUR}newsletters?)?(?: (?:here|now|today|for free))?",
    ),
    ("get|receive|join", f" {_OUR}newsletters?(?: (?:here|now|today|in your inbox))?"),
    (
        "get|receive",
        " (?:(?:all|the|our|latest|top|best|breaking|day[’']s) ){0,3}(?:news|stories|headlines|updates)"
        "(?: delivered)?(?: (?:straight|directly|right))? (?:to|in) your inbox"
        "(?: (?:every (?:day|morning|week)|daily))?",
    ),
    ("enter your|your", " (?:email|e-mail)(?: address)?"),
    (
        "inscrivez|abonnez",
        r"[\s-]+vous(?: (?:gratuitement|maintenant|ici))?"
        "(?: à (?:notre|nos|la) (?:newsletters?|lettres? d[’']information|infolettre))?",
    ),
    ("recevez", " (?:gratuitement )?(?:notre|nos) (?:newsletters?|lettres? d[’']information)"),
    ("abonnieren|bestellen", " sie (?:jetzt )?(?:hier )?(?:unseren|den) (?:kostenlosen )?newsletter"),
    ("newsletter|jetzt newsletter", " (?:abonnieren|bestellen)"),
    ("für den newsletter|für unseren newsletter", " anmelden"),
    ("melden sie sich", " (?:jetzt )?für unseren newsletter an"),
    (
        "suscríbete|suscríbase|suscribirse|apúntate|regístrate",
        "(?: (?:gratis|aquí|ahora))?(?: al boletín| a (?:nuestr[ao]s?|l[ao]s?|el) (?:newsletters?|boletín))?",
    ),
    ("recibe|reciba", " (?:gratis )?nuestr[ao] (?:newsletter|boletín)"),
    (
        "اشترك|اشتركوا|سجل|سجلوا",
        "(?: (?:الآن|هنا))?(?: في (?:النشرة|نشرتنا|قائمتنا)(?: (?:البريدية|الإخبارية|اليومية))?)?",
    ),
)

_STORIES = "articles?|stor(?:y|ies)|posts?|topics?|content|news|links?|reading|coverage"
_READ_MORE: tuple[_Notice, ...] = (
    ("read", " (?:more|also|next|on|(?:the )?(?:full|whole|original) (?:story|article)(?: here)?)"),
    ("also read|see also|continue reading|most read", ""),
    ("more on this", "(?: (?:story|topic))?"),
    ("related|recommended", f" (?:{_STORIES})"),
    ("you may|you might", " also (?:like|be interested in)"),
    ("click here", " (?:to read more|for more)"),
    ("lire|à lire|a lire|voir|à voir|écouter", " (?:aussi|également)"),
    ("lire la suite|lire plus|sur le même sujet|en savoir plus|articles liés|article lié", ""),
    ("lesen sie", " (?:auch|mehr|hier mehr)"),
    ("mehr", " (?:zum thema|lesen|dazu)"),
    ("auch lesen|weiterlesen|siehe auch|das könnte sie auch interessieren", ""),
    ("lea|lee|leer|ver|vea|mira", " (?:también|más)"),
    ("le puede|te puede", " interesar"),
    ("noticias relacionadas|más información", ""),
    ("اقرأ|إقرأ|أقرأ|اقرا|شاهد", " (?:[أا]يض[اًا]{1,2}|المزيد)"),
    ("المزيد|للمزيد|مواضيع ذات صلة|أخبار ذات صلة", ""),
    ("قد يعجبك", " أيض[اًا]{1,2}"),
)
# A headline: short, and not a sentence with its stop.
_HEADLINE = r"(?!.*[.!…:;]\s)[^\n]{3,140}(?<![.!…:;,”“\"»])"

_ADVERTISEMENT: tuple[_Notice, ...] = (
    (
        "advertisement|advertisements",
        r"(?:\s*[-–—:]?\s*(?:(?:story|article|content) continues below|continue reading(?: below)?))?",
    ),
    ("story|article", " continues (?:below|after)(?: (?:this |the )?(?:ad|advertisement))?"),
    (
        "continue reading below|scroll to continue|sponsored content|paid content|skip ad|skip advertisement",
        "",
    ),
    ("publicité|la suite après la publicité|la suite après cette publicité", ""),
    ("anzeige|werbung|weiterlesen nach der anzeige|weiterlesen nach der werbung", ""),
    ("publicidad|continúa leyendo después de la publicidad|إعلان|إعلانات", ""),
)


def _any_of(notices: Iterable[_Notice], end: str = r"[\s:.!…]*") -> re.Pattern[str]:
    """Not without regard to case, which is slow, but for lines that were made lower."""
    ways = "|".join(f"(?:{first}){rest}" for first, rest in notices)
    return re.compile(f"(?:{ways}){end}".replace(" ", r"\s+"))


_SHORT_NOTICES = (
    (ADVERTISEMENT, _any_of(_ADVERTISEMENT)),
    (SHARE, _any_of((*_SHARE, *_SHARE_BAR))),
    (NEWSLETTER, _any_of(_NEWSLETTER)),
    (READ_MORE, _any_of(_READ_MORE, rf"(?:\s*[:：]\s*(?:{_HEADLINE})?|[\s.…]*)")),
)
_FIRST_WORD = re.compile(r"\w+")
_FIRST_WORDS = frozenset(
    _FIRST_WORD.findall(beginning)[0]
    for first, _ in (*_ADVERTISEMENT, *_SHARE, *_SHARE_BAR, *_NEWSLETTER, *_READ_MORE)
    for beginning in first.split("|")
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
    bare = line.lower().strip(_AROUND).removeprefix("please ")
    word = _FIRST_WORD.match(bare)
    if word is None or word[0] not in _FIRST_WORDS:
        return None
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
