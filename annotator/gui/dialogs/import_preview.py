"""What files hold, before they are imported: a row a file, under it what needs a look."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.gui.dialogs.findings import FindingsTree
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.outcomes import (
    MOST_GROUPS,
    MOST_LINES,
    Group,
    label_group,
    labels_in_words,
    number_of,
    place_in_file,
)
from annotator.project import FilePreview, ImportPreview

_COLUMNS = ("File", "Read as", "Offsets count", "Articles", "Annotations", "Mentions", "Answers", "By")
_NUMBERS = (3, 4, 5, 6)
_MOST_NAMES = 3
_LOOKING = "Looking at the files …"


class ImportPreviewList(QWidget):
    """Says in one line what an import would bring, and lists the files, those with refusals first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = QLabel(self)
        self.headline.setWordWrap(True)
        self._labels = small_print("", self)
        self.tree = FindingsTree("What the files hold", _COLUMNS, self, numbers=_NUMBERS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.headline)
        layout.addWidget(self._labels)
        layout.addWidget(self.tree, 1)
        self.clear()

    def clear(self) -> None:
        """There are no files to look at."""
        self._say("")
        self.tree.show_groups(())
        self.setVisible(False)

    def show_looking(self, so_far: str = "") -> None:
        """The files are being looked at; what was known of others is gone."""
        self.tree.show_groups(())
        self._say(f"{_LOOKING} {so_far}".rstrip())
        self.setVisible(True)

    def show_failure(self, sentence: str) -> None:
        self._say(sentence)

    def show_preview(self, preview: ImportPreview) -> None:
        self._say(headline(preview), _labels_in_words(preview))
        groups = [_group(one) for one in sorted(preview.files, key=_urgency)[:MOST_GROUPS]]
        if len(preview.files) > MOST_GROUPS:
            groups.append(Group((f"and {len(preview.files) - MOST_GROUPS:,} more files",)))
        groups += label_group(preview.labels_added)
        self.tree.show_groups(groups)

    def _say(self, sentence: str, labels: str = "") -> None:
        self.headline.setText(sentence)
        self._labels.setText(labels)
        self._labels.setVisible(bool(labels))


def headline(preview: ImportPreview) -> str:
    """What the import would bring, in a few sentences."""
    files = preview.files
    articles, annotations = sum(one.articles for one in files), sum(one.annotations for one in files)
    said = f"{number_of(articles, 'article')}{_annotations_in_words(preview, annotations)}."
    if not preview.is_whole:
        said = f"In the first records, for there are more: {said}"
    return " ".join((said, *_doubts(preview)))


def _annotations_in_words(preview: ImportPreview, annotations: int) -> str:
    if not annotations:
        return ""
    files = preview.files
    annotators = {name for one in files for name in one.annotators}
    mentions, answers = sum(one.mentions for one in files), sum(one.judgements for one in files)
    said = f", {number_of(annotations, 'annotation')} by {number_of(len(annotators), 'annotator')}"
    holding = [
        number_of(number, noun) for number, noun in ((mentions, "mention"), (answers, "answer")) if number
    ]
    return f"{said} with {' and '.join(holding)}" if holding else said


def _doubts(preview: ImportPreview) -> Iterator[str]:
    if preview.there_already:
        verb = "is" if preview.there_already == 1 else "are"
        yield f"{number_of(preview.there_already, 'article')} {verb} in the project already."
    refused = sum(len(one.refused) for one in preview.files)
    if refused:
        yield f"{number_of(refused, 'record')} would be refused."
    losses = sum(len(one.losses) for one in preview.files)
    if losses:
        yield f"There is no place for {number_of(losses, 'thing')}."


def _labels_in_words(preview: ImportPreview) -> str:
    labels = preview.labels_added
    return f"New in the scheme would be: {labels_in_words(labels)}." if labels else ""


def _urgency(one: FilePreview) -> int:
    """What would be refused comes first, then what would be lost, then what was found out."""
    if one.refused:
        return 0
    if one.losses:
        return 1
    return 2 if one.notes or not (one.articles or one.format) else 3


def _group(one: FilePreview) -> Group:
    counts = (one.articles, one.annotations, one.mentions, one.judgements)
    names = ", ".join(one.annotators[:_MOST_NAMES])
    if len(one.annotators) > _MOST_NAMES:
        names += f" and {len(one.annotators) - _MOST_NAMES:,} more"
    counting = ", ".join(one.countings)
    if counting and not one.is_proven:
        counting += ", unproven"
    read_as = one.format or ("articles" if one.articles or not one.refused else "")
    cells = (one.file, read_as, counting, *(f"{count:,}" for count in counts), names)
    lines = list(_worth_a_look(one))
    if len(lines) > MOST_LINES:
        lines[MOST_LINES:] = [f"and {len(lines) - MOST_LINES:,} more"]
    return Group(cells, tuple(lines))


def _worth_a_look(one: FilePreview) -> Iterator[str]:
    in_order = sorted(one.refused, key=place_in_file)
    yield from (f"Refused{f', {bad.where}' if bad.where else ''}: {bad.reason}" for bad in in_order)
    yield from one.notes
    for sentence, times in Counter(f"No place for {loss.what}: {loss.why}." for loss in one.losses).items():
        yield sentence if times == 1 else f"{times:,} times: {sentence}"
    if one.countings and not one.is_proven:
        yield "Some of its records quote nothing that their offsets could be checked by."
    if not (one.articles or one.refused or one.losses):
        yield "There is nothing in it."
