"""The view "predictions": with a real model, and with answers made by hand for what small models don't say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.api import Message, say
from workbench.bridge.inspecting import Looked
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.inspector_views.predictions import PredictionsView, with_mask
from workbench.services.theme import contrast, tokens

WAIT = 60_000
Blocks = dict[str, dict[str, Any]]


def block(kind: str, name: str, title: Message | str = "", **content: Any) -> dict[str, Any]:
    titled = title if isinstance(title, Message) else say("{title}", title=title or name)
    return {"kind": kind, "name": name, "title": titled, "note": say("How it was made."), **content}


def bars(name: str, shares: dict[str, float], title: Message | str = "", share: bool = True) -> dict[str, Any]:
    return block("bars", name, title, names=list(shares), values=np.array(list(shares.values()), np.float32), share=share)


def sentence(name: str, text: Message, warning: bool = False) -> dict[str, Any]:
    return block("words", name, text=text, warning=warning)


def chips(name: str, weights: dict[str, float], title: str = "") -> dict[str, Any]:
    kinds = {"kind": "plain", "bytes": "", "character": "", "word": 0, "side": 0, "start": 0, "end": 0}
    found = [{"text": f" {text}", "token": text, "id": place, **kinds} for place, text in enumerate(weights)]
    return block("tokens", name, title, chips=found, weights=np.array(list(weights.values()), np.float32))


def lens(columns: list[str], place: int = 0) -> Blocks:
    heat = {"low": 0.0, "high": 1.0, "diverging": False, "rows": ["0", "1", "2"], "columns": columns}
    found = {"lens": block("heatmap", "lens", values=np.full((3, len(columns)), 0.25, np.float32), **heat)}
    heads = [{"name": name, "title": say("{name}", name=name), "kind": "text"} for name in ("layer", "token", "probability")]
    title = say("Likeliest at place {place} ({token}) after each layer", place=place, token="x")
    top = block("table", "lens-top", title, columns=heads, rows=[[0, "a", 0.5], [1, "b", 0.5], [2, "c", 0.5]])
    return {**found, "lens-top": top} if place else found


LABELS: Blocks = {"labels": bars("labels", {"glad": 0.7, "sad": 0.2, "mad": 0.1})}
EXPLAINED: Blocks = {"attribution": chips("attribution", {"good": 0.5, "bad": -0.25, "the": 0.0}, "Where glad comes from")}


@dataclass
class Questions:
    """Stands where the engine is asked, and answers when it is told to."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    open: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    stopped: list[int] = field(default_factory=list)

    def look(self, inspector: str, settings: dict[str, Any], done: Any, failed: Any, part: Any = None, progress: Any = None) -> int:
        assert inspector == "predictions"
        self.asked.append(settings)
        self.open[len(self.asked)] = (done, failed)
        return len(self.asked)

    def stop(self, number: int) -> None:
        self.open.pop(number, None)
        self.stopped.append(number)

    def _newest(self, show: str) -> int:
        return max(number for number in self.open if self.asked[number - 1]["show"] == show)

    def answer(self, show: str, blocks: Blocks) -> None:
        number = self._newest(show)
        done, _ = self.open.pop(number)
        done(Looked(number, "predictions", blocks, {"model": "m"}))

    def refuse(self, show: str, text: str, code: str = "inspect.memory") -> None:
        _, failed = self.open.pop(self._newest(show))
        failed(ToolFailure(code, text))

    def shows(self) -> list[str]:
        return [settings["show"] for settings in self.asked]


@pytest.fixture
def questions(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> Questions:
    found = Questions()
    monkeypatch.setattr(context.hub.inspecting, "look", found.look)
    monkeypatch.setattr(context.hub.inspecting, "stop", found.stop)
    context.looking.set(model="m", text="The good, the bad.")
    return found


@pytest.fixture
def view(context: AppContext, questions: Questions, qtbot: QtBot) -> PredictionsView:
    made = PredictionsView(context)
    qtbot.addWidget(made)
    made.resize(1040, 1200)
    made.show()
    made.refresh()
    return made


def press(view: QWidget, name: str) -> None:
    button = view.findChild(QPushButton, name)
    assert button is not None and button.isVisible()
    button.click()


def choices(view: PredictionsView) -> list[str]:
    return [view.attribution.answer.itemText(index) for index in range(view.attribution.answer.count())]


def test_that_a_masked_model_is_asked_explained_and_read_layer_by_layer(context: AppContext, qtbot: QtBot) -> None:
    view = PredictionsView(context)
    qtbot.addWidget(view)
    view.resize(1040, 1200)
    view.show()
    context.looking.set(model="starter:encoder-small", text="The screen is good.")
    view.refresh()
    qtbot.waitUntil(lambda: not view.busy(), timeout=WAIT)
    assert "[MASK]" in view.said.message.sentence()
    assert "no answer to explain" in view.attribution.sentence()
    view.said.message.findChild(QPushButton, "inspect.predictions.message.act").click()
    assert context.looking.values["text"] == "The screen is good [MASK]."
    qtbot.waitUntil(lambda: not view.busy(), timeout=WAIT)
    assert list(view.said.cards) == ["mask-1"]
    assert view.attribution.sentence() == view.lens.sentence() == ""
    assert view.attribution.picture.isVisible() and view.lens.map.isVisible()
    numbers = {key: looked.number for key, looked in view.looked.items()}
    view.attribution.answer.setCurrentIndex(2)
    qtbot.waitUntil(lambda: not view.busy(), timeout=WAIT)
    assert {key for key, looked in view.looked.items() if looked.number != numbers[key]} == {"attribution"}
    listed = view.looked["prediction"].blocks["mask-1"]["names"]
    assert view.looked["attribution"].blocks["attribution"]["title"].values["answer"] == listed[2]
    view.lens.map.column_chosen.emit(1)
    qtbot.waitUntil(lambda: not view.busy(), timeout=WAIT)
    assert view.looked["lens"].blocks["lens-top"]["title"].values["place"] == 2
    assert view.lens.table.isVisible() and view.lens.map._marked == 1


def test_that_three_questions_are_asked_and_each_answer_is_shown_as_it_comes(view: PredictionsView, questions: Questions) -> None:
    assert questions.shows() == ["prediction", "attribution", "lens"]
    assert not view.said.isVisible() and not view.attribution.isVisible() and not view.lens.isVisible()
    questions.answer("prediction", LABELS)
    assert view.said.cards["labels"].view.rows()[0] == ("glad", pytest.approx(0.7))
    assert not view.attribution.isVisible()
    questions.answer("lens", lens(["glad", "sad", "mad"]))
    questions.answer("attribution", EXPLAINED)
    assert view.attribution.picture.isVisible() and view.lens.picture.isVisible()
    assert not view.lens.table.isVisible()
    assert choices(view) == ["what the model says: glad", "sad", "mad"]


def test_that_another_answer_or_method_computes_only_the_attribution(view: PredictionsView, questions: Questions) -> None:
    questions.answer("prediction", LABELS)
    questions.answer("attribution", EXPLAINED)
    view.attribution.answer.setCurrentIndex(2)
    press(view, "inspect.predictions.method.gradient-x-input")
    view.attribution.words.setChecked(False)
    assert questions.shows()[3:] == ["attribution"] * 3
    assert questions.asked[-1] | {"answer": "mad", "method": "gradient-x-input", "words": False} == questions.asked[-1]
    assert not view.attribution.steps.isEnabled() and not view.attribution.baseline.isEnabled()
    questions.answer("attribution", EXPLAINED)
    saved = view.saved()
    assert saved is not None and list(saved.blocks) == ["attribution"]


def test_that_nothing_shown_is_a_value_of_the_engine(view: PredictionsView) -> None:
    combos = (view.attribution.steps, view.attribution.baseline)
    texts = [combo.itemText(index) for combo in combos for index in range(combo.count())]
    texts += [button.text() for button in view.findChildren(QPushButton)]
    raw = {"auto", "zero", "mask", "pad", "integrated-gradients", "gradient-x-input", "16", "32"}
    assert not raw & set(texts)
    assert {"Integrated gradients", "Baseline: zeros", "32 steps"} <= set(texts)


def test_that_the_strongest_words_are_told_in_words(view: PredictionsView, questions: Questions) -> None:
    questions.answer("prediction", LABELS)
    questions.answer("attribution", EXPLAINED)
    assert view.attribution._most.text() == "Most for it: good (+0.500). Most against it: bad (-0.250)."
    view.attribution.changed.emit()
    questions.answer("attribution", {"attribution": chips("attribution", {"good": 1.0})})
    assert view.attribution._most.text() == "Most for it: good (+1.000). Nothing speaks against it."


def test_that_both_texts_of_an_encoder_decoder_are_coloured_on_one_scale(view: PredictionsView, questions: Questions) -> None:
    questions.answer("prediction", {"next": bars("next", {"a": 0.5})})
    weak, strong = chips("attribution", {"good": -0.001}), chips("attribution-target", {"<s>": 4.0})
    questions.answer("attribution", {"attribution": weak, "attribution-target": strong})
    shown = []
    for part in view.attribution._chips.values():
        assert part.isVisible()
        shown.append(part.grab().toImage().pixelColor(4, part.height() // 2).name())
    assert contrast(shown[0], tokens().surface) < 1.02
    assert contrast(shown[1], tokens().surface) > 2


def test_that_the_best_answer_of_a_question_is_named(view: PredictionsView, questions: Questions) -> None:
    heads = [{"name": name, "title": say("{name}", name=name), "kind": "text"} for name in ("text", "probability")]
    questions.answer("prediction", {"spans": block("table", "spans", columns=heads, rows=[["in Rome", 0.75], ["Rome", 0.25]])})
    assert choices(view) == ["what the model says: in Rome"]
    assert not view.attribution.answer.isEnabled()


def test_that_a_gap_is_told_and_goes_with_the_next_answer(view: PredictionsView, questions: Questions) -> None:
    questions.answer("prediction", LABELS)
    questions.answer("attribution", {**EXPLAINED, "attribution-gap": sentence("attribution-gap", say("They miss it by 3."), True)})
    assert view.attribution._gap.isVisible() and view.attribution._gap.text() == "They miss it by 3."
    view.attribution.steps.setCurrentIndex(3)
    assert questions.asked[-1]["steps"] == 512
    questions.answer("attribution", EXPLAINED)
    assert not view.attribution._gap.isVisible()


def test_that_a_refused_part_says_why_in_its_own_place(view: PredictionsView, questions: Questions) -> None:
    questions.answer("prediction", LABELS)
    questions.refuse("lens", "There is no logit lens.")
    questions.answer("attribution", {"attribution": sentence("attribution", say("No gradients."), True)})
    assert view.said.cards["labels"].isVisible()
    assert view.lens.isVisible() and view.lens.sentence() == "There is no logit lens." and not view.lens.picture.isVisible()
    assert view.attribution.sentence() == "No gradients."
    assert view.attribution.method.isVisible()
    assert view._banner.text() == ""


def test_that_a_model_that_cannot_be_asked_is_told_once_and_tried_again(view: PredictionsView, questions: Questions) -> None:
    questions.refuse("prediction", "The engine has ended.", "internal")
    assert view.said.message.sentence() == "The engine has ended."
    assert not view.attribution.isVisible() and not view.lens.isVisible() and not view.busy()
    assert sorted(questions.stopped) == [2, 3]
    press(view, "inspect.predictions.message.act")
    assert questions.shows() == ["prediction", "attribution", "lens"] * 2
    questions.answer("prediction", LABELS)
    assert not view.said.message.isVisible() and view.said.cards["labels"].isVisible()


def test_that_a_model_without_a_head_leads_to_training(view: PredictionsView, questions: Questions, context: AppContext) -> None:
    went: list[str] = []
    context.navigate.connect(went.append)
    head = sentence("no-head", say("This model has no head."))
    questions.answer("prediction", {"no-head": head, "cosine": bars("cosine", {"another text": -0.25}, share=False)})
    assert not view.busy() and not view.attribution.isVisible() and not view.lens.isVisible()
    assert view.said.cards["cosine"]._figure.text() == "-0.250"
    assert not view.said.cards["cosine"].view.isVisible()
    press(view, "inspect.predictions.message.act")
    assert went == ["train"]


def test_that_pictures_of_another_text_go_before_the_new_ones_are_there(
    view: PredictionsView, questions: Questions, context: AppContext
) -> None:
    questions.answer("prediction", LABELS)
    questions.answer("attribution", EXPLAINED)
    view.refresh()
    assert view.said.isVisible() and view.attribution.isVisible()
    context.looking.set(text="Something else.")
    view.refresh()
    assert not view.said.isVisible() and not view.attribution.isVisible()
    assert view.saved() is None


def test_that_a_token_of_the_text_can_be_chosen_to_see_what_was_expected(view: PredictionsView, questions: Questions, qtbot: QtBot) -> None:
    said: Blocks = {"next": bars("next", {"a": 0.5, "b": 0.25}), "surprise": chips("surprise", {"The": 0.0, "good": 7.0, "bad": 3.0})}
    questions.answer("prediction", said)
    card = view.said.cards["surprise"]
    assert not card.back.isVisible()
    for _ in range(3):
        qtbot.keyClick(card.chips, Qt.Key.Key_Right)
    assert [(settings["show"], settings["place"]) for settings in questions.asked[-2:]] == [("prediction", 2), ("attribution", 2)]
    questions.answer("prediction", said)
    assert card.chips.chip() == 2 and card.back.isVisible()
    press(view, "inspect.predictions.surprise.back")
    assert questions.asked[-1]["place"] == 0
    questions.answer("prediction", said)
    assert card.chips.chip() == -1 and not card.back.isVisible()


def test_that_each_mask_offers_its_own_words(view: PredictionsView, questions: Questions) -> None:
    title = "Mask {number}, place {place}"
    masks = {f"mask-{n}": bars(f"mask-{n}", {"a": 0.5, "b": 0.25}, say(title, number=n, place=2 * n)) for n in (1, 2)}
    questions.answer("prediction", masks)
    assert choices(view) == ["what the model says: a (mask 1)", "b (mask 1)", "a (mask 2)", "b (mask 2)"]
    view.attribution.answer.setCurrentIndex(3)
    assert (questions.asked[-1]["answer"], questions.asked[-1]["place"]) == ("b", 4)


def test_that_a_column_chosen_of_a_tagger_is_explained(view: PredictionsView, questions: Questions) -> None:
    heads = [{"name": name, "title": say("{name}", name=name), "kind": "text"} for name in ("token", "tag", "probability")]
    rows = [["Ann", "person", 0.75], ["in", "none", 0.5], ["Rome", "place", 0.5], ["now", "none", 0.5]]
    questions.answer("prediction", {"tags": block("table", "tags", columns=heads, rows=rows)})
    questions.answer("attribution", EXPLAINED)
    questions.answer("lens", lens(["[CLS]", "Ann", "in", "Rome", "now"], place=2))
    assert choices(view) == ["what the model says", "person", "none", "place"]
    view.lens.map.column_chosen.emit(3)
    assert [(settings["show"], settings["place"]) for settings in questions.asked[-2:]] == [("attribution", 4), ("lens", 4)]
    assert choices(view)[0] == "what the model says at place 4"


def test_that_columns_of_the_lens_are_chosen_by_mouse_and_keyboard(view: PredictionsView, questions: Questions, qtbot: QtBot) -> None:
    questions.answer("prediction", {"next": bars("next", {"a": 0.5})})
    questions.answer("lens", lens(["one", "two", "three"], place=3))
    QApplication.processEvents()
    view.lens.picture.layout().activate()
    chosen: list[int] = []
    view.lens.place_chosen.connect(chosen.append)
    heat = view.lens.map
    assert heat._marked == 2
    middle = heat.cell_place(1, 1).center().toPoint()
    qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=QPoint(heat.width() - 1, heat.height() - 1))
    qtbot.keyClick(heat, Qt.Key.Key_Left)
    qtbot.keyClick(heat, Qt.Key.Key_Return)
    assert chosen == [2, 1]
    assert view.lens._cell.text() == "Layer 1, one: 25.0 %"
    assert [settings["place"] for settings in questions.asked[-2:]] == [2, 1]


def test_that_labels_that_do_not_fit_are_counted(view: PredictionsView, questions: Questions) -> None:
    shares = {f"label {number}": 1 / (2 + number) for number in range(11)}
    questions.answer("prediction", {"labels": bars("labels", shares)})
    assert view.said.cards["labels"]._rest.text() == "and 3 more, all less likely"
    assert len(choices(view)) == 11


def test_that_both_themes_draw_the_view_in_their_own_colours(view: PredictionsView, questions: Questions, context: AppContext) -> None:
    questions.answer("prediction", LABELS)
    questions.answer("attribution", EXPLAINED)
    questions.answer("lens", lens(["one", "two"], place=1))
    seen = []
    for theme in ("light", "dark"):
        context.theme.set_choice(theme)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        context.theme.apply(app)
        QApplication.processEvents()
        assert not view.grab().isNull()
        seen.append([entry.colour for entry in view.attribution._legend._entries])
    assert seen[0] != seen[1] and len(seen[0]) == 2


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("It is good.", "It is good [MASK]."),
        ("It is good", "It is good [MASK]"),
        ("", "[MASK]"),
        ("Really?! ", "Really [MASK]?! "),
        ("很好。", "很好[MASK]。"),
        ("...", "[MASK]..."),
    ],
)
def test_that_a_mask_stands_before_the_end_of_the_sentence(text: str, masked: str) -> None:
    assert with_mask(text, "[MASK]") == masked
