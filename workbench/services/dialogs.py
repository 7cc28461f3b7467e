"""Asking for files and folders without stopping anything: the dialog opens, and the choice arrives by a call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget

from workbench.services.icons import icon

DATA_ENDINGS = ("csv", "tsv", "json", "jsonl", "parquet", "xlsx", "txt")

# the buttons of Qt's own dialog, by their object names, and our icons for them
_TOOLS = {
    "backButton": "chevron-left",
    "forwardButton": "chevron-right",
    "toParentButton": "chevron-up",
    "newFolderButton": "plus",
    "listModeButton": "more",
    "detailModeButton": "runs",
}


def data_filters() -> list[str]:
    """The filters of a dialog for data files."""
    patterns = " ".join(f"*.{ending}" for ending in DATA_ENDINGS)
    data = QCoreApplication.translate("dialogs", "Data files ({patterns})").format(patterns=patterns)
    return [data, QCoreApplication.translate("dialogs", "All files (*)")]


def choose_file(
    parent: QWidget, title: str, filters: list[str], on_chosen: Callable[[str], object], start: Path | None = None
) -> QFileDialog:
    """Let a person choose one file that is there, looking first in `start` (else at home); `on_chosen` gets its path."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("dialog.file")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(filters)
    dialog.setDirectory(str(start if start is not None and start.is_dir() else Path.home()))
    return _open(dialog, on_chosen)


def choose_folder(parent: QWidget, title: str, start: Path | None, on_chosen: Callable[[str], object]) -> QFileDialog:
    """Let a person choose a folder; `on_chosen` gets its path."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("dialog.folder")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(str(start if start is not None and start.is_dir() else Path.home()))
    return _open(dialog, on_chosen)


def _fit_in(dialog: QFileDialog) -> None:
    """Where Qt draws the dialog itself: our icons, because its own are black in every theme, and the words it leaves in English."""
    found = [(dialog.findChild(QToolButton, name), drawn) for name, drawn in _TOOLS.items()]
    for button, drawn in found:
        if button is not None:
            button.setIcon(icon(drawn))
    if any(button is not None for button, _ in found):
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, QCoreApplication.translate("dialogs", "Look in:"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, QCoreApplication.translate("dialogs", "Files of type:"))


def _open(dialog: QFileDialog, on_chosen: Callable[[str], object]) -> QFileDialog:
    _fit_in(dialog)
    dialog.fileSelected.connect(on_chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def choose_new_file(parent: QWidget, title: str, suggested: Path, on_chosen: Callable[[str], object]) -> QFileDialog:
    """Let a person say where a file is to be written, beginning with a suggestion; it asks itself before an old one goes."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("dialog.save")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.setDirectory(str(suggested.parent if suggested.parent.is_dir() else Path.home()))
    dialog.selectFile(suggested.name)
    return _open(dialog, on_chosen)
