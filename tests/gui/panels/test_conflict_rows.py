"""The list of conflicts says in words of the scheme what is in question, and which conflicts it holds."""

from dataclasses import replace

from annotator.agreement.conflict import Difference
from annotator.agreement.conflict_row import row_of
from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Layer
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel
from annotator.gui.panels.conflict_rows import narrowed_words, small_print, spoken
from tests.workbench.reviews import CONFLICTS

SCHEME = Scheme(
    name="news",
    version="1",
    entity_labels=(EntityLabel(name="ORG"), EntityLabel(name="PERSON")),
    tasks=(
        Task(
            name="article_tone",
            title="Tone of the article",
            about=About.ARTICLE,
            labels=(
                TaskLabel(name="alarming", title="Alarming"),
                TaskLabel(name="matter_of_fact", title="Matter of fact"),
            ),
        ),
    ),
)


OF_MENTION = replace(
    row_of(CONFLICTS[0], number=1, updated="", impact=0.0),
    title="Dam opens",
    quote="Varon",
    label="ORG",
    difference=Difference.LABEL,
)
OF_TASK = replace(OF_MENTION, layer=Layer.JUDGEMENTS, task="article_tone")


def test_a_row_says_the_title_of_the_task_and_the_article() -> None:
    assert small_print(OF_TASK, SCHEME) == "which label · Tone of the article · Dam opens"
    assert small_print(OF_MENTION, SCHEME) == "which label · ORG · Dam opens"


def test_what_is_said_of_a_whole_article_names_the_article_once() -> None:
    assert spoken(replace(OF_TASK, quote=""), SCHEME) == "Dam opens, open, which label · Tone of the article"


def test_a_list_that_holds_not_all_says_what_it_holds() -> None:
    of_task = ConflictFilter(
        Layer.JUDGEMENTS, "article_tone", "alarming", "matter_of_fact", annotators=("Anna", "Ben")
    )
    assert narrowed_words(of_task, SCHEME) == (
        "Tone of the article, Alarming or Matter of fact, between Anna and Ben"
    )
    of_mentions = ConflictFilter(
        Layer.MENTIONS,
        label="ORG",
        annotators=("Anna",),
        since="2024-05-01",
        differences=frozenset({Difference.MISSING, Difference.BOUNDARY}),
    )
    assert narrowed_words(of_mentions, SCHEME) == (
        "Mentions, where it begins or ends or marked or not, ORG, Anna and others, worked on since 2024-05-01"
    )
