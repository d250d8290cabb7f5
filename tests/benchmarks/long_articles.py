"""Articles of any length with as many mentions as asked for, the same ones each time."""

import random
from dataclasses import dataclass

from annotator.domain.annotation import Annotation, Decision, Entity, Mention, MentionOrigin
from annotator.domain.article import Article
from tests.builders import ANNA, SCHEME

NAMES = ("Varon", "Mira Toll", "Ostria", "the Harbour Authority", "Kest", "Ilen Marr", "Lower Dale")
FILLING = (
    "the of and to in a that for on with as was at by from after said which their would not has had were "
    "been over about people government war talks peace region minister week month border water agreement"
)
WORDS = FILLING.split()
WORDS_A_PARAGRAPH = 65


@dataclass(frozen=True)
class MarkedArticle:
    article: Article
    annotation: Annotation


def marked_article(words: int, mentions: int, number: int = 0) -> MarkedArticle:
    """An article of so many words with so many mentions, evenly spread; each number gives another one."""
    chance = random.Random(number)
    text, found = "", list[Mention]()
    for index in range(words):
        if index:
            text += "\n\n" if index % WORDS_A_PARAGRAPH == 0 else " "
        if index * mentions // words < (index + 1) * mentions // words:
            name = chance.choice(NAMES)
            found.append(_mention(len(found) + 1, len(text), name, chance.choice(SCHEME.entity_labels).name))
            text += name
        else:
            text += chance.choice(WORDS)
    article = Article(id=f"a{words}-{number}", text=text)
    return MarkedArticle(article, _annotation(article, found))


def _mention(number: int, start: int, name: str, label: str) -> Mention:
    return Mention(
        id=f"m{number}",
        start=start,
        end=start + len(name),
        label=label,
        entity=f"e{NAMES.index(name) + 1}",
        origin=MentionOrigin.MODEL,
        decision=Decision.UNTOUCHED if number % 3 else Decision.ACCEPTED,
    )


def _annotation(article: Article, mentions: list[Mention]) -> Annotation:
    names = [Entity(id=f"e{n}", name=name, label="GPE") for n, name in enumerate(NAMES, start=1)]
    return Annotation(
        article_id=article.id,
        annotator=ANNA,
        scheme=SCHEME.id,
        mentions={mention.id: mention for mention in mentions},
        entities={entity.id: entity for entity in names},
    )
