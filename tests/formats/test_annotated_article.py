"""What another tool says becomes an article with annotations: proven, moved with the text, or refused."""

from annotator.domain.annotation import Annotator, AnnotatorKind, Ref, RefKind, Status
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.records import AnnotatedArticle
from annotator.formats.annotated_article import FileCountings, article_with_annotations
from annotator.formats.counting import UTF16
from annotator.formats.found_annotations import (
    FoundAnnotation,
    FoundArticle,
    FoundEntity,
    FoundJudgement,
    FoundMention,
    FoundSpan,
    lost,
)
from annotator.formats.read_options import ReadOptions

TEXT = "😀 Mira Toll left Baku.\r\nVaron stayed in Baku."


def mention(id_: str, start: int, quote: str, label: str = "PER", entity: str | None = None) -> FoundMention:
    return FoundMention(id_, FoundSpan(((start, start + len(quote)),), quote), label, entity)


def article(*annotations: FoundAnnotation, text: str = TEXT, losses: tuple[Loss, ...] = ()) -> FoundArticle:
    return FoundArticle("a.jsonl", "line 1", text, annotations, UTF16, losses=losses)


def read(
    found: FoundArticle, countings: FileCountings | None = None
) -> list[AnnotatedArticle | BadInput | Loss]:
    return list(article_with_annotations(found, ReadOptions(), countings or FileCountings()))


def made(found: FoundArticle) -> AnnotatedArticle:
    (one,) = read(found)
    assert isinstance(one, AnnotatedArticle)
    return one


def refusal(found: FoundArticle) -> str:
    (one,) = read(found)
    assert isinstance(one, BadInput)
    assert (one.file, one.where) == ("a.jsonl", "line 1")
    return one.reason


def test_offsets_follow_the_text_whose_line_ends_are_made_one_character() -> None:
    one = made(article(FoundAnnotation(mentions=(mention("T1", 3, "Mira Toll"), mention("T2", 25, "Varon")))))
    quotes = [m.quote(one.article.text) for m in one.records[0].annotation.ordered_mentions]
    assert quotes == ["Mira Toll", "Varon"]
    assert "\r" not in one.article.text
    assert one.article.origin is not None
    assert one.article.origin.rebuild(TEXT) == one.article.text


def test_each_annotator_has_an_annotation_of_their_own_and_empty_is_not_skipped() -> None:
    anna = FoundAnnotation("anna", mentions=(mention("T1", 3, "Mira Toll"),))
    ben = FoundAnnotation("ben")
    cleo = FoundAnnotation("cleo", status=Status.SKIPPED)
    model = FoundAnnotation("m1", AnnotatorKind.MODEL)
    records = made(article(anna, ben, cleo, model)).records
    assert [(r.annotation.annotator.name, r.annotation.progress.status) for r in records] == [
        ("anna", Status.DONE),
        ("ben", Status.DONE),
        ("cleo", Status.SKIPPED),
        ("m1", Status.DONE),
    ]
    assert records[3].annotation.annotator == Annotator(name="m1", kind=AnnotatorKind.MODEL)


def test_an_article_nobody_annotated_has_no_annotation() -> None:
    assert made(article()).records == ()


def test_an_entity_that_is_only_named_by_its_mentions_takes_their_words() -> None:
    annotation = (
        made(article(FoundAnnotation(mentions=(mention("T1", 18, "Baku", "GPE", "e1"),))))
        .records[0]
        .annotation
    )
    assert (annotation.entities["e1"].name, annotation.entities["e1"].label) == ("Baku", "GPE")


def test_references_get_the_names_of_what_they_point_at_and_stretches_become_segments() -> None:
    holder, target = Ref(kind=RefKind.MENTION, id="T1"), Ref(kind=RefKind.ENTITY, id="e1")
    stance = FoundJudgement(
        "R1",
        "stance",
        "against",
        holder,
        target,
        anchor=FoundSpan(((25, 46),)),
        evidence=(FoundSpan(((13, 17),), "left"),),
    )
    one = made(
        article(
            FoundAnnotation(
                mentions=(mention("T1", 3, "Mira Toll"),),
                entities=(FoundEntity("e1", "Baku", "GPE"),),
                judgements=(stance,),
            )
        )
    )
    judgement = one.records[0].annotation.judgements["R1"]
    assert (judgement.holder, judgement.target) == (
        holder.model_copy(update={"name": "Mira Toll"}),
        target.model_copy(update={"name": "Baku"}),
    )
    assert judgement.anchor is not None
    assert judgement.anchor.id is not None
    start, end = map(int, judgement.anchor.id.split("-"))
    assert one.article.text[start:end] == "Varon stayed in Baku."
    assert [one.article.text[s.start : s.end] for s in judgement.evidence] == ["left"]


def test_pieces_that_touch_become_one_and_others_stay_apart() -> None:
    parted = FoundMention("T1", FoundSpan(((3, 7), (13, 17)), "Mira left"), "X")
    joined = FoundMention("T2", FoundSpan(((3, 7), (7, 12))), "X")
    mentions = made(article(FoundAnnotation(mentions=(parted, joined)))).records[0].annotation.mentions
    assert (mentions["T1"].fragments, mentions["T2"].fragments) == (((2, 6), (12, 16)), ())


def test_a_wrong_quote_refuses_the_record_with_the_reason() -> None:
    reason = refusal(article(FoundAnnotation(mentions=(mention("T1", 4, "Mira Toll"),))))
    assert reason.startswith("“Mira Toll” is said to stand at 4-13, where the text has “ira Toll”")


def test_a_reference_that_leads_nowhere_refuses_the_record() -> None:
    stance = FoundJudgement("R1", "stance", "against", target=Ref(kind=RefKind.MENTION, id="T9"))
    assert refusal(article(FoundAnnotation(judgements=(stance,)))) == (
        "It points at the mention “T9”, which is not there."
    )


def test_two_things_of_one_id_refuse_the_record() -> None:
    twice = (mention("T1", 3, "Mira"), mention("T1", 18, "Baku"))
    assert refusal(article(FoundAnnotation(mentions=twice))) == "Two of its mentions have the id “T1”."


def test_a_mention_of_no_text_is_a_loss_and_the_rest_comes_in() -> None:
    empty = FoundMention("T2", FoundSpan(((5, 5),)), "LOC")
    one, loss = read(article(FoundAnnotation(mentions=(mention("T1", 3, "Mira"), empty))))
    assert isinstance(one, AnnotatedArticle)
    assert list(one.records[0].annotation.mentions) == ["T1"]
    assert loss == Loss(one.article.id, "LOC at 5", "it marks no text")


def test_what_the_reader_could_not_hold_is_told_with_the_id_of_the_article() -> None:
    one, loss = read(article(losses=(lost("event E1", "there are no events"),)))
    assert isinstance(one, AnnotatedArticle)
    assert loss == Loss(one.article.id, "event E1", "there are no events")


def test_how_a_file_counts_is_told_once_with_the_number_of_records() -> None:
    countings = FileCountings()
    mentions = mention("T1", 2, "Mira"), mention("T2", 17, "Baku")
    for _ in range(2):
        read(article(FoundAnnotation(mentions=mentions)), countings)
    assert list(countings.sentences()) == [
        "Offsets count code points in 2 records: then every quote is what stands there. They were converted."
    ]


def test_a_broken_text_is_refused_like_any_other() -> None:
    assert refusal(article(text="\ud83d")) == "Character 1 of its text is broken: it is half of a character."
    assert refusal(article(text=" \n ")) == "Its text is empty."
