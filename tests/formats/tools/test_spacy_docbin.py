"""spaCy’s DocBin: entities and span groups come in whole, and go out as spaCy trains on them."""

import zlib
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from annotator.domain.annotation import Entity, Mention, Status
from annotator.domain.tokens import tokens
from annotator.formats.spacy_docbin import SPACY_WRITER
from tests.builders import ANNA, TEXT, annotation, article, mention
from tests.domain.generated import TEXTS
from tests.formats.tools.aids import annotated, found_in, quotes, said, written


@cache
def nlp() -> Language:
    return spacy.blank("en")


def packed(*docs: Doc) -> bytes:
    return DocBin(store_user_data=True, docs=docs).to_bytes()


def marked() -> Doc:
    doc = nlp()("😀 Mira Toll met Varon in Baku.")
    baku = doc.char_span(25, 29, "GPE", kb_id="Q9248")
    mira = doc.char_span(2, 11, "PER")
    meeting = doc.char_span(2, 21, "EVENT")
    assert baku is not None
    assert mira is not None
    assert meeting is not None
    doc.set_ents([mira, baku], default="outside")
    doc.spans["other"] = [meeting]
    return doc


def unpacked(content: bytes) -> list[Doc]:
    return list(DocBin().from_bytes(content).get_docs(nlp().vocab))


def test_entities_and_span_groups_come_in_by_content_and_not_by_suffix(tmp_path: Path) -> None:
    one = found_in(tmp_path / "train.bin", packed(marked()))
    assert one.notes == ["It was read as spacy."]
    assert quotes(one.one.article, one.annotation) == [
        ("Mira Toll met Varon", "EVENT"),
        ("Mira Toll", "PER"),
        ("Baku", "GPE"),
    ]
    assert [entity.kb_id for entity in one.annotation.entities.values()] == ["Q9248"]


def test_a_doc_without_entities_is_empty_and_one_that_was_never_marked_is_nobody_s(tmp_path: Path) -> None:
    empty, unseen = nlp()("Nobody left."), nlp()("Never seen.")
    empty.set_ents([], default="outside")
    found = found_in(tmp_path / "train.spacy", packed(empty, unseen))
    assert [len(one.records) for one in found.articles] == [1, 0]
    assert found.articles[0].records[0].annotation.progress.status is Status.DONE


def test_categories_are_an_answer_about_the_article(tmp_path: Path) -> None:
    doc = nlp()("Mira left.")
    doc.cats = {"SPORT": 0.0, "POLITICS": 1.0}
    (judgement,) = found_in(tmp_path / "a.spacy", packed(doc)).annotation.judgements.values()
    assert (judgement.task, judgement.label) == ("category", "POLITICS")


def test_tags_and_parses_are_losses(tmp_path: Path) -> None:
    doc = Doc(nlp().vocab, words=["Mira", "left"], tags=["NNP", "VBD"], deps=["nsubj", "ROOT"], heads=[1, 1])
    found = found_in(tmp_path / "a.spacy", packed(doc))
    assert [loss.what for loss in found.losses] == ["part-of-speech tags", "the parse"]


@pytest.mark.parametrize(
    "content",
    [
        packed(marked())[:-9],
        zlib.compress(b"\x82\xa7version\xa30.1\xa5attrs\x91\x01"),
        zlib.compress(b"version attrs and nothing else"),
    ],
    ids=["cut off", "without tokens", "no msgpack"],
)
def test_a_damaged_file_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    assert found_in(tmp_path / "a.spacy", content).reason.startswith("It is no DocBin, or a damaged one")


def test_a_file_that_unpacks_without_end_is_refused_before_it_does(tmp_path: Path) -> None:
    bomb = zlib.compress(b"\x82\xa7version" + bytes(300 << 20))
    assert found_in(tmp_path / "a.spacy", bomb).reason == "It unpacks to more than 256 MB."


def test_mentions_go_into_the_span_group_and_apart_ones_into_entities() -> None:
    inner, outer = (Mention(id=f"m{e}", start=0, end=e, label="PERSON") for e in (5, 10))
    work = annotation(ANNA, "a1", inner, outer, status=Status.DONE)
    content, losses = written(SPACY_WRITER, said(annotated(article("Varon Toll left.", "a1"), work)))
    (doc,) = unpacked(content)
    assert [span.text for span in doc.spans["sc"]] == ["Varon Toll", "Varon"]
    assert [span.text for span in doc.ents] == ["Varon Toll"]
    assert [loss.what for loss in losses] == ["who marked 2 mentions first, and what became of proposals"]


def test_a_mention_that_cuts_a_token_is_a_loss_by_its_words() -> None:
    work = annotation(ANNA, "a1", Mention(id="m1", start=0, end=3, label="PERSON"), status=Status.DONE)
    content, losses = written(SPACY_WRITER, said(annotated(article("Varon left.", "a1"), work)))
    assert ("the mention “Var” (PERSON)", "it does not begin and end where tokens do") in [
        (loss.what, loss.why) for loss in losses
    ]
    assert not unpacked(content)[0].ents


def test_white_space_at_an_edge_stays_out_of_entities_which_could_not_be_trained() -> None:
    work = annotation(ANNA, "a1", Mention(id="m1", start=0, end=7, label="PERSON"), status=Status.DONE)
    content, _ = written(SPACY_WRITER, said(annotated(article("Varon\n\nleft.", "a1"), work)))
    (doc,) = unpacked(content)
    assert [span.text for span in doc.spans["sc"]] == ["Varon\n\n"]
    assert not doc.ents


def test_an_entity_that_is_not_called_as_its_first_mention_is_a_loss_by_its_name(tmp_path: Path) -> None:
    called, other = mention("m1", 0, 9, entity="e1"), mention("m2", 19, 24, "GPE", entity="e2")
    work = annotation(ANNA, "a1", called, other, status=Status.DONE)
    named = {
        "e1": Entity(id="e1", name="Mira Toll", label="PERSON"),
        "e2": Entity(id="e2", name="Republic of Varon", label="GPE"),
    }
    content, losses = written(
        SPACY_WRITER, said(annotated(article(TEXT, "a1"), work.model_copy(update={"entities": named})))
    )
    what = "how the entity Republic of Varon (GPE) is called"
    assert [loss.what for loss in losses if "entity" in loss.what] == [what]
    back = found_in(tmp_path / "again.spacy", content).annotation
    assert [one.name for one in back.entities.values()] == ["Mira Toll", "Varon"]


def test_an_entity_without_mentions_is_a_loss() -> None:
    work = annotation(ANNA, "a1", status=Status.DONE)
    named = {"e1": Entity(id="e1", name="Mira Toll", label="PERSON")}
    _, losses = written(
        SPACY_WRITER, said(annotated(article(TEXT, "a1"), work.model_copy(update={"entities": named})))
    )
    assert [(loss.what, loss.why) for loss in losses] == [
        ("the entity Mira Toll (PERSON)", "none of its mentions is there")
    ]


def test_an_article_that_nobody_annotated_is_a_loss_and_no_doc() -> None:
    work = annotation(ANNA, "a2", status=Status.DONE)
    rows = said(annotated(article("Varon left.", "a1")), annotated(article(TEXT, "a2"), work))
    content, losses = written(SPACY_WRITER, rows)
    assert [doc.text for doc in unpacked(content)] == [TEXT]
    assert [(loss.article, loss.what) for loss in losses] == [("a1", "the article")]


def test_who_annotated_comes_back_and_the_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    rows = said(annotated(article(TEXT, "a1"), annotation(ANNA, "a1", status=Status.DONE)))
    content, _ = written(SPACY_WRITER, rows)
    assert content == written(SPACY_WRITER, rows)[0]
    found = found_in(tmp_path / "again.spacy", content)
    assert found.annotation.annotator == ANNA


@settings(deadline=None, max_examples=40)
@given(text=TEXTS, data=st.data())
def test_every_mention_on_tokens_comes_back_and_every_other_is_named(text: str, data: st.DataObject) -> None:
    places = tokens(text)
    drawn = data.draw(st.lists(st.sampled_from(places), max_size=4, unique=True)) if places else []
    mentions = [Mention(id=f"m{n}", start=s, end=e, label="PERSON") for n, (s, e) in enumerate(drawn)]
    work = annotation(ANNA, "a1", *mentions, status=Status.DONE)
    content, losses = written(SPACY_WRITER, said(annotated(article(text, "a1"), work)))
    (doc,) = unpacked(content)
    assert doc.text == text
    back = {(span.start_char, span.end_char) for span in doc.spans["sc"]}
    lost = [loss for loss in losses if loss.why == "it does not begin and end where tokens do"]
    assert back <= set(drawn)
    assert len(back) + len(lost) == len(drawn)


def test_what_says_to_hold_more_than_memory_is_refused_before_it_is_made(tmp_path: Path) -> None:
    bomb = zlib.compress(b"\x81\xa5attrs\xdd\xff\xff\xff\xff")
    assert found_in(tmp_path / "bomb.spacy", bomb).reason == "It holds more than 5,000,000 values."
