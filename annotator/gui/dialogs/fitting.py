"""How large a dialog opens: as wide as is good to read, as high as its words then need."""

from PySide6.QtWidgets import QDialog


def fit(dialog: QDialog, ems: int) -> None:
    """Makes the dialog so many line heights wide; wrapped words get the height they need in it."""
    width = max(ems * dialog.fontMetrics().height(), dialog.minimumSizeHint().width())
    layout = dialog.layout()
    needed = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
    dialog.resize(width, max(needed, dialog.sizeHint().height()))
