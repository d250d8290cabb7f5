"""Files of columns: every scheme is found out, annotators and layers are told apart, and work comes back."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, AnnotatorKind, Mention, Status
from annotator.domain.article import Article
from annotator.domain.records import AnnotatedArticle
from annotator.formats.conll_writing import CONLL_WRITER
from annotator.formats.writer import Tagging, WriteOptions
from tests.builders import ANNA, BEN, MODEL, SCHEME, annotation, mention
from tests.formats.tools.aids import Found, annotated, found_in, quotes, said, written

PEOPLE = [("Mira Toll", "PER"), ("Varon", "LOC"), ("Baku", "LOC")]


def columns(*rows: str, between: str = "\t") -> str:
    """Rows written with spaces; an empty one ends the sentence."""
    return "".join(f"{row.replace(' ', between)}\n" for row in rows)


def read(tmp_path: Path, content: str | bytes, name: str = "some.txt") -> Found:
    return found_in(tmp_path / name, content)


def marked(found: Found) -> list[tuple[str, str]]:
    return quotes(found.one.article, found.annotation)


@pytest.mark.parametrize("between", ["\t", " ", "  "])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "tags",
    [
        pytest.param("B-PER I-PER O B-LOC B-LOC O", id="IOB2"),
        pytest.param("I-PER I-PER O I-LOC B-LOC O", id="IOB1"),
        pytest.param("B-PER E-PER O S-LOC S-LOC O", id="BIOES"),
        pytest.param("B-PER L-PER O U-LOC U-LOC O", id="BILOU"),
        pytest.param("I-PER E-PER O E-LOC E-LOC O", id="IOE2"),
        pytest.param("B_PER I_PER O B_LOC B_LOC O", id="underscores"),
    ],
)
def test_each_scheme_is_recognised_by_content(tmp_path: Path, tags: str, between: str, line_end: str) -> None:
    words = ["Mira", "Toll", "left", "Varon", "Baku", "."]
    rows = [f"{word} {tag}" for word, tag in zip(words, tags.split(), strict=True)]
    found = read(tmp_path, columns(*rows, between=between).replace("\n", line_end))
    assert found.one.article.text == "Mira Toll left Varon Baku ."
    assert marked(found) == PEOPLE
    assert found.annotation.progress.status is Status.DONE
    assert not found.losses


def test_middles_and_ends_are_read_as_of_one_mention(tmp_path: Path) -> None:
    rows = ["他 O", "在 O", "北 B-LOC", "京 M-LOC", "市 E-LOC", "见 O", "王 S-PER"]
    assert marked(read(tmp_path, columns(*rows, between=" "))) == [("北 京 市", "LOC"), ("王", "PER")]


def test_an_end_never_begins_a_mention_of_its_own(tmp_path: Path) -> None:
    rows = ["United B-ORG", "Nations I-ORG", "Office E-ORG", "in O", "Varon S-LOC"]
    assert marked(read(tmp_path, columns(*rows))) == [("United Nations Office", "ORG"), ("Varon", "LOC")]


def test_the_shared_task_of_2003_has_documents_and_its_phrases_are_no_annotator(tmp_path: Path) -> None:
    content = columns(
        "-DOCSTART- -X- -X- O",
        "",
        "EU NNP I-NP I-ORG",
        "rejects VBZ I-VP O",
        "German JJ I-NP I-MISC",
        "call NN I-NP O",
        "",
        "Peter NNP I-NP I-PER",
        "Blackburn NNP I-NP I-PER",
        "",
        "-DOCSTART- -X- -X- O",
        "",
        "BRUSSELS NNP I-NP I-LOC",
        "1996 CD I-NP O",
        between=" ",
    )
    found = read(tmp_path, content)
    assert [one.article.text for one in found.articles] == [
        "EU rejects German call\nPeter Blackburn",
        "BRUSSELS 1996",
    ]
    assert [quotes(one.article, one.records[0].annotation) for one in found.articles] == [
        [("EU", "ORG"), ("German", "MISC"), ("Peter Blackburn", "PER")],
        [("BRUSSELS", "LOC")],
    ]
    assert [loss.what for loss in found.losses] == [
        "column 2: NNP, VBZ, JJ …",
        "column 3: I-NP, I-VP …",
        "column 2: NNP, CD …",
        "column 3: I-NP …",
    ]


def test_a_file_with_phrases_alone_is_read_for_its_phrases(tmp_path: Path) -> None:
    rows = ["Confidence NN B-NP", "in IN B-PP", "the DT B-NP", "pound NN I-NP"]
    assert marked(read(tmp_path, columns(*rows, between=" "))) == [
        ("Confidence", "NP"),
        ("in", "PP"),
        ("the pound", "NP"),
    ]


def test_sentences_are_lines_and_paragraphs(tmp_path: Path) -> None:
    found = read(tmp_path, columns("Mira B-PER", "left O", "", "", "Varon B-LOC", "stays O"))
    assert found.one.article.text == "Mira left\nVaron stays"
    assert [(s.start, s.end) for s in found.one.article.segments] == [(0, 9), (10, 21)]


def test_several_columns_of_tags_are_several_annotators(tmp_path: Path) -> None:
    rows = ["Mira B-PER B-PER", "Toll I-PER O", "left O O", "Varon B-LOC B-ORG"]
    found = read(tmp_path, columns(*rows))
    assert {
        record.annotation.annotator.name: quotes(found.one.article, record.annotation)
        for record in found.one.records
    } == {
        "annotator 1": [("Mira Toll", "PER"), ("Varon", "LOC")],
        "annotator 2": [("Mira", "PER"), ("Varon", "ORG")],
    }


def test_a_row_of_names_on_top_names_the_annotators(tmp_path: Path) -> None:
    rows = ["token Ana Ben", "Mira B-PER O", "left O O", "Varon B-LOC B-LOC"]
    found = read(tmp_path, columns(*rows))
    assert found.one.article.text == "Mira left Varon"
    assert [record.annotation.annotator.name for record in found.one.records] == ["Ana", "Ben"]


def test_who_has_not_read_a_document_has_no_annotation_of_it(tmp_path: Path) -> None:
    content = columns(
        *("-DOCSTART- O O O", "", "Mira B-PER B-PER ?", "left O O ?", ""),
        *("Varon B-LOC ? ?", "waits O ? ?", ""),
        *("-DOCSTART- O O O", "", "Baku B-LOC ? B-LOC", "too O ? O"),
        between=" ",
    )
    found = read(tmp_path, content)
    assert [
        {record.annotation.annotator.name: record.annotation.progress.status for record in one.records}
        for one in found.articles
    ] == [
        {"annotator 1": Status.DONE, "annotator 2": Status.IN_PROGRESS},
        {"annotator 1": Status.DONE, "annotator 3": Status.DONE},
    ]


def test_a_column_after_the_tags_names_who_annotated_each_sentence(tmp_path: Path) -> None:
    content = columns(
        *("雨 oth B 17", "花 oth I 17", "石 oth E 17", "。 pun O 17", ""),
        *("雨 oth O 23", "花 oth B 23", "石 oth E 23", "。 pun O 23", ""),
        *("他 oth O 17", "好 oth O 17"),
    )
    found = read(tmp_path, content)
    assert [
        (one.article.text, one.records[0].annotation.annotator.name, len(one.records[0].annotation.mentions))
        for one in found.articles
    ] == [("雨 花 石 。", "17", 1), ("雨 花 石 。", "23", 1), ("他 好", "17", 0)]
    assert quotes(found.articles[0].article, found.articles[0].records[0].annotation) == [
        ("雨 花 石", "MENTION")
    ]


UNIVERSAL = """\
# newdoc id = answers-1
# sent_id = answers-1-0001
# text = Tampa Bay isn't far, Mira.
1\tTampa\tB-LOC\t-\tstephen
2\tBay\tI-LOC\t-\tstephen
3\tis\tO\t-\t-
4\tn't\tO\t-\t-
5\tfar\tO\t-\t-
6\t,\tO\t-\t-
7\tMira\tB-PER\t-\tstephen
8\t.\tO\t-\t-

# newdoc id = answers-2
# sent_id = answers-2-0001
# text = yuck !!
1\tyuck\tO\t-\t-
2\t!!\tO\t-\t-
"""


def test_comments_give_spacing_documents_and_the_last_column_the_annotator(tmp_path: Path) -> None:
    found = read(tmp_path, UNIVERSAL)
    first, second = found.articles
    assert first.article.text == "Tampa Bay isn't far, Mira."
    assert quotes(first.article, first.records[0].annotation) == [("Tampa Bay", "LOC"), ("Mira", "PER")]
    assert second.article.text == "yuck !!"
    assert [one.records[0].annotation.annotator.name for one in found.articles] == ["stephen", "stephen"]
    assert not found.losses


def test_a_comment_whose_tokens_are_others_is_not_believed_and_named(tmp_path: Path) -> None:
    found = read(tmp_path, UNIVERSAL.replace("isn't far", "is far"))
    assert found.articles[0].article.text == "Tampa Bay is n't far , Mira ."
    assert [loss.what for loss in found.losses] == ["the comment on the text “Tampa Bay is far, Mira.”"]


def test_tags_may_stand_among_features_and_words_may_be_spelled_together(tmp_path: Path) -> None:
    content = columns(
        "# text = La nave del Ministerio del Mar",
        "1 La la DET _ _ 2 det _ _",
        "2 nave nave NOUN _ _ 0 root _ name=O",
        "3-4 del _ _ _ _ _ _ _ _",
        "3 de de ADP _ _ 5 case _ name=O",
        "4 el el DET _ _ 5 det _ name=O",
        "5 Ministerio M PROPN _ _ 2 nmod _ SpaceAfter=No|name=B-ORG",
        "6-7 del _ _ _ _ _ _ _ _",
        "6 de de ADP _ _ 8 case _ name=I-ORG",
        "7 el el DET _ _ 8 det _ name=I-ORG",
        "8 Mar Mar PROPN _ _ 5 nmod _ name=I-ORG",
        "8.1 ver ver VERB _ _ _ _ _ _",
    ).replace("#\ttext\t=\tLa\tnave\tdel\tMinisterio\tdel\tMar", "# text = La nave del Ministerio del Mar")
    found = read(tmp_path, content)
    assert found.one.article.text == "La nave del Ministerio del Mar"
    assert marked(found) == [("Ministerio del Mar", "ORG")]


def test_a_range_of_words_longer_than_numbers_are_is_none(tmp_path: Path) -> None:
    long = "3" * 5_000
    content = columns(
        "1 Mira Mira PROPN _ _ 0 root _ name=B-PER",
        f"2-{long} left _ _ _ _ _ _ _ _",
        "2 left leave VERB _ _ 1 root _ name=O",
    )
    found = read(tmp_path, content)
    assert marked(found) == [("Mira", "PER")]


def test_two_columns_of_which_one_holds_inner_mentions_are_one_annotator(tmp_path: Path) -> None:
    content = columns("#\thttp://example.org [2009-10-17]".replace("\t", "§")).replace("§", "\t") + columns(
        "1 Die O O",
        "2 Uni B-ORG O",
        "3 Varon I-ORG B-LOC",
        "4 rief O O",
        "",
        "1 Mira B-PER O",
    )
    found = read(tmp_path, content)
    assert marked(found) == [("Uni Varon", "ORG"), ("Varon", "LOC"), ("Mira", "PER")]


@pytest.mark.parametrize("between", [" ", "|"])
def test_nested_tags_in_one_column_are_nested_mentions(tmp_path: Path, between: str) -> None:
    rows = [
        "وزير B-OCC",
        f"خارجية I-OCC{between}B-ORG",
        f"باكو I-OCC{between}I-ORG{between}B-GPE",
        "قال O",
        "علي B-PERS",
    ]
    found = read(tmp_path, "\n".join(rows))
    assert marked(found) == [
        ("وزير خارجية باكو", "OCC"),
        ("خارجية باكو", "ORG"),
        ("باكو", "GPE"),
        ("علي", "PERS"),
    ]


def test_labels_without_letters_are_read_where_few_labels_and_o_make_up_a_column(tmp_path: Path) -> None:
    rows = ["Mira PERSON", "Toll PERSON", "left O", "for O", "Varon LOCATION", "on O", "a O", "Monday O"]
    assert marked(read(tmp_path, columns(*rows))) == [("Mira Toll", "PERSON"), ("Varon", "LOCATION")]


def test_tags_may_stand_before_tokens(tmp_path: Path) -> None:
    assert marked(read(tmp_path, columns("O what", "B-ACTOR mira", "I-ACTOR toll", "O films"))) == [
        ("mira toll", "ACTOR")
    ]


def test_a_hash_is_a_token_where_it_has_a_tag(tmp_path: Path) -> None:
    found = read(tmp_path, "# a comment\n#\tO\n#baku\tB-LOC\nhere\tO\n")
    assert found.one.article.text == "# #baku here"
    assert marked(found) == [("#baku", "LOC")]


def test_spaces_that_are_no_blanks_stay_inside_of_tokens(tmp_path: Path) -> None:
    found = read(tmp_path, "Mira\u00a0Toll B-PER\nhas O\n1\u2009000 B-NUM\n")
    assert marked(found) == [("Mira\u00a0Toll", "PER"), ("1\u2009000", "NUM")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    words = (
        "la ministra Peña subrayó hoy la necesidad de tomar medidas para proteger al sistema judicial "
        "del país frente a una página de internet que imposibilita el cumplimiento de la ley"
    )
    tagged = {"Peña": "B-PER"}
    text = "\n".join(f"{word} {tagged.get(word, 'O')}" for word in words.split())
    assert marked(read(tmp_path, text.encode(encoding))) == [("Peña", "PER")]


def test_what_fits_no_scheme_is_refused_with_the_tags_that_do_not_go_together(tmp_path: Path) -> None:
    found = read(tmp_path, columns("Mira B-PER", "Toll O", "Varon S-LOC", "Ana B-PER", "left O", "it E-PER"))
    assert found.reason == "Its tags fit no scheme: B-PER is followed by O."


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ("B-PER E-PER O U-LOC S-LOC", "Its tags mix the letters S and U"),
        ("B-PER E-PER O B-LOC L-LOC", "Its tags mix the letters E and L"),
        ("B-PER I-PER O B I", "Some of its tags name a label and some do not."),
    ],
)
def test_mixed_schemes_are_refused(tmp_path: Path, tags: str, reason: str) -> None:
    rows = [f"word{index} {tag}" for index, tag in enumerate(tags.split())]
    assert read(tmp_path, columns(*rows)).reason.startswith(reason)


def test_a_tag_that_goes_on_with_nothing_is_read_as_a_beginning_and_named(tmp_path: Path) -> None:
    found = read(tmp_path, columns("Mira B-PER", "left O", "Varon I-LOC", "and O", "Ana B-PER"))
    assert marked(found) == [("Mira", "PER"), ("Varon", "LOC"), ("Ana", "PER")]
    assert [loss.what for loss in found.losses] == ["the tag I-LOC at “Varon”"]


def test_a_document_with_a_broken_row_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    good = [row for number in range(12) for row in (f"Mira{number} B-PER", "left O")]
    content = columns(
        "-DOCSTART- O", "", *good, "", "-DOCSTART- O", "", "Varon B-LOC", "waits 0", "", "-DOCSTART- O", "",
        "Baku B-LOC", "-DOCSTART- O", "", "Ana B-PER extra",
    )  # fmt: skip
    found = read(tmp_path, content)
    assert [one.article.text[-4:] for one in found.articles] == ["left", "Baku"]
    assert [(bad.where, bad.reason) for bad in found.refused] == [
        ("line 31", "“0” is no tag."),
        ("line 38", "It has 3 columns, where the others have 2."),
    ]


def test_columns_without_tags_are_refused_where_the_suffix_promises_them(tmp_path: Path) -> None:
    found = read(tmp_path, "1\tMira\tNOUN\n2\tleft\tVERB\n", "some.conllu")
    assert found.reason.startswith("None of its columns holds tags")


@pytest.mark.parametrize(
    "prose",
    [
        "Mira Toll left Varon.\n\nShe said O no.\n",
        "first\tsecond\nMira\tVaron\n",
        "O\nO\nO\n",
        "a b\nc d\n",
        "T1\tPER 0 4\tMira\n",
    ],
)
def test_other_texts_are_not_taken_for_columns(tmp_path: Path, prose: str) -> None:
    assert not any("conll" in note for note in read(tmp_path, prose).notes)


def test_a_file_that_knows_no_documents_is_cut_into_articles_of_2000_sentences(tmp_path: Path) -> None:
    found = read(tmp_path, "Mira\tB-PER\nleft\tO\n\n" * 2_500)
    assert [one.article.text.count("\n") + 1 for one in found.articles] == [2_000, 500]


def test_tokens_of_no_text_take_no_room(tmp_path: Path) -> None:
    found = read(tmp_path, "Mira\tB-PER\n\tO\nleft\tO\n\tB-LOC\n", "some.conll")
    assert found.one.article.text == "Mira left"
    assert [loss.what for loss in found.losses] == ["a mention (LOC)"]


# Back to a file.

TEXT = "Mira Toll left. She met U.S. envoys 🌊 in Varon.\n\n\tBaku waits.\n"


def out(*annotations: Annotation, text: str = TEXT, tagging: Tagging = Tagging.BIO) -> tuple[str, list[str]]:
    content, losses = written(
        CONLL_WRITER,
        said(annotated(Article(id="a1", text=text), *annotations)),
        WriteOptions(SCHEME, tagging=tagging),
    )
    return content.decode(), [loss.what for loss in losses if not loss.what.startswith("who marked")]


def done(*mentions: Mention, by: str = "Anna") -> Annotation:
    return annotation(ANNA if by == "Anna" else BEN, "a1", *mentions, status=Status.DONE)


def test_a_token_is_a_line_and_comments_keep_what_columns_cannot() -> None:
    content, losses = out(done(mention("m1", 0, 9)), text="Mira Toll left. Varon\nwaits.\n")
    assert content == (
        "# id = a1\n# annotator = Anna\n# ends with = \"\\n\"\n"
        "# text = Mira Toll left.\nMira\tB-PERSON\nToll\tI-PERSON\nleft\tO\n.\tO\n\n"
        "# gap = \" \"\n# text = Varon\nVaron\tO\n\n"
        "# text = waits.\nwaits\tO\n.\tO\n\n"
    )  # fmt: skip
    assert not losses


def test_tags_can_say_where_mentions_end() -> None:
    content, _ = out(done(mention("m1", 0, 9), mention("m2", 10, 14)), tagging=Tagging.BIOES)
    assert "Mira\tB-PERSON\nToll\tE-PERSON\nleft\tS-PERSON\n.\tO\n" in content


def test_what_columns_cannot_hold_is_named() -> None:
    varon = TEXT.index("Varon")
    gap = Mention(id="m5", start=10, end=23, label="ORG", fragments=((10, 14), (20, 23)))
    _, losses = out(
        done(mention("m1", 0, 9), mention("m2", 0, 4), mention("m3", varon, varon + 3), gap).model_copy(
            update={"meta": {}}
        )
    )
    assert losses == [
        "the mention “left. She met” (ORG)",
        "the mention “Var” (PERSON)",
        "the mention “Mira” (PERSON)",
    ]


def test_what_nobody_annotated_is_left_out_and_named() -> None:
    assert out() == ("", ["the article"])


def test_labels_that_tags_cannot_have_are_changed_and_named() -> None:
    content, losses = out(done(mention("m1", 0, 9, "creative\twork"), mention("m2", 10, 14, "a|B-c")))
    assert "\tB-creative_work\n" in content
    assert "\tB-a_B-c\n" in content
    assert losses == ["the label “creative\twork”", "the label “a|B-c”"]


def back(tmp_path: Path, content: str) -> list[AnnotatedArticle]:
    return found_in(tmp_path / "back.conll", content).articles


def test_annotators_kinds_and_statuses_come_back(tmp_path: Path) -> None:
    work = [
        done(mention("m1", 0, 9)),
        annotation(BEN, "a1", status=Status.SKIPPED),
        annotation(MODEL, "a1", mention("m1", 0, 4), status=Status.IN_PROGRESS),
    ]
    content, losses = out(*work)
    assert not losses
    found = back(tmp_path, content)
    assert {one.article.text for one in found} == {TEXT}
    assert [
        (one.records[0].annotation.annotator, one.records[0].annotation.progress.status) for one in found
    ] == [(ANNA, Status.DONE), (BEN, Status.SKIPPED), (MODEL, Status.IN_PROGRESS)]
    assert found[2].records[0].annotation.annotator.kind is AnnotatorKind.MODEL


def test_tokens_and_comments_of_a_file_come_back_as_they_were(tmp_path: Path) -> None:
    found = read(tmp_path, UNIVERSAL)
    content, losses = written(CONLL_WRITER, said(*found.articles), WriteOptions(SCHEME))
    assert [loss for loss in losses if not loss.what.startswith("who marked")] == []
    text = content.decode()
    assert "is\tO\nn't\tO\nfar\tO\n,\tO\nMira\tB-PER\n" in text
    assert "# newdoc id = answers-1\n" in text
    assert "# sent_id = answers-1-0001\n# text = Tampa Bay isn't far, Mira.\n" in text
    again = back(tmp_path, text)
    assert {one.article.text: one.article.meta for one in again} == {
        one.article.text: one.article.meta for one in found.articles
    }


_WORDS = st.sampled_from(
    ["Mira", "Toll’s", "🌊", "e\u0301", "U.S.", "1,000", "#", "-", "\u200b", "日本", "שלום", "O", '"']
)
_GAPS = st.sampled_from([" ", "  ", "\n", "\n\n", "\t", "\u00a0", ". ", ".\r\n", ""])


@st.composite
def works(draw: st.DrawFn) -> tuple[Article, Annotation]:
    """Articles of odd tokens and spaces, with mentions on tokens that do not overlap."""
    pieces = [("Varon", " "), *draw(st.lists(st.tuples(_WORDS, _GAPS), max_size=14))]
    text = "".join(word + gap for word, gap in pieces)
    offsets = [0]
    for word, gap in pieces:
        offsets += (offsets[-1] + len(word), offsets[-1] + len(word) + len(gap))
    mentions = {}
    reached = 0
    while reached < len(pieces):
        length = draw(st.integers(1, 3))
        last = min(reached + length, len(pieces)) - 1
        if draw(st.booleans()):
            start, end = offsets[2 * reached], offsets[2 * last + 1]
            id_ = f"m{reached}"
            mentions[id_] = mention(id_, start, end, draw(st.sampled_from(["PER", "creative-work"])))
        reached = last + 1
    return Article(id="a1", text=text), done(*mentions.values())


@settings(max_examples=80, deadline=None)
@given(work=works(), tagging=st.sampled_from(Tagging))
def test_what_is_written_comes_back_but_for_what_is_named(
    tmp_path_factory: pytest.TempPathFactory, work: tuple[Article, Annotation], tagging: Tagging
) -> None:
    article, value = work
    content, losses = out(value, text=article.text, tagging=tagging)
    found = found_in(tmp_path_factory.mktemp("back") / "back.conll", content)
    mentions = {(m.start, m.end, m.label) for m in value.mentions.values()}
    expected = len(mentions) - len(losses)
    if found.one.article.text == article.text:
        assert {(m.start, m.end, m.label) for m in found.annotation.mentions.values()} <= mentions
    assert len(found.annotation.mentions) == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_sentences_end_at_blank_lines_wherever_the_file_is_cut_in_reading(
    tmp_path: Path, line_end: str
) -> None:
    lengths = [number % 7 + 1 for number in range(18_000)]
    tags = ("B-LOC", *["O"] * 6)
    blocks = ("".join(f"Varon\t{tag}\n" for tag in tags[:length]) for length in lengths)
    content = "\n".join(blocks).replace("\n", line_end)
    assert len(content) > 1 << 19
    found = read(tmp_path, content)
    text = "\n".join(one.article.text for one in found.articles)
    assert text.split("\n") == [" ".join(["Varon"] * length) for length in lengths]
