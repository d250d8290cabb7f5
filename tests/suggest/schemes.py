"""The scheme that tests of pre-highlighting use: the labels of OntoNotes."""

from annotator.domain.article import Article
from annotator.domain.scheme import EntityLabel, Scheme

ONTONOTES = Scheme(
    name="ontonotes",
    version="1",
    entity_labels=tuple(
        EntityLabel(name=name)
        for name in (
            *(
                "PERSON",
                "ORG",
                "GPE",
                "LOC",
                "NORP",
                "FAC",
                "EVENT",
                "LAW",
                "PRODUCT",
                "WORK_OF_ART",
                "LANGUAGE",
            ),
            *("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"),
        )
    ),
)


def article(text: str, language: str | None = "en", id_: str = "a1") -> Article:
    return Article(id=id_, text=text, language=language)
