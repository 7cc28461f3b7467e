"""A run's curves: the loss large, learning rate, gradient norm, speed and memory small, fed from its events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.api import events
from workbench.plots.live_curve import LiveCurve
from workbench.plots.style import short
from workbench.services.language import byte_size, number, percent
from workbench.services.theme import SPACE, Theme
from workbench.widgets.card import Card

QUALITY = ("perplexity", "accuracy", "bleu", "chrf")  # validation metrics with a curve of their own


class Figures(QWidget):
    """One large curve and four small ones."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.loss = LiveCurve(theme, self.tr("Loss"), "runs.loss")
        self.loss.add_series("train", self.tr("training"))
        self.loss.add_series("validation", self.tr("validation"), "dots", 1)
        self.rate = self._small(theme, self.tr("Learning rate"), "runs.learning_rate")
        self.rate.add_series("value", self.tr("learning rate"), "line")
        self.norm = self._small(theme, self.tr("Gradient norm"), "runs.grad_norm")
        self.norm.add_series("value", self.tr("gradient norm"), "raw", 5)
        self.speed = LiveCurve(theme, self.tr("Tokens per second"), "runs.speed", compact=True, written=number, from_zero=True)
        self.speed.add_series("value", self.tr("tokens per second"), "line", 2)
        self.memory = LiveCurve(theme, self.tr("Memory"), "runs.memory", compact=True, written=byte_size, from_zero=True)
        self.memory.add_series("value", self.tr("memory"), "line", 3)
        self._train = {"loss": (self.loss, "train"), "learning_rate": (self.rate, "value"), "grad_norm": (self.norm, "value")}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(_carded(self.loss))
        self._grid = QGridLayout()
        self._grid.setSpacing(2 * SPACE)
        for place in (0, 1):  # as wide as each other, whatever their numbers need
            self._grid.setColumnStretch(place, 1)
        self.quality: dict[str, LiveCurve] = {}  # made when the first value comes: which ones there are depends on the task
        self._cards = {curve: _carded(curve) for curve in (self.rate, self.norm, self.speed, self.memory)}
        self._arrange()
        column.addLayout(self._grid)

    def _small(self, theme: Theme, title: str, name: str) -> LiveCurve:
        return LiveCurve(theme, title, name, compact=True, written=short)

    def _arrange(self) -> None:
        """Two beside each other: what is measured on validation rows, then what every run has."""
        for card in self._cards.values():
            self._grid.removeWidget(card)
        for place, curve in enumerate(self.curves()[1:]):
            self._grid.addWidget(self._cards[curve], place // 2, place % 2)

    def _quality(self, name: str, values: Mapping[str, float]) -> LiveCurve:
        """The curve of a validation metric."""
        if name not in self.quality:
            titles = {
                "perplexity": self.tr("Perplexity"),
                "accuracy": self.tr("Tokens guessed right") if "perplexity" in values else self.tr("Accuracy"),
                "bleu": "BLEU",
                "chrf": "chrF",
            }
            written = percent if name == "accuracy" else short
            curve = LiveCurve(self._theme, titles[name], f"runs.{name}", compact=True, written=written)
            curve.add_series("validation", self.tr("validation"), "dots", 1)
            self.quality[name] = curve
            self._cards[curve] = _carded(curve)
            self._arrange()
        return self.quality[name]

    def curves(self) -> tuple[LiveCurve, ...]:
        """All of them."""
        return self.loss, *self.quality.values(), self.rate, self.norm, self.speed, self.memory

    def is_empty(self) -> bool:
        """Is there nothing to see?"""
        return all(curve.is_empty() for curve in self.curves())

    def clear(self) -> None:
        """Forget all points, and the curves that another run may not have."""
        for curve in self.curves():
            curve.clear()
        gone = [self._cards.pop(curve) for curve in self.quality.values()]
        self.quality.clear()
        for card in gone:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._arrange()

    def add(self, batch: list[events.Event]) -> None:
        """Take the next events; a restart in the middle ends what was gathered, because steps begin anew there."""
        found: dict[tuple[LiveCurve, str], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))

        def put(curve: LiveCurve, key: str, step: int, value: float) -> None:
            xs, ys = found[curve, key]
            if xs and step <= xs[-1]:
                curve.extend(key, xs, ys)
                xs.clear()
                ys.clear()
            xs.append(step)
            ys.append(value)

        for event in batch:
            match event:
                case events.Metrics(split="train"):
                    for name, (curve, key) in self._train.items():
                        if name in event.values:
                            put(curve, key, event.step, event.values[name])
                case events.Metrics(split="validation"):
                    if "loss" in event.values:
                        put(self.loss, "validation", event.step, event.values["loss"])
                    for name in QUALITY:
                        if name in event.values:
                            put(self._quality(name, event.values), "validation", event.step, event.values[name])
                case events.Resources():
                    put(self.speed, "value", event.step, event.tokens_per_second)
                    put(self.memory, "value", event.step, event.device_memory or event.memory)
        for (curve, key), (xs, ys) in found.items():
            curve.extend(key, xs, ys)


def _carded(curve: LiveCurve) -> Card:
    card = Card()
    card.body.addWidget(curve)
    return card
