"""Models answer with nothing, not with an exception, where Qt asks about what is no longer there."""

import os

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.qtbot import QtBot

from annotator.gui.agreement.figure_model import FigureModel
from annotator.gui.dialogs.option_list import OptionModel
from annotator.gui.dialogs.record_model import Column, RecordModel
from annotator.gui.panels.entity_answers import AnswersModel
from annotator.gui.panels.entity_model import EntityModel
from annotator.gui.panels.matrix_model import MatrixModel
from annotator.gui.panels.queue_model import QueueModel
from annotator.gui.panels.stance_model import StanceModel
from annotator.gui.stance_choices import ChoiceModel

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SIDES = (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)


@pytest.fixture(
    params=(
        OptionModel,
        lambda: RecordModel((Column("name", "Name"),)),
        AnswersModel,
        EntityModel,
        FigureModel,
        MatrixModel,
        QueueModel,
        StanceModel,
        ChoiceModel,
    )
)
def model(request: pytest.FixtureRequest, qtbot: QtBot) -> QAbstractItemModel:
    made: QAbstractItemModel = request.param()
    return made


def test_an_empty_model_says_nothing_about_a_row_that_is_gone(model: QAbstractItemModel) -> None:
    gone = model.createIndex(3, 0)
    for index in (gone, QModelIndex()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole):
            assert model.data(index, role) is None
        model.flags(index)
        assert not model.setData(index, "text")


def test_a_header_says_nothing_about_a_section_that_is_not_there(model: QAbstractItemModel) -> None:
    for side in SIDES:
        for section in (-1, 99):
            assert not isinstance(model.headerData(section, side), str)
