"""The card of a data set: true to its numbers, readable by programs, and safe whatever labels are called."""

from dataclasses import replace

import yaml

from annotator.agreement.table import Interval, Layer, LeftOut
from annotator.domain.annotation import AnnotatorKind
from annotator.domain.data_set import Begun, DataFile, DataPart, DataSet
from annotator.domain.loss import Loss, LossKind
from annotator.domain.scheme import EntityLabel, Scheme
from annotator.reports.dataset_card import dataset_card
from tests.builders import SCHEME
from tests.reports.tables import NAMES, figure, table

TRAIN = DataPart("train", 0.8, ("a1", "a2"), 4, {"PERSON": 1204, "GPE": 3}, {"stance": {"favor": 7}}, rows=9)
DEV = DataPart("dev", 0.2, ("a3",), 1, {"PERSON": 2}, {}, rows=1)
DATA = DataSet(
    program="0.1.0",
    format_name="jsonl",
    format_title="JSON, one record a line",
    options={"who": "everyone"},
    scheme="test",
    scheme_version="1",
    guidelines_version="1.2",
    seed=7,
    parts=(TRAIN, DEV),
    near_duplicates=(("a1", "a2"),),
    annotators={AnnotatorKind.HUMAN: 3, AnnotatorKind.MODEL: 1},
    statuses={"done": 4, "in_progress": 1},
    begun=(Begun("test", "1", "1.1", 2), Begun("test", "1", "1.2", 3)),
    languages={"": 1, "en": 2},
    losses=(LossKind(1_200, Loss("a1", "the gap in “Toll | Varon”", "no place <for> it")),),
    files=(DataFile("train.jsonl", "train", 10, "00"), DataFile("dev.jsonl", "dev", 10, "00")),
)


def _matter(card: str) -> dict[str, object]:
    matter = yaml.safe_load(card.split("---\n")[1])
    assert isinstance(matter, dict)
    return matter


def test_the_front_matter_says_where_each_split_is() -> None:
    assert _matter(dataset_card(DATA, SCHEME, table())) == {
        "pretty_name": "test",
        "language": ["en"],
        "license": "unknown",
        "task_categories": ["token-classification", "text-classification"],
        "size_categories": ["n<1K"],
        "configs": [
            {
                "config_name": "default",
                "data_files": [
                    {"split": "train", "path": "train.jsonl"},
                    {"split": "validation", "path": "dev.jsonl"},
                ],
            }
        ],
    }


def test_files_that_libraries_cannot_load_by_themselves_are_not_offered_to_them() -> None:
    files = (DataFile("train.spacy", "train", 10, "00"), DataFile("dev.spacy", "dev", 10, "00"))
    matter = _matter(dataset_card(replace(DATA, format_name="spacy", files=files), SCHEME, table()))
    assert "configs" not in matter
    assert matter["task_categories"] == ["token-classification"]


def test_counts_stand_by_part_and_by_label() -> None:
    card = dataset_card(DATA, SCHEME, table())
    assert "3 articles with 5 annotations by 3 people and 1 model." in card
    assert "| PERSON |  | 1\N{NARROW NO-BREAK SPACE}204 | 2 |" in card
    assert "| GPE |  | 3 | 0 |" in card
    assert "### Judgements: stance" in card
    assert "| favor |  | 7 | 0 |" in card


def test_agreement_stands_with_its_interval_and_with_why_there_is_none() -> None:
    card = dataset_card(
        DATA,
        SCHEME,
        table(
            figure(0.83, interval=Interval(0.79, 0.87), reading="Aligned one to one."),
            figure(0.5, measure="B3", layer=Layer.ENTITIES, no_interval="fewer than 10 articles"),
            figure(None, measure="alpha nominal", layer=Layer.JUDGEMENTS, task="stance", why="Too few."),
            figure(0.11, annotators=NAMES[:2]),
            figure(0.22, label="GPE"),
        ),
    )
    assert "| Mentions | F1 strict | 0.83 (0.79 to 0.87) | 40 | mentions |" in card
    assert "| Entities | B3 | 0.50 | 40 | mentions |" in card
    assert "| Judgements: stance | alpha nominal | not measured | 40 | mentions |" in card
    assert "- F1 strict: Aligned one to one.\n" in card
    assert "no interval of B3 (Entities): fewer than 10 articles." in card
    assert "alpha nominal (Judgements: stance): Too few." in card
    assert not any(number in card for number in ("0.11", "0.22"))


def test_what_agreement_leaves_out_is_said() -> None:
    left_out = replace(table(figure()), left_out=(LeftOut(2, "annotations", "in progress"),))
    assert "- 2 annotations left out: in progress." in dataset_card(DATA, SCHEME, left_out)


def test_work_of_one_person_has_no_agreement_and_the_card_says_so() -> None:
    card = dataset_card(DATA, SCHEME, table(articles=0, annotators=NAMES[:1]))
    assert "It was not measured: no article was finished by two people." in card


def test_guidelines_under_which_work_was_done_are_named() -> None:
    card = dataset_card(DATA, SCHEME, table())
    assert "guidelines, version 1.2." in card
    assert "- 2 annotations in test, version 1, guidelines version 1.1." in card
    assert "- Annotations by status: done: 4; in progress: 1." in card


def test_losses_are_told_by_kind_in_cells_that_hold_together() -> None:
    card = dataset_card(DATA, SCHEME, table())
    assert "| the gap in “Toll \\| Varon” | a1 | no place &lt;for> it |" in card
    assert "Nothing was lost." in dataset_card(replace(DATA, losses=()), SCHEME, table())


def test_near_copies_are_told_of_divided_or_not() -> None:
    found = "2 articles are near copies of others, in 1 group"
    assert found in dataset_card(DATA, SCHEME, table())
    undivided = dataset_card(replace(DATA, seed=None), SCHEME, table())
    assert f"It was not divided. {found}; whoever divides it" in undivided
    alone = dataset_card(replace(DATA, near_duplicates=()), SCHEME, table())
    assert "No articles were found that are near copies of each other" in alone


def test_no_label_or_title_breaks_out_of_its_place() -> None:
    label = "A|B\n# <script>alert(1)</script>"
    scheme = Scheme(
        name="x", version="1", title="a: b\n---\n# c", entity_labels=(EntityLabel(name=label, title="|"),)
    )
    part = replace(TRAIN, mentions={label: 1})
    card = dataset_card(replace(DATA, parts=(part,)), scheme, table())
    assert yaml.safe_load(card.split("\n---\n\n")[0].removeprefix("---\n"))["pretty_name"] == scheme.title
    assert "| A\\|B # &lt;script>alert(1)&lt;/script> | \\| | 1 |" in card
    assert "<script>" not in card
