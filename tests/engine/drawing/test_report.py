"""The report: one file that holds everything and fetches nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from engine.drawing.files import Look, write_views
from engine.drawing.report import report_html
from engine.inspectors._blocks import Block, Tokens, View
from engine.messages import say

VOID = {"meta", "br", "hr", "img", "link"}


class Reader(HTMLParser):
    """Collects tags and attributes, and checks that what is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open
    return reader


def test_that_a_report_holds_every_block_and_fetches_nothing(view: View) -> None:
    text = report_html([view, view.model_copy(update={"inspector": "predictions"})], titles={"predictions": say("What it says")})
    reader = read(text)
    assert reader.tags.count("svg") == 2 * len(view.blocks) and reader.tags.count("details") == 2
    assert "script" not in reader.tags
    assert reader.links and all(link.startswith(("data:image/png", "#view-")) for link in reader.links)
    assert not re.search(r"url\(|@import", text)
    assert text.count("<h2>") == 2 and "<h2>What it says</h2>" in text and "<h2>Attention</h2>" in text


def test_that_texts_and_facts_stand_at_the_head_escaped(view: View) -> None:
    text = report_html([view])
    assert text.count("<blockquote>A &lt;b&gt;cat&lt;/b&gt; &amp; 猫 🐈</blockquote>") == 1
    assert "<tr><th>hash</th><td>0123456789abcdef0123</td></tr>" in text
    settings = View(inspector="x", blocks=view.blocks[:1], origin={"model": "m", "settings": {"text": "from <settings>", "pair": ""}})
    assert "<blockquote>from &lt;settings&gt;</blockquote>" in report_html([settings])


def test_that_facts_that_differ_between_views_are_not_said_of_all(view: View) -> None:
    other = view.model_copy(update={"origin": {**view.origin, "hash": "ffff"}})
    head = report_html([view, other]).split("<nav>")[0]
    assert "starter:encoder" in head and "0123456789abcdef0123" not in head


def test_that_hard_texts_and_chinese_go_into_a_report(blocks: dict[str, Block], tmp_path: Path) -> None:
    hard = blocks["tokens-hard"]
    assert isinstance(hard, Tokens)
    view = View(inspector="tokens", blocks=(hard,), origin={"text": "\x00\ud800</pre><script>", "model": "m"})
    (path,) = write_views([view], tmp_path / "report.html", Look(language="zh"))
    text = path.read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in text and "文本的词元" in text and "猫" in text
    assert "script" not in read(text).tags


def test_that_a_report_follows_the_readers_theme_and_prints(view: View) -> None:
    text = report_html([view])
    assert "prefers-color-scheme: dark" in text and "@media print" in text and "break-inside: avoid" in text
