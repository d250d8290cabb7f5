"""Stances of tweets (SemEval-2016) and opinions in sentences (SemEval-2022)."""

import json
from pathlib import Path

import pytest
from pydantic import JsonValue

from annotator.domain.annotation import AUTHOR, GENERAL, RefKind
from annotator.domain.scheme_growth import Unknown
from annotator.formats.read_options import ReadOptions
from tests.builders import SCHEME
from tests.formats.tools.aids import Found, found_in, quotes

HEADER = "ID\tTarget\tTweet\tStance\tOpinion towards\tSentiment"
NO_SCHEME = ReadOptions()


def tweets(folder: Path, *rows: str, header: str = HEADER, name: str = "tweets.txt") -> Found:
    return found_in(folder / name, "\n".join((header, *rows)), NO_SCHEME)


def sayings(found: Found, number: int = 0) -> dict[str, list[tuple[str, str | None, str | None]]]:
    return {
        record.annotation.annotator.name: [
            (j.task, j.label, None if j.target is None else j.target.name)
            for j in record.annotation.judgements.values()
        ]
        for record in found.articles[number].records
    }


def test_a_tweet_has_its_author_s_stance_toward_a_topic(tmp_path: Path) -> None:
    one = tweets(tmp_path, "7\tthe dam\t😀 Burn it! #SemST\tAGAINST\tTARGET\tNEGATIVE")
    assert one.notes == ["It was read as semeval2016."]
    assert one.one.article.text == "😀 Burn it! #SemST"
    assert one.one.article.meta == {"ID": "7"}
    assert sayings(one) == {
        "imported": [
            ("stance", "AGAINST", "the dam"),
            ("opinion_towards", "TARGET", "the dam"),
            ("sentiment", "NEGATIVE", "this article"),
        ]
    }
    stance = one.annotation.judgements["j1"]
    assert stance.holder == AUTHOR
    assert stance.target is not None
    assert stance.target.kind is RefKind.TOPIC


def test_labels_and_topics_of_the_scheme_are_taken_where_only_letters_differ(tmp_path: Path) -> None:
    row = "7\tThe Dam\tBurn it!\tAGAINST\tTARGET\tNEGATIVE"
    one = found_in(tmp_path / "tweets.txt", f"{HEADER}\n{row}", ReadOptions(scheme=SCHEME))
    stance = one.annotation.judgements["j1"]
    assert (stance.label, stance.target and stance.target.id) == ("against", "dam")


def test_quotation_marks_that_people_wrote_stay(tmp_path: Path) -> None:
    three = tweets(
        tmp_path,
        '1\tX\t"Always do right."\tNONE\tNO ONE\tPOSITIVE',
        '2\tX\t"Do right" is all\tNONE\tNO ONE\tPOSITIVE',
        '3\tX\tHe said "no\tNONE\tNO ONE\tPOSITIVE',
    )
    assert [a.article.text for a in three.articles] == [
        '"Always do right."',
        '"Do right" is all',
        'He said "no',
    ]


def test_each_worker_s_answers_are_theirs(tmp_path: Path) -> None:
    header = "Worker ID,Instance ID,Target,Tweet,Stance,Opinion towards"
    rows = [
        '7,1,Dam,"No, ""no""!",AGAINST,TARGET',
        "8,2,Dam,Hm.,NEUTRAL,OTHER",
        '8,1,Dam,"No, ""no""!",NONE,NO ONE',
    ]
    two = tweets(tmp_path, *rows, header=header, name="raw.csv")
    assert [a.article.text for a in two.articles] == ['No, "no"!', "Hm."]
    assert sayings(two) == {
        "7": [("stance", "AGAINST", "Dam"), ("opinion_towards", "TARGET", "Dam")],
        "8": [("stance", "NONE", "Dam"), ("opinion_towards", "NO ONE", "Dam")],
    }


def test_a_tweet_about_several_targets_is_one_article(tmp_path: Path) -> None:
    both = tweets(tmp_path, "1\tDam\tYes!\tFAVOR\tTARGET\tPOSITIVE", "2\tNorn\tYes!\tNONE\tOTHER\tPOSITIVE")
    assert [said for said in sayings(both)["imported"] if said[0] == "stance"] == [
        ("stance", "FAVOR", "Dam"),
        ("stance", "NONE", "Norn"),
    ]
    assert both.one.article.meta == {"records": [{"ID": "1"}, {"ID": "2"}]}


def test_answers_written_out_and_in_short_are_the_same_answers(tmp_path: Path) -> None:
    header = "Tweet,Target,Stance,Opinion Towards,Sentiment"
    rows = [
        "Yes!,Dam,FAVOR,1.  The tweet explicitly expresses opinion.,pos",
        "No!,Dam,AGAINST,3.  It does not.,other",
    ]
    two = tweets(tmp_path, *rows, header=header, name="train.csv")
    assert [label for _, label, _ in sayings(two)["imported"]] == ["FAVOR", "TARGET", "POSITIVE"]
    assert [label for _, label, _ in sayings(two, 1)["imported"]] == ["AGAINST", "NO ONE", "NEITHER"]


def test_a_stance_that_is_kept_back_is_nobody_s(tmp_path: Path) -> None:
    one = tweets(tmp_path, "9\tDam\tYes!\tUNKNOWN", header="ID\tTarget\tTweet\tStance")
    assert one.one.records == ()


def test_rows_of_other_lengths_and_without_targets_are_refused(tmp_path: Path) -> None:
    rows = [
        "1\tDam\tYes!\tFAVOR",
        "2\t\tNo!\tAGAINST\tTARGET\tPOSITIVE",
        "3\tDam\tGo!\tFAVOR\tTARGET\tPOSITIVE",
    ]
    one = tweets(tmp_path, *rows)
    assert [(refused.where, refused.reason) for refused in one.refused] == [
        ("row 2", "It has 4 cells, but there are 6 columns."),
        ("row 3", "It names no target."),
    ]
    assert len(one.articles) == 1


def test_a_file_that_is_said_to_be_tweets_and_is_not_is_refused(tmp_path: Path) -> None:
    one = found_in(tmp_path / "some.txt", "It rained.\nIt snowed.", ReadOptions(format="semeval2016"))
    assert one.reason == "Its first row does not name tweet, target and stance."


TEXT = "Byen valgte seg , sier Ruiz , en svært 😀 dårlig demning ut ."


def opinion(
    source: JsonValue,
    target: JsonValue,
    expression: JsonValue,
    polarity: str | None = "Negative",
    **more: JsonValue,
) -> JsonValue:
    return {
        "Source": source,
        "Target": target,
        "Polar_expression": expression,
        "Polarity": polarity,
        "Intensity": "Strong",
        **more,
    }


RUIZ: JsonValue = [["Ruiz"], ["23:27"]]
DAM: JsonValue = [["demning"], ["48:55"]]
CHOSE: JsonValue = [["valgte", "ut"], ["5:11", "56:58"]]
NOBODY: JsonValue = [[], []]


def opinions(folder: Path, *given: JsonValue, text: str = TEXT, options: ReadOptions = NO_SCHEME) -> Found:
    rows = [{"sent_id": "n/1", "text": text, "opinions": list(given)}]
    return found_in(folder / "norec.json", json.dumps(rows), options)


def test_an_opinion_has_holder_target_and_expression_in_pieces(tmp_path: Path) -> None:
    one = opinions(tmp_path, opinion(RUIZ, DAM, CHOSE))
    assert one.notes == ["It was read as semeval2022."]
    assert one.one.article.meta == {"sent_id": "n/1"}
    assert quotes(one.one.article, one.annotation) == [
        ("valgte … ut", "Polar_expression"),
        ("Ruiz", "Source"),
        ("demning", "Target"),
    ]
    (judgement,) = one.annotation.judgements.values()
    assert (judgement.task, judgement.label, judgement.intensity) == ("opinion", "Negative", 3.0)
    refs = (judgement.holder, judgement.target, judgement.anchor)
    assert [one.annotation.mentions[ref.id or ""].label for ref in refs if ref] == [
        *("Source", "Target", "Polar_expression")
    ]
    assert [(span.start, span.end) for span in judgement.evidence] == [(5, 11), (56, 58)]


def test_spans_of_several_opinions_are_one_mention(tmp_path: Path) -> None:
    one = opinions(
        tmp_path,
        opinion(RUIZ, DAM, CHOSE),
        opinion(RUIZ, DAM, [["dårlig"], ["41:47"]]),
        opinion(RUIZ, DAM, CHOSE),
    )
    assert len(one.annotation.mentions) == 4
    assert len(one.annotation.judgements) == 2
    assert [loss.what for loss in one.losses] == ["an opinion in record 1"]


def test_the_author_people_in_general_and_nobody_named_are_told_apart(tmp_path: Path) -> None:
    one = opinions(
        tmp_path,
        opinion(NOBODY, NOBODY, CHOSE, Source_is_author=True, Target_is_general=True, NOT=False),
        opinion(NOBODY, DAM, CHOSE),
        opinion([], DAM, CHOSE, "Positive"),
    )
    said = list(one.annotation.judgements.values())
    assert [j.holder for j in said] == [AUTHOR, None, None]
    assert said[0].target == GENERAL
    assert one.annotation.meta == {
        "semeval2022": {
            "j1": {"Intensity": "Strong", "Source_is_author": True, "Target_is_general": True, "NOT": False},
            "j2": {"Intensity": "Strong"},
            "j3": {"Intensity": "Strong"},
        }
    }


def test_opinions_are_answers_about_pairs_also_where_no_holder_is_told(tmp_path: Path) -> None:
    one = opinions(tmp_path, opinion(NOBODY, DAM, CHOSE))
    unknown = Unknown(SCHEME)
    unknown.meet(one.annotation)
    grown = unknown.grown()
    task = grown.task("opinion")
    assert task is not None
    assert task.about == "pair"
    again = opinions(tmp_path, opinion(RUIZ, DAM, CHOSE, "negative"), options=ReadOptions(scheme=grown))
    assert [(j.task, j.label) for j in again.annotation.judgements.values()] == [("opinion", "Negative")]


def test_a_sentence_without_opinions_is_done_and_one_without_a_list_is_nobody_s(tmp_path: Path) -> None:
    rows = [{"sent_id": "1", "text": "It rained .", "opinions": []}, {"sent_id": "2", "text": "It snowed ."}]
    two = found_in(tmp_path / "some.json", json.dumps(rows))
    assert [len(a.records) for a in two.articles] == [1, 0]


def test_an_opinion_without_polarity_leaves_its_spans_and_is_named(tmp_path: Path) -> None:
    one = opinions(tmp_path, opinion(RUIZ, DAM, CHOSE, None))
    assert len(one.annotation.mentions) == 3
    assert one.annotation.judgements == {}
    assert [loss.why for loss in one.losses] == ["it has no polarity; its spans came in"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ([["Ruiz"], ["23-27"]], "“23-27” under “Source” is not written as start:end."),
        ([["Ruiz"], []], "“Source” has 1 texts at 0 places."),
        ([["Ruiz"]], "“Source” is not a list of texts and a list of offsets."),
        ([["Ruiz"], ["27:23"]], "27-23 is no stretch of a text."),
        ([["Ruiz"], [23]], "“offsets: 1” is not a text: 23."),
        ("Ruiz", "“Source” is not a list: “Ruiz”."),
    ],
)
def test_what_is_no_opinion_refuses_its_sentence(tmp_path: Path, source: JsonValue, reason: str) -> None:
    assert opinions(tmp_path, opinion(source, DAM, CHOSE)).reason == reason


def test_a_quote_that_stands_elsewhere_refuses_its_sentence(tmp_path: Path) -> None:
    wrong: JsonValue = [["Ruiz"], ["0:4"]]
    assert "“Ruiz” is said to stand at 0-4" in opinions(tmp_path, opinion(wrong, DAM, CHOSE)).reason


def test_of_two_records_of_a_sentence_only_the_wrong_one_is_refused(tmp_path: Path) -> None:
    wrong: JsonValue = [["Ruiz"], ["0:4"]]
    rows = [
        {"sent_id": str(number), "text": TEXT, "opinions": [opinion(source, DAM, CHOSE)]}
        for number, source in enumerate((RUIZ, wrong))
    ]
    both = found_in(tmp_path / "some.json", json.dumps(rows))
    assert len(both.articles) == len(both.refused) == 1
    assert both.articles[0].article.meta == {"sent_id": "0"}
