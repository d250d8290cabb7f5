"""What trainers of token and span classifiers get: rows as they read them, and all that is left out named."""

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Mention, RejectedProposal, Status
from annotator.domain.article import Article, Segment, SegmentKind
from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.formats.article_tokens import tokens_of
from annotator.formats.gliner import GLINER_WRITER
from annotator.formats.hf_tokens import HF_TOKENS_WRITER
from annotator.formats.spans import SPANS_WRITER
from annotator.formats.writer import FileWriter, Tagging, WriteOptions
from tests.builders import ANNA, BEN, SCHEME, annotation, mention
from tests.domain.generated import articles, records
from tests.formats.tools.aids import annotated, said, written

TEXT = "Mira Toll left Varon-Nord.\n\nShe met U.S. envoys 🌊 in Varon."
ARTICLE = Article(
    id="a1",
    text=TEXT,
    segments=(
        Segment(kind=SegmentKind.PARAGRAPH, start=0, end=26),
        Segment(kind=SegmentKind.PARAGRAPH, start=28, end=len(TEXT)),
    ),
)
TOLL = mention("m1", 0, 9)
VARON = mention("m2", TEXT.rindex("Varon"), TEXT.rindex("Varon") + 5, "GPE")
WRITERS = [HF_TOKENS_WRITER, GLINER_WRITER, SPANS_WRITER]


def done(*mentions: Mention) -> Annotation:
    return annotation(ANNA, "a1", *mentions, status=Status.DONE)


def rows(
    writer: FileWriter, *annotations: Annotation, tagging: Tagging = Tagging.BIO, article: Article = ARTICLE
) -> tuple[list[dict[str, object]], list[Loss]]:
    content, losses = written(
        writer, said(annotated(article, *annotations)), WriteOptions(SCHEME, tagging=tagging)
    )
    return [orjson.loads(line) for line in content.splitlines()], losses


def whats(losses: list[Loss]) -> list[str]:
    """What was lost beside who marked what, which no such row can say."""
    return [loss.what for loss in losses if not loss.what.startswith("who marked")]


def test_a_paragraph_is_a_row_of_tokens_with_a_tag_each() -> None:
    found, losses = rows(HF_TOKENS_WRITER, done(TOLL, VARON))
    assert found == [
        {
            "id": "a1-0",
            "tokens": ["Mira", "Toll", "left", "Varon", "-", "Nord", "."],
            "ner_tags": ["B-PERSON", "I-PERSON", "O", "O", "O", "O", "O"],
            "spaces": [True, True, True, False, False, False, False],
            "starts": [0, 5, 10, 15, 20, 21, 25],
        },
        {
            "id": "a1-1",
            "tokens": ["She", "met", "U", ".", "S", ".", "envoys", "🌊", "in", "Varon", "."],
            "ner_tags": [*["O"] * 9, "B-GPE", "O"],
            "spaces": [True, True, False, False, False, True, True, True, True, False, False],
            "starts": [28, 32, 36, 37, 38, 39, 41, 48, 50, 53, 58],
        },
    ]
    assert whats(losses) == []


def test_tags_can_also_say_where_mentions_end() -> None:
    found, _ = rows(HF_TOKENS_WRITER, done(TOLL, VARON), tagging=Tagging.BIOES)
    assert [row["ner_tags"] for row in found] == [
        ["B-PERSON", "E-PERSON", "O", "O", "O", "O", "O"],
        [*["O"] * 9, "S-GPE", "O"],
    ]


def test_gliner_gets_tokens_and_the_last_token_of_a_mention_is_inside() -> None:
    nested = mention("m3", 0, 4, "GPE")
    found, losses = rows(GLINER_WRITER, done(TOLL, VARON, nested))
    assert found == [
        {
            "tokenized_text": ["Mira", "Toll", "left", "Varon", "-", "Nord", "."],
            "ner": [[0, 1, "PERSON"], [0, 0, "GPE"]],
        },
        {
            "tokenized_text": ["She", "met", "U", ".", "S", ".", "envoys", "🌊", "in", "Varon", "."],
            "ner": [[9, 9, "GPE"]],
        },
    ]
    assert whats(losses) == []


def test_a_span_is_a_row_in_which_offsets_count_from_its_paragraph() -> None:
    found, losses = rows(SPANS_WRITER, done(TOLL, VARON))
    assert found == [
        {
            "text": "Mira Toll left Varon-Nord.",
            "start": 0,
            "end": 9,
            "span": "Mira Toll",
            "label": "PERSON",
            "doc_id": "a1",
        },
        {
            "text": "She met U.S. envoys 🌊 in Varon.",
            "start": 25,
            "end": 30,
            "span": "Varon",
            "label": "GPE",
            "doc_id": "a1",
        },
    ]
    assert whats(losses) == []


def rejecting(*spans: tuple[int, int, str]) -> Annotation:
    rejected = {
        f"r{number}": RejectedProposal(id=f"r{number}", start=start, end=end, label=label)
        for number, (start, end, label) in enumerate(spans)
    }
    return done(TOLL).model_copy(update={"rejected": rejected})


def test_a_rejected_proposal_is_a_negative_once_whatever_labels_were_rejected() -> None:
    found, losses = rows(SPANS_WRITER, rejecting((28, 31, "PERSON"), (28, 31, "ORG")))
    assert [(row["span"], row["label"]) for row in found] == [("Mira Toll", "PERSON"), ("She", "O")]
    assert whats(losses) == []


def test_what_is_a_mention_is_no_negative_though_another_label_was_rejected() -> None:
    found, losses = rows(SPANS_WRITER, rejecting((0, 9, "ORG")))
    assert [(row["span"], row["label"]) for row in found] == [("Mira Toll", "PERSON")]
    assert whats(losses) == ["the rejected proposal “Mira Toll” (ORG)"]


def test_tags_leave_out_what_nests_overlaps_has_gaps_or_cuts_tokens_and_name_it() -> None:
    nested = mention("m3", 0, 4, "GPE")
    overlapping = mention("m4", 5, 14, "ORG")
    cutting = mention("m5", 11, 14, "ORG")
    gap = Mention(id="m6", start=28, end=40, label="ORG", fragments=((28, 31), (36, 40)))
    found, losses = rows(HF_TOKENS_WRITER, done(TOLL, nested, overlapping, cutting, gap))
    assert found[0]["ner_tags"] == ["B-PERSON", "I-PERSON", *["O"] * 5]
    assert {(loss.what, loss.why) for loss in losses if not loss.what.startswith("who")} == {
        ("the mention “Mira” (GPE)", "it is inside of another mention or overlaps one"),
        ("the mention “Toll left” (ORG)", "it is inside of another mention or overlaps one"),
        ("the mention “eft” (ORG)", "its edges are not the edges of tokens"),
        ("the mention “She met U.S.” (ORG)", "it is in several pieces"),
    }


@pytest.mark.parametrize("writer", WRITERS)
def test_no_row_ends_inside_of_a_mention(writer: FileWriter) -> None:
    across = mention("m3", 21, 31, "ORG")
    found, losses = rows(writer, done(across))
    assert len(found) == 1
    assert whats(losses) == []


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("status", [Status.IN_PROGRESS, Status.SKIPPED, Status.NOT_STARTED])
def test_work_that_is_not_done_gives_no_rows_and_is_named(writer: FileWriter, status: Status) -> None:
    found, losses = rows(writer, annotation(ANNA, "a1", TOLL, status=status))
    assert not found
    assert whats(losses) == ["the annotation of Anna"]


@pytest.mark.parametrize("writer", WRITERS)
def test_an_article_nobody_annotated_gives_no_rows_and_is_named(writer: FileWriter) -> None:
    found, losses = rows(writer)
    assert not found
    assert whats(losses) == ["the article"]


def test_rows_of_several_annotators_are_told_apart_where_rows_have_ids() -> None:
    found, losses = rows(HF_TOKENS_WRITER, done(TOLL), annotation(BEN, "a1", status=Status.DONE))
    assert [row["id"] for row in found] == ["a1/Anna-0", "a1/Anna-1", "a1/Ben-0", "a1/Ben-1"]
    assert whats(losses) == []
    _, losses = rows(GLINER_WRITER, done(TOLL), annotation(BEN, "a1", status=Status.DONE))
    assert whats(losses) == ["the annotator’s name Anna", "the annotator’s name Ben"]


def test_mentions_labelled_as_negatives_are_not_written_as_negatives() -> None:
    found, losses = rows(SPANS_WRITER, done(mention("m1", 0, 9, "O")))
    assert not found
    assert whats(losses) == ["the mention “Mira Toll” (O)"]


_FEW = settings(max_examples=40, deadline=None)


@st.composite
def done_articles(draw: st.DrawFn) -> tuple[Article, Annotation]:
    article = draw(articles())
    value = draw(records(article)).annotation
    finished = value.progress.model_copy(update={"status": Status.DONE})
    return article, value.model_copy(update={"progress": finished})


@_FEW
@given(done_articles())
def test_tokens_stand_in_the_text_where_rows_say_and_no_mention_is_lost_unnamed(
    made: tuple[Article, Annotation],
) -> None:
    article, value = made
    found, losses = rows(HF_TOKENS_WRITER, value, article=article)
    starts: list[int] = []
    tagged = 0
    for row in found:
        tokens, begins, tags = row["tokens"], row["starts"], row["ner_tags"]
        assert isinstance(tokens, list)
        assert isinstance(begins, list)
        assert isinstance(tags, list)
        assert len(tokens) == len(tags) == len(begins)
        assert all(article.text.startswith(token, at) for token, at in zip(tokens, begins, strict=True))
        starts += begins
        tagged += sum(tag.startswith("B-") for tag in tags)
    assert starts == [start for start, _ in tokens_of(StoredArticle.of(article))]
    lost = sum(loss.what.startswith("the mention") for loss in losses)
    assert tagged + lost == len(value.mentions)


@_FEW
@given(done_articles())
def test_every_mention_is_a_row_of_spans_or_named(made: tuple[Article, Annotation]) -> None:
    article, value = made
    found, losses = rows(SPANS_WRITER, value, article=article)
    for row in found:
        text, start, end = row["text"], row["start"], row["end"]
        assert isinstance(text, str)
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[start:end] == row["span"]
        assert text in article.text
    lost = sum(loss.what.startswith("the mention") for loss in losses)
    assert sum(row["label"] != "O" for row in found) + lost == len(value.mentions)


@_FEW
@given(done_articles())
def test_the_same_annotation_gives_the_same_bytes(made: tuple[Article, Annotation]) -> None:
    article, value = made
    shuffled = value.model_copy(update={"mentions": dict(reversed(list(value.mentions.items())))})
    for writer in WRITERS:
        assert rows(writer, value, article=article)[0] == rows(writer, shuffled, article=article)[0]
