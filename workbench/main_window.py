"""The window's frame: rail, header, pages, status strip. Pages are made when they are first visited and keep no state,
so that another language simply makes them again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from workbench.actions import Action, Actions
from workbench.context import AppContext
from workbench.pages import discover_pages
from workbench.pages._page import Page
from workbench.services import language
from workbench.services.icons import window_icon
from workbench.widgets.command_palette import Command, CommandPalette
from workbench.widgets.header import PageHeader
from workbench.widgets.notices import Notices
from workbench.widgets.rail import Rail
from workbench.widgets.status_strip import StatusStrip

SIZE = (1280, 800)
LEAST = (960, 600)
FRAME = (16, 56)  # px that the system's title bar and borders may take around a new window; unknown before it is shown
BOTTOM = 90  # pages from this order on stand at the bottom of the rail


class MainWindow(QMainWindow):
    """Rail, header, pages, status strip and the actions of all of them."""

    def __init__(self, context: AppContext, page: str = "") -> None:
        super().__init__()
        self.context = context
        self.setObjectName("window")
        self.setWindowIcon(window_icon())
        self.setMinimumSize(*LEAST)
        self.setAcceptDrops(True)
        self._classes = {cls.name: cls for cls in discover_pages()}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._shortcuts: list[QShortcut | QAction] = []
        self._palette: CommandPalette | None = None
        self._build()
        self._restore_geometry()
        context.navigate.connect(self.go)
        context.notified.connect(self._notify)
        context.settings.changed.connect(self._setting_changed)
        self.go(page if page in self._classes else next(iter(self._classes)))
        self.setFocus()  # nobody has begun with the keyboard yet: no ring around the first button

    # building

    def _build(self) -> None:
        self.setWindowTitle("Tunebench")
        root = QWidget()
        row = QHBoxLayout(root)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail()
        self._fill_rail()
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.notices = Notices()
        self.header = PageHeader()
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        column.addWidget(self.notices)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        row.addLayout(column, 1)
        self.status = StatusStrip(self.context.hub)
        self.status.runs_wanted.connect(self._show_runs)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(root, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)
        self._palette = CommandPalette(self)
        self._add_shortcuts()

    def _fill_rail(self) -> None:
        self.rail.chosen.connect(self.go)
        self.rail.search_wanted.connect(self.open_palette)
        gap = False
        for number, cls in enumerate(self._classes.values(), start=1):
            if cls.order >= BOTTOM and not gap:
                self.rail.add_gap()
                gap = True
            self.rail.add_page(cls.name, cls.icon, cls.rail_title(), self._page_shortcut(number))
        if not gap:
            self.rail.add_gap()

    @staticmethod
    def _page_shortcut(number: int) -> str:
        return QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText) if number < 10 else ""

    def _add_shortcuts(self) -> None:
        for number, name in enumerate(list(self._classes)[:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setProperty("page", name)
            shortcut.activated.connect(self._page_key)
            self._shortcuts.append(shortcut)
        self._actions = Actions(self.context, self, self)
        for action in self._actions.all():
            made = QAction(action.title, self)
            made.setObjectName(f"action.{action.id}")
            made.setShortcuts(_sequences(action.shortcut))
            made.triggered.connect(action.callback)
            self.addAction(made)
            if QGuiApplication.platformName() == "cocoa":  # where a menu bar is expected; elsewhere the palette has them
                self._menu(action.menu).addAction(made)
            self._shortcuts.append(made)

    def _menu(self, title: str) -> QMenu:
        bar = self.menuBar()
        for menu in bar.findChildren(QMenu):
            if menu.title() == title:
                return menu
        return bar.addMenu(title)

    def rebuild(self) -> None:
        """Make rail, header and pages again (in the language of now) and stay on the page."""
        current = self._current
        for shortcut in self._shortcuts:
            if isinstance(shortcut, QAction):
                self.removeAction(shortcut)
            shortcut.deleteLater()
        self._shortcuts.clear()
        self._actions.deleteLater()
        if QGuiApplication.platformName() == "cocoa":
            self.menuBar().clear()
        for page in self._pages.values():
            page.leave()
        self._pages.clear()
        if self._palette is not None:
            self._palette.deleteLater()
        if old := self.takeCentralWidget():
            old.hide()
            old.deleteLater()
        self._current = ""
        self._build()
        self.go(current)

    # pages

    def page(self, name: str) -> Page:
        """A page, made now if it was not visited yet."""
        if name not in self._pages:
            made = self._classes[name](self.context)
            made.heading_changed.connect(self._heading_changed)
            self._pages[name] = made
            self.stack.addWidget(made)
        return self._pages[name]

    def current_page(self) -> Page:
        """The page in front."""
        return self.page(self._current)

    @Slot(str)
    def go(self, name: str) -> None:
        """Bring a page to the front."""
        if name not in self._classes:
            return
        page = self.page(name)
        self._current = name
        focus = QApplication.focusWidget()
        self.stack.setCurrentWidget(page)
        if focus is self or (focus is not None and self.header.isAncestorOf(focus)):
            page.rest()  # a header's button that brought us here goes, and Qt would look for another one
        self.rail.choose(name)
        self._show_heading()
        page.shown()

    @Slot()
    def _heading_changed(self) -> None:
        if self.sender() is self._pages.get(self._current):
            self._show_heading()

    def _show_heading(self) -> None:
        page = self.current_page()
        title, sentence = page.heading()
        self.header.show_heading(title, sentence, page.header_buttons)
        self.setWindowTitle(self.tr("{page} – Tunebench").format(page=type(page).rail_title()))

    @Slot()
    def _page_key(self) -> None:
        self.go_by_key(str(self.sender().property("page")))

    def go_by_key(self, name: str) -> None:
        """Bring a page to the front, and the keyboard to it."""
        self.go(name)
        if control := self.current_page().first_focus():
            control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _show_runs(self) -> None:
        self.go("runs")

    # actions

    @Slot(str)
    def take_file(self, path: str) -> None:
        """Make a file the draft's data and show it; a job file becomes the draft itself."""
        if path.lower().endswith(".toml"):
            self.context.open_job(path)
            return
        self.context.draft.source = path
        self.go("data")

    @Slot()
    def press_primary(self) -> None:
        """Press the page's primary button."""
        button = self.current_page().primary()
        if button is not None and button.isEnabled():
            button.click()

    @Slot()
    def open_palette(self) -> None:
        """Show the command palette."""
        assert self._palette is not None
        go = self.tr("Go to {page}")
        pages = [
            Command(go.format(page=cls.rail_title()), partial(self.go_by_key, name), self._page_shortcut(number), cls.icon)
            for number, (name, cls) in enumerate(self._classes.items(), start=1)
        ]
        self._palette.open([*pages, *(_command(action) for action in self._actions.all() if action.id != "palette")])

    # the rest of the world

    @Slot(str, str)
    def _notify(self, level: str, text: str) -> None:
        self.notices.tell(level, text)

    @Slot(str)
    def _setting_changed(self, key: str) -> None:
        if key == "language":
            QTimer.singleShot(0, self._speak)  # not while the control that chose it is still in its own signal

    @Slot()
    def _speak(self) -> None:
        application = QApplication.instance()
        if application is not None:
            language.install(application, self.context.settings.language)
        self.rebuild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing else took it: an explanation that stands there goes, or what the page is doing ends."""
        if event.key() == Qt.Key.Key_Escape and QToolTip.isVisible():
            QToolTip.hideText()
        elif event.key() == Qt.Key.Key_Escape:
            self.current_page().cancel()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.take_file(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()

    def _restore_geometry(self) -> None:
        saved = QByteArray.fromBase64(str(self.context.settings.get("window")).encode())
        if saved.isEmpty() or not self.restoreGeometry(saved):
            screen = self.screen().availableSize()
            self.resize(min(SIZE[0], screen.width() - FRAME[0]), min(SIZE[1], screen.height() - FRAME[1]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place, write the draft down and end all threads; jobs go on by themselves."""
        self.context.settings.set("window", bytes(self.saveGeometry().toBase64().data()).decode())
        self.hide()
        for page in self._pages.values():
            page.leave()
        self.context.close()
        super().closeEvent(event)


def _command(action: Action) -> Command:
    shown = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return Command(action.title, action.callback, shown, action.icon)


def _sequences(shortcut: str) -> list[QKeySequence]:
    """A shortcut, with both Return keys where it has one."""
    found = [QKeySequence(shortcut)] if shortcut else []
    return [*found, QKeySequence(shortcut.replace("Return", "Enter"))] if "Return" in shortcut else found
