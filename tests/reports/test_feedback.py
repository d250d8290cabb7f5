"""What an annotator is told of the decisions on their answers, and what they are not told."""

import pytest

from annotator.domain.annotation import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    Span,
    Status,
)
from annotator.domain.ruling import ErrorCategory, Outcome, RuledAnswer, Ruling
from annotator.domain.scheme import About, Task, TaskLabel
from annotator.reports.feedback import Fate, Reader, Telling, ToldArticle, reader_among, told
from annotator.reports.feedback_page import FeedbackAbout, feedback_html
from annotator.reports.said import Said
from tests.builders import ANNA, SCHEME, TEXT, annotation, article, mention, stance
from tests.reports.pages import assert_stands_by_itself, parsed, texts, words
from tests.reports.tables import HOSTILE

GOLD = Annotator(name="gold", kind=AnnotatorKind.ADJUDICATED)
READER = reader_among("Anna", ["Anna", "Ben", "Cem"], ["Rita"])
ABOUT = FeedbackAbout("trial", "4", "2024-05-17T09:30:00.000+00:00", "Stance Annotator 0.1.0")
_NARROW = RuledAnswer(annotators=("Anna",), said="PERSON 5-9", stands=False)
_WIDE = RuledAnswer(annotators=("Ben", "Cem"), said="PERSON 0-9", stands=True)


def _ruling(
    *answers: RuledAnswer,
    outcome: Outcome = Outcome.TAKEN,
    layer: str = "mentions",
    made: tuple[str, ...] = (),
    note: str | None = None,
    category: ErrorCategory | None = None,
    task: str | None = None,
    id_: str = "r1",
) -> Ruling:
    return Ruling.model_validate(
        {
            "id": id_,
            "layer": layer,
            "difference": "boundary",
            "task": task,
            "start": 0,
            "end": 9,
            "outcome": outcome,
            "answers": answers or (_WIDE, _NARROW),
            "made": made,
            "note": note,
            "category": category,
            "by": "Rita",
        }
    )


def _gold(*rulings: Ruling, mentions: tuple[Mention, ...] = (), status: Status = Status.DONE) -> Annotation:
    made = annotation(GOLD, "a1", *mentions, status=status)
    return made.model_copy(update={"rulings": {one.id: one for one in rulings}})


def _told(gold: Annotation, own: Annotation | None = None, reader: Reader = READER) -> ToldArticle:
    found = told(reader, article(title="The dam"), own, gold, SCHEME)
    assert found is not None
    return found


def _telling(gold: Annotation, own: Annotation | None = None) -> Telling:
    (one,) = _told(gold, own).tellings
    return one


def test_a_changed_answer_is_told_with_what_stands_where_and_why() -> None:
    ruling = _ruling(
        made=("m1",), note="Names are marked whole.", category=ErrorCategory.GUIDELINES_NOT_FOLLOWED
    )
    one = _telling(_gold(ruling, mentions=(mention("m1", 0, 9),)))
    assert one.fate is Fate.CHANGED
    assert one.you == Said("PERSON", ("Toll",))
    assert one.stands == (Said("PERSON", ("Mira Toll",)),)
    assert (one.quote.before, one.quote.marked) == ("", "Mira Toll")
    assert one.note == "Names are marked whole."
    assert one.category == "the guidelines say otherwise"


@pytest.mark.parametrize(
    ("outcome", "own_stands", "said", "fate"),
    [
        (Outcome.TAKEN, True, "PERSON 5-9", Fate.FOLLOWED),
        (Outcome.TAKEN, False, "PERSON 5-9", Fate.CHANGED),
        (Outcome.AGREED, True, "PERSON 5-9", Fate.FOLLOWED),
        (Outcome.AGREED, False, "nothing", Fate.CHANGED),
        (Outcome.UNION, True, "PERSON 5-9", Fate.JOINED),
        (Outcome.NEITHER, False, "PERSON 5-9", Fate.CHANGED),
        (Outcome.NEITHER, False, "nothing", Fate.FOLLOWED),
        (Outcome.BOTH_VALID, True, "PERSON 5-9", Fate.AMBIGUOUS),
        (Outcome.BOTH_VALID, False, "PERSON 5-9", Fate.CHANGED),
        (Outcome.EDITED, False, "PERSON 5-9", Fate.CHANGED),
    ],
)
def test_what_became_of_an_answer_follows_from_the_ruling(
    outcome: Outcome, own_stands: bool, said: str, fate: Fate
) -> None:
    own = RuledAnswer(annotators=("Anna",), said=said, stands=own_stands)
    other = RuledAnswer(annotators=("Ben",), said="ORG 0-9", stands=not own_stands)
    one = _telling(_gold(_ruling(own, other, outcome=outcome, made=("m1",)), mentions=(mention("m1", 0, 9),)))
    assert one.fate is fate
    assert one.sentence.endswith(".")


@pytest.mark.parametrize("outcome", [Outcome.UNION, Outcome.EDITED])
def test_whoever_said_what_stands_in_the_end_was_followed(outcome: Outcome) -> None:
    wide = RuledAnswer(annotators=("Anna",), said="PERSON 0-9", stands=outcome is Outcome.UNION)
    ruling = _ruling(wide, outcome=outcome, made=("m1",))
    assert _telling(_gold(ruling, mentions=(mention("m1", 0, 9),))).fate is Fate.FOLLOWED


def test_neither_leaves_nothing_standing() -> None:
    assert _telling(_gold(_ruling(outcome=Outcome.NEITHER))).stands == (Said("nothing"),)


def test_of_an_ambiguity_everything_valid_is_told_also_that_nothing_is() -> None:
    answers = (
        RuledAnswer(annotators=("Ben",), said="PERSON 0-9", stands=True),
        RuledAnswer(annotators=("Anna",), said="nothing", stands=True),
    )
    gold = _gold(_ruling(*answers, outcome=Outcome.BOTH_VALID, made=("m1",)), mentions=(mention("m1", 0, 9),))
    one = _telling(gold)
    assert (one.fate, one.stands) == (Fate.AMBIGUOUS, (Said("PERSON", ("Mira Toll",)), Said("nothing")))


def test_what_was_taken_out_again_later_does_not_stand() -> None:
    assert _telling(_gold(_ruling(made=("m9",)))).stands == (Said("nothing"),)


def test_a_stance_stands_as_a_sentence_with_its_evidence() -> None:
    start = TEXT.index("Toll’s party")
    judgement = stance("j1", "e1").model_copy(update={"evidence": (Span(start=start, end=start + 12),)})
    ruling = _ruling(
        RuledAnswer(annotators=("Anna",), said="Toll favor the dam", stands=False),
        layer="judgements",
        made=("j1",),
        task="stance",
    )
    gold = _gold(ruling).model_copy(
        update={
            "judgements": {"j1": judgement},
            "entities": {"e1": Entity(id="e1", name="Mira Toll", label="PERSON")},
        }
    )
    one = _telling(gold)
    assert one.you == Said("Toll favor the dam")
    assert one.stands == (Said("Mira Toll against the dam", ("Toll’s party",)),)
    assert one.place == "Judgements: stance"


_TITLED = SCHEME.model_copy(
    update={
        "tasks": (
            Task(
                name="stance",
                labels=(
                    TaskLabel(name="favor", title="In favour", verb="is in favour of"),
                    TaskLabel(name="against", title="Against"),
                ),
            ),
            Task(name="salience", about=About.ENTITY, labels=(TaskLabel(name="main", title="Main figure"),)),
        )
    }
)


@pytest.mark.parametrize(
    ("task", "said", "read"),
    [
        ("stance", "Toll favor the dam", "Toll is in favour of the dam"),
        ("stance", "Toll against the dam", "Toll · against · the dam"),
        ("stance", "favoritism against the dam", "favoritism · against · the dam"),
        ("stance", "Men against against the dam", "Men against against the dam"),
        ("salience", "Toll: main", "Toll: Main figure"),
        ("salience", "main", "Main figure"),
        ("salience", "nothing", "nothing"),
        ("gone", "Toll: main", "Toll: main"),
    ],
)
def test_labels_are_told_by_what_they_are_called_to_people(task: str, said: str, read: str) -> None:
    answer = RuledAnswer(annotators=("Anna",), said=said, stands=False)
    gold = _gold(_ruling(answer, layer="judgements", task=task))
    found = told(READER, article(title="The dam"), None, gold, _TITLED)
    assert found is not None
    assert found.tellings[0].you == Said(read)


def test_what_stands_now_is_told_by_the_verb_of_its_label() -> None:
    judgement = stance("j1", "e1").model_copy(update={"label": "favor"})
    answer = RuledAnswer(annotators=("Anna",), said="nothing", stands=False)
    gold = _gold(_ruling(answer, layer="judgements", made=("j1",), task="stance")).model_copy(
        update={
            "judgements": {"j1": judgement},
            "entities": {"e1": Entity(id="e1", name="Mira Toll", label="PERSON")},
        }
    )
    found = told(READER, article(title="The dam"), None, gold, _TITLED)
    assert found is not None
    assert found.tellings[0].stands == (Said("Mira Toll is in favour of the dam"),)


def test_an_answer_without_a_label_and_holders_without_names_can_be_read() -> None:
    judgement = Judgement(id="j1", task="stance", holder=Ref(kind=RefKind.AUTHOR), target=None)
    answer = RuledAnswer(annotators=("Anna",), said="x", stands=False)
    gold = _gold(_ruling(answer, layer="judgements", made=("j1",), task="gone"))
    one = _telling(gold.model_copy(update={"judgements": {"j1": judgement}}))
    assert one.stands == (Said("the author undecided"),)
    assert one.place == "Judgements: gone"


def test_an_answer_about_an_entity_stands_with_its_name() -> None:
    judgement = Judgement(
        id="j1", task="salience", target=Ref(kind=RefKind.ENTITY, id="e1", name="Toll"), label="main"
    )
    answer = RuledAnswer(annotators=("Anna",), said="Toll: other", stands=False)
    gold = _gold(_ruling(answer, layer="judgements", made=("j1",), task="salience"))
    one = _telling(gold.model_copy(update={"judgements": {"j1": judgement}}))
    assert one.stands == (Said("Toll: main"),)


def test_entities_stand_with_the_ways_they_are_mentioned() -> None:
    answer = RuledAnswer(
        annotators=("Anna",), said="2 entities: Mira Toll (1 mention), Toll (1 mention)", stands=False
    )
    mentions = (mention("m1", 0, 9, entity="e1"), mention("m2", 36, 40, entity="e1"))
    one = _telling(_gold(_ruling(answer, layer="entities", made=("e1",)), mentions=mentions))
    assert one.stands == (Said("one entity: e1", ("Mira Toll", "Toll")),)


def test_offsets_that_are_not_in_the_text_stay_words() -> None:
    answer = RuledAnswer(annotators=("Anna",), said="PERSON 5-90000", stands=False)
    assert _telling(_gold(_ruling(answer))).you == Said("PERSON 5-90000")


def test_a_mention_in_pieces_is_quoted_in_pieces() -> None:
    answer = RuledAnswer(annotators=("Anna",), said="PERSON 0-4 and 19-24", stands=False)
    assert _telling(_gold(_ruling(answer))).you == Said("PERSON", ("Mira", "Varon"))


def test_an_answer_that_was_changed_since_is_said_to_be() -> None:
    gold = _gold(_ruling())
    assert not _telling(gold, annotation(ANNA, "a1", mention("m1", 5, 9))).has_changed_since
    assert _telling(gold, annotation(ANNA, "a1", mention("m1", 0, 9))).has_changed_since
    assert _telling(gold, annotation(ANNA)).has_changed_since


def test_of_decisions_without_the_annotator_nothing_is_told() -> None:
    gold = _gold(_ruling(_WIDE))
    assert told(READER, article(), None, gold, SCHEME) is None
    assert told(READER, article(), None, _gold(), SCHEME) is None


def test_decisions_come_in_the_order_of_the_text() -> None:
    late = _ruling(id_="a").model_copy(update={"start": 30, "end": 40})
    assert [one.quote.marked for one in _told(_gold(late, _ruling(id_="b"))).tellings] == [
        "Mira Toll",
        TEXT[30:40],
    ]


def test_the_version_of_the_guidelines_is_the_one_that_was_decided_by() -> None:
    gold = _gold(_ruling())
    assert _told(gold).guidelines == SCHEME.guidelines_version
    noted = gold.model_copy(update={"progress": Progress(status=Status.DONE, guidelines_version="7")})
    assert _told(noted).guidelines == "7"


def test_an_unfinished_review_is_said_to_be() -> None:
    page = parsed(feedback_html("Anna", [_told(_gold(_ruling(), status=Status.IN_PROGRESS))], ABOUT))
    assert "not finished" in words(page)


# The page


def test_nobody_else_is_named_whatever_the_note_says() -> None:
    ruling = _ruling(note="Ben and cem saw it, Anna did not; BEN’s reading is right. Rita")
    html = feedback_html("Anna", [_told(_gold(ruling))], ABOUT)
    page = parsed(html)
    for name in ("Ben", "Cem", "Rita", "gold"):
        assert name.casefold() not in html.casefold().replace("</b>", "").split()
        assert name.casefold() not in words(page).casefold().replace("’", " ").split()
    assert "another annotator and another annotator saw it, Anna did not" in words(page)
    assert texts(page, "//h1/following-sibling::p//bdi") == ["Anna"]


def test_a_reviewer_who_is_told_of_their_own_decisions_is_not_hidden_from_themselves() -> None:
    reader = reader_among("Rita", ["Rita", "Ben"], ["Rita"])
    assert "Rita" not in reader.hidden


def test_the_page_counts_fates_and_reasons() -> None:
    slip = ErrorCategory.SLIP
    followed = _ruling(
        RuledAnswer(annotators=("Anna",), said="PERSON 5-9", stands=True), id_="r4", category=slip
    )
    rulings = (
        _ruling(category=slip),
        _ruling(id_="r2", category=slip),
        _ruling(id_="r3"),
        followed,
    )
    page = parsed(feedback_html("Anna", [_told(_gold(*rulings))], ABOUT))
    assert texts(page, "//ul[@class='cards']//b") == ["1", "3", "0"]
    assert [texts(row, "./*") for row in page.xpath("//tbody/tr")] == [
        ["A slip", "2"],
        ["No reason was given", "1"],
    ]
    assert len(page.xpath("//article")) == 3
    assert len(page.xpath("//ul[@class='followed']/li")) == 1


def test_what_was_said_and_what_stands_are_told_side_by_side() -> None:
    gold = _gold(_ruling(made=("m1",)), mentions=(mention("m1", 0, 9),))
    page = parsed(feedback_html("Anna", [_told(gold)], ABOUT))
    (one,) = page.xpath("//article")
    facts = dict(zip(texts(one, ".//dt"), texts(one, ".//dd"), strict=True))
    assert facts["you said"] == "PERSON Toll"
    assert facts["what stands now"] == "PERSON Mira Toll"
    assert facts["since then"] == "you have changed your answer"
    assert texts(one, ".//mark") == ["Mira Toll"]


def test_without_decisions_the_page_says_so() -> None:
    page = parsed(feedback_html("Anna", [], ABOUT))
    assert "Nothing that you said has been decided on yet." in words(page)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_and_notes_stay_text(name: str) -> None:
    gold = _gold(_ruling(RuledAnswer(annotators=(name,), said=name, stands=False), note=name))
    reader = reader_among(name, [name, "Ben"], [])
    plain = _gold(_ruling(RuledAnswer(annotators=("Anna",), said="x", stands=False), note="x"))
    html = feedback_html(name, [_told(gold, reader=reader)], ABOUT)
    assert_stands_by_itself(html)
    tags = [one.tag for one in parsed(html).xpath("//*")]
    assert tags == [one.tag for one in parsed(feedback_html("Anna", [_told(plain)], ABOUT)).xpath("//*")]
