"""The application's one stylesheet, made from the tokens of services/theme.py. Colours and sizes are defined there."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QFontDatabase

from workbench.services.theme import CONTROL_HEIGHT, CONTROL_RADIUS, HALF, RADIUS, SPACE, STRONG_WEIGHT, TEXT_SIZES, Palette, text_px


def stylesheet(palette: Palette) -> str:
    """The stylesheet of a palette."""
    values: dict[str, object] = {name: getattr(palette, name) for name in palette.__dataclass_fields__}
    values |= {f"text_{role}_px": f"{text_px(role)}px" for role in TEXT_SIZES}
    inner = max(CONTROL_HEIGHT, text_px("body") + 14) - 2
    values |= {
        "strong": STRONG_WEIGHT,
        "mono": QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family(),
        "space": f"{SPACE}px",
        "half": f"{HALF}px",
        "radius": f"{RADIUS}px",
        "round": f"{CONTROL_RADIUS}px",
        "inner": f"{inner}px",
        "inner_focus": f"{inner - 2}px",
        "inner_spin": f"{inner - 3}px",  # Qt adds 3 px to a spin box that it doesn't add to a line edit
        "inner_spin_focus": f"{inner - 5}px",
        "scroll": palette.control_border,
        "row": f"{max(28, text_px('body') + 12)}px",
    }
    return Template("".join((_TEXT, _SURFACES, _BUTTONS, _INPUTS, _CHOICES, _VIEWS, _BARS, _FRAME))).substitute(values)


_TEXT = """
* { outline: none; }
QWidget { color: $text; }
QLabel { background: transparent; }
QLabel:disabled { color: $text_disabled; }
QLabel[role="caption"] { font-size: $text_caption_px; color: $text_muted; }
QLabel[role="muted"] { color: $text_muted; }
QLabel[role="strong"] { font-weight: $strong; }
QLabel[role="heading"] { font-size: $text_heading_px; font-weight: $strong; }
QLabel[role="title"] { font-size: $text_title_px; font-weight: $strong; }
QLabel[role="number"] { font-size: $text_heading_px; font-weight: $strong; }
QLabel[role="success"] { color: $success; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="error"] { color: $error; }
QLabel[role="code"] { font-family: "$mono"; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: $half; font-size: $text_caption_px; }
"""

_SURFACES = """
QMainWindow, QDialog { background: $window; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: $window; border: none; }
QStackedWidget { background: $window; }
QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: $radius; }
QFrame[role="card"][hovered="true"] { border-color: $control_border; }
QFrame[role="well"] { background: $sunken; border: none; border-radius: $round; }
QFrame[role="drop"] { background: $surface; border: 1px dashed $control_border; border-radius: $radius; }
QFrame[role="drop"][over="true"] { background: $accent_soft; border: 2px dashed $accent; }
QFrame[role="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="banner"] { border-radius: $round; border: 1px solid $border; background: $surface; }
QFrame[role="banner"][level="info"] { background: $accent_soft; border-color: $accent; }
QFrame[role="banner"][level="success"] { background: $success_soft; border-color: $success; }
QFrame[role="banner"][level="warning"] { background: $warning_soft; border-color: $warning; }
QFrame[role="banner"][level="error"] { background: $error_soft; border-color: $error; }
QGroupBox { border: 1px solid $border; border-radius: $radius; margin-top: 24px; padding: $space; font-weight: $strong; }
QGroupBox::title { subcontrol-origin: margin; left: 0; padding: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }
QSplitter::handle:horizontal { width: $space; }
QSplitter::handle:vertical { height: $space; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $text; border: 1px solid $control_border; border-radius: $round;
  padding: 0 12px; min-height: $inner; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $focus; padding: 0 11px; min-height: $inner_focus; }
QPushButton:disabled { color: $text_disabled; border-color: $border; background: $sunken; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton[kind="primary"] { background: $accent; color: $accent_text; border-color: $accent; font-weight: $strong; padding: 0 16px; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 0 15px; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $text_disabled; border-color: $border; }
QPushButton[kind="flat"] { background: transparent; border-color: transparent; padding: 0 $space; color: $link; }
QPushButton[kind="flat"]:hover { background: $hover; }
QPushButton[kind="flat"]:pressed { background: $pressed; }
QPushButton[kind="flat"]:focus { border-color: $focus; padding: 0 7px; }
QPushButton[kind="flat"]:disabled { color: $text_disabled; background: transparent; border-color: transparent; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; border-radius: $half; padding: 0; color: $link;
  font-weight: $strong; text-align: left; }
QPushButton[kind="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: $focus; padding: 0; min-height: $inner; }
QPushButton[kind="link"]:disabled { color: $text_disabled; background: transparent; border-color: transparent; }
QPushButton[density="small"] { font-size: $text_caption_px; min-height: 22px; }
QPushButton[density="small"]:focus { min-height: 20px; }
QPushButton[kind="disclosure"] { background: transparent; border-color: transparent; padding: 0 $space 0 0; text-align: left;
  font-weight: $strong; }
QPushButton[kind="disclosure"]:hover { background: $hover; }
QPushButton[kind="disclosure"]:focus { border-color: $focus; }
QPushButton[kind="row"] { background: transparent; border: 1px solid transparent; border-radius: $round; padding: 0; }
QPushButton[kind="row"]:hover { background: $hover; }
QPushButton[kind="row"]:pressed { background: $pressed; }
QPushButton[kind="row"]:checked { background: $accent_soft; border-color: $accent; }
QPushButton[kind="row"]:focus { border: 2px solid $focus; }
QPushButton[kind="segment"] { background: $surface; padding: 0 12px; border-radius: $round; color: $text_muted; }
QPushButton[kind="segment"]:checked { background: $accent_soft; color: $text; border-color: $accent; font-weight: $strong; }
QPushButton[kind="segment"]:focus { border: 2px solid $focus; padding: 0 11px; }
QPushButton[kind="rail"] { background: transparent; border: 1px solid transparent; border-radius: $round; text-align: left;
  padding: 0 $space 0 12px; min-height: 34px; color: $text_muted; }
QPushButton[kind="rail"]:hover { background: $hover; color: $text; }
QPushButton[kind="rail"]:checked { background: $accent_soft; color: $text; font-weight: $strong; }
QPushButton[kind="rail"]:focus { border: 2px solid $focus; padding: 0 7px 0 11px; min-height: 32px; }
QToolButton { background: transparent; border: 1px solid $border; border-radius: $round; padding: 2px $half; color: $text; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $accent_soft; border-color: $accent; }
QToolButton:focus { border-color: $focus; }
"""

_INPUTS = """
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: $surface; color: $text; border: 1px solid $control_border;
  border-radius: $round; padding: 0 $space; min-height: $inner; selection-background-color: $selection;
  selection-color: $selection_text; }
QPlainTextEdit, QTextEdit { background: $surface; color: $text; border: 1px solid $control_border; border-radius: $round;
  padding: $half; selection-background-color: $selection; selection-color: $selection_text; }
QPlainTextEdit[role="log"] { border-color: $border; background: $sunken; font-family: "$mono"; font-size: $text_caption_px; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { padding: 0 7px; min-height: $inner_focus; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
  color: $text_disabled; background: $sunken; border-color: $border; }
QLineEdit[problem="true"], QSpinBox[problem="true"], QComboBox[problem="true"] { border: 2px solid $error; padding: 0 7px;
  min-height: $inner_focus; }
QComboBox { padding-right: 28px; }
QComboBox:focus { padding-right: 27px; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; width: 24px; border: none; }
QComboBox::down-arrow { image: url(tunebench:arrow-down.svg); width: 12px; height: 12px; }
QComboBoxPrivateContainer { border: none; background: $raised; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus { background: $raised; color: $text; border: 1px solid $control_border;
  border-radius: 0; padding: $half; selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: $row; padding: 0 $half; border-radius: $half; }
QComboBox QAbstractItemView::item:hover { background: $hover; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: none; border-radius: 0; background: transparent;
  padding: 0; min-height: 0; }
QSpinBox, QDoubleSpinBox { min-height: $inner_spin; }
QSpinBox:focus, QDoubleSpinBox:focus, QSpinBox[problem="true"] { min-height: $inner_spin_focus; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; width: 22px;
  border: none; background: transparent; border-top-right-radius: $round; margin: 1px 1px 0 0; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; width: 22px;
  border: none; background: transparent; border-bottom-right-radius: $round; margin: 0 1px 1px 0; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover, QDoubleSpinBox::up-button:hover,
QDoubleSpinBox::down-button:hover { background: $hover; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(tunebench:arrow-up.svg); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(tunebench:arrow-down.svg); width: 10px; height: 10px; }
"""

_CHOICES = """
QCheckBox, QRadioButton { spacing: $space; background: transparent; padding: $half 2px; border: 1px solid transparent;
  border-radius: $half; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $text_disabled; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $control_border; border-radius: $half; background: $surface; }
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(tunebench:check.svg); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url(tunebench:dash.svg); }
QCheckBox::indicator:disabled { border-color: $border; background: $sunken; }
QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $control_border; border-radius: 9px; background: $surface; }
QRadioButton::indicator:hover { border-color: $accent; }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url(tunebench:dot.svg); }
QSlider::groove:horizontal { height: $half; background: $pressed; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; background: $accent;
  border: 1px solid $surface; }
QSlider::handle:horizontal:focus { border: 2px solid $text; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: $half; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: $half; min-height: 20px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $text_disabled; }
QMenu::separator { height: 1px; background: $border; margin: $half $space; }
QMenuBar { background: $rail; color: $text; border-bottom: 1px solid $border; }
QMenuBar::item { padding: $half $space; background: transparent; border-radius: $half; }
QMenuBar::item:selected { background: $hover; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text_muted; padding: $space $half; margin-right: 16px;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; font-weight: $strong; border-bottom-color: $accent; }
QTabBar::tab:focus { border-bottom-color: $focus; color: $link; }
"""

_VIEWS = """
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView, QListView, QTreeView { background: $surface; color: $text; border: 1px solid $border; border-radius: $radius;
  selection-background-color: $selection; selection-color: $selection_text; gridline-color: transparent;
  alternate-background-color: $surface; }
QTableView:focus, QListView:focus, QTreeView:focus { border-color: $focus; }
QTableView[role="plain"], QListView[role="plain"] { border: none; border-radius: 0; background: transparent; }
QTableView::item { padding: 0 $space; border: none; border-bottom: 1px solid $border; }
QTableView::item:hover, QListView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected { background: $selection; color: $selection_text; }
QListView::item { padding: 0 $space; min-height: $row; border-radius: $half; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $sunken; color: $text_muted; font-size: $text_caption_px; font-weight: $strong; border: none;
  border-bottom: 1px solid $border; padding: 0 11px; min-height: $row; }
QHeaderView::section:vertical { background: $surface; font-weight: 400; padding: 0 $space; border-radius: 0; }
QHeaderView::section:first { border-top-left-radius: 7px; }
QHeaderView::section:last { border-top-right-radius: 7px; }
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow { image: url(tunebench:arrow-down.svg); width: 10px; height: 10px; subcontrol-position: center right; }
QHeaderView::up-arrow { image: url(tunebench:arrow-up.svg); width: 10px; height: 10px; subcontrol-position: center right; }
QTreeView::item { min-height: 26px; }
QTreeView::item:selected { background: $selection; color: $selection_text; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTableCornerButton::section { background: $sunken; border: none; border-bottom: 1px solid $border; }
"""

_BARS = """
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:vertical { min-height: 32px; background: $scroll; border-radius: 3px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 32px; background: $scroll; border-radius: 3px; margin: 3px 2px; }
QScrollBar::handle:hover { background: $control_border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $hover; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_FRAME = """
QWidget[role="rail"] { background: $rail; border: none; border-right: 1px solid $border; }
QWidget[role="header"] { background: $window; }
QWidget[role="status"] { background: $rail; border: none; border-top: 1px solid $border; }
QFrame[role="palette"] { background: $raised; border: 1px solid $control_border; }
QFrame[role="palette"] QListView { border: none; background: transparent; }
"""
