"""Numbers as people read them: durations, sizes, shares, dates; in the window's language and the locale's digits."""

from __future__ import annotations

import math

from PySide6.QtCore import QDateTime, QLocale, QObject


class Wording(QObject):
    """Stateless; an object only because translations belong to one."""

    def duration(self, seconds: float) -> str:
        """45 s, 1 min 40 s, 2 h 5 min, 3 d 4 h; a dash for what is not a number."""
        if not math.isfinite(seconds):
            return "–"
        whole = max(0, round(seconds))
        if whole < 60:
            return self.tr("{seconds} s").format(seconds=whole)
        if whole < 3600:
            return self.tr("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
        if whole < 86_400:
            return self.tr("{hours} h {minutes} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)
        return self.tr("{days} d {hours} h").format(days=whole // 86_400, hours=whole % 86_400 // 3600)

    def size(self, count: float) -> str:
        """Bytes in the locale's digits: 1.2 GB (decimal units, as disks are sold and systems show)."""
        return QLocale().formattedDataSize(int(count), 1, QLocale.DataSizeFormat.DataSizeSIFormat)

    def count(self, value: int) -> str:
        """12,345."""
        return QLocale().toString(value)

    def number(self, value: float, digits: int = 4) -> str:
        """At least `digits` significant ones, small numbers as 2e-05; NaN and infinities by their names."""
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "∞" if value > 0 else "-∞"
        if value != 0 and not 1e-3 <= abs(value) < 1e6:
            return f"{value:.2e}"
        if abs(value) >= 1000:
            return QLocale().toString(round(value))
        return QLocale().toString(value, "g", digits)

    def percent(self, share: float, digits: int = 1) -> str:
        """94.2 % of a share between 0 and 1."""
        if not math.isfinite(share):
            return "–"
        return self.tr("{number} %").format(number=QLocale().toString(100 * share, "f", digits))

    def moment(self, seconds: float) -> str:
        """A day and a time by the locale; a dash for 0."""
        if seconds <= 0:
            return "–"
        return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)), QLocale.FormatType.ShortFormat)

    def clock(self, seconds: float) -> str:
        """The time of day with seconds, for logs."""
        return QDateTime.fromSecsSinceEpoch(int(seconds)).time().toString("HH:mm:ss")
