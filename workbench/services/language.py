"""The window's language: Qt's translators, the engine's messages in it, and numbers, times and sizes as people write them there.

English is what stands in the source; Chinese comes from resources/translations/tunebench_zh.qm, which dev.py makes with
lrelease. A missing file leaves English, never an empty window.
"""

from __future__ import annotations

import math
import os

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

from engine.api import RESOURCES, Message

_installed: list[QTranslator] = []
_locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def resolve(language: str) -> str:
    """ "en" or "zh" for a setting; "system" asks the system and takes English where it speaks neither."""
    if language == "system":
        return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"
    return language


def install(application: QCoreApplication, language: str) -> None:
    """Let the application speak a language ("system", "en", "zh") from now on; windows rebuild themselves afterwards."""
    global _locale
    for translator in _installed:
        application.removeTranslator(translator)
    _installed.clear()
    chosen = resolve(language)
    os.environ["TUNEBENCH_LANGUAGE"] = chosen  # the engines that the window starts write their reports in it
    _locale = QLocale("zh_CN") if chosen == "zh" else QLocale("en_US")
    QLocale.setDefault(_locale)
    if chosen == "en":
        return
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase_zh_CN", qt_folder), ("tunebench_zh", str(RESOURCES / "translations"))):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
            _installed.append(translator)


def shown(message: Message) -> str:
    """An engine message in the window's language."""
    return message.render(shown_text)


def shown_text(text: str) -> str:
    """A title, description or summary from the engine (a spec's field, a plug-in) in the window's language."""
    return QCoreApplication.translate("engine", text) if text else ""


def locale() -> QLocale:
    """The locale for numbers and dates."""
    return _locale


def number(value: float, digits: int = 0) -> str:
    """A number with the locale's separators; very small or large ones in powers of ten, NaN and infinities by name."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("∞" if value > 0 else "−∞")
    if value and digits and (abs(value) < 10.0**-digits or abs(value) >= 1e9):
        return _locale.toString(float(value), "g", 3)
    return _locale.toString(float(value), "f", digits)


def short_number(value: float) -> str:
    """A count in at most four figures: 980, 22.7 M, 1.2 G."""
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= limit:
            scaled = value / (1e3 if unit == "k" else limit)
            return f"{number(scaled, 1 if scaled < 100 else 0)} {unit}"
    return number(value)


def byte_size(count: float) -> str:
    """A size in memory or on disk: 512 B, 86.7 MB, 1.2 GB (powers of 1,000, as disks are sold)."""
    for limit, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if abs(count) >= limit:
            scaled = count / limit
            return f"{number(scaled, 1 if scaled < 100 else 0)} {unit}"
    return f"{number(count)} B"


def duration(seconds: float) -> str:
    """A time span a person reads at a glance: 8 s, 1 min 40 s, 2 h 5 min, 3 d 4 h."""
    if not math.isfinite(seconds):
        return "–"
    whole = max(0, round(seconds))
    if whole < 60:
        return QCoreApplication.translate("language", "{seconds} s").format(seconds=whole)
    if whole < 3600:
        text = QCoreApplication.translate("language", "{minutes} min {seconds} s")
        return text.format(minutes=whole // 60, seconds=whole % 60)
    if whole < 86_400:
        text = QCoreApplication.translate("language", "{hours} h {minutes} min")
        return text.format(hours=whole // 3600, minutes=whole % 3600 // 60)
    text = QCoreApplication.translate("language", "{days} d {hours} h")
    return text.format(days=number(whole // 86_400), hours=whole % 86_400 // 3600)


def percent(share: float, digits: int = 1) -> str:
    """A share between 0 and 1 as 94.2 %."""
    if not math.isfinite(share):
        return "–"
    return QCoreApplication.translate("language", "{number} %").format(number=number(100 * share, digits))


def moment(seconds: float) -> str:
    """A day and a time of seconds since the epoch; a dash for 0."""
    if seconds <= 0:
        return "–"
    return _locale.toString(QDateTime.fromSecsSinceEpoch(int(seconds)), QLocale.FormatType.ShortFormat)
