"""Views as one HTML file: no script, nothing loaded from anywhere, drawings inline, each with where it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.drawing.svg import block_svg
from engine.drawing.tables import json_bytes
from engine.drawing.text import escaped
from engine.inspectors._blocks import View
from engine.messages import Message, say, translate

WIDTH = 960  # px of a drawing; narrower screens scale it
_TEXTS = ("text", "pair", "target", "texts")  # of an origin or its settings, shown at the head
_STYLE = """
:root { color-scheme: light dark; --ground: #f6f7f9; --text: #1b1e24; --muted: #575e6a; --border: #e0e3e9; --link: #3350c4; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15171b; --text: #e7e9ed; --muted: #a3aab6; --border: #2c3038; --link: #9db1ff; }
}
body { margin: 0 auto; padding: 24px 16px 48px; max-width: 1010px; background: var(--ground); color: var(--text);
  font: 14px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
h1 { font-size: 24px; margin: 0 0 16px; } h2 { font-size: 18px; margin: 32px 0 8px; }
blockquote { margin: 0 0 16px; padding: 8px 16px; border-left: 3px solid var(--link); white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; } th { text-align: left; font-weight: normal; color: var(--muted);
  padding: 2px 24px 2px 0; vertical-align: top; }
td { overflow-wrap: anywhere; padding: 2px 0; }
figure { margin: 0 0 16px; border: 1px solid var(--border); border-radius: 8px; overflow: hidden; background: #fff; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
summary { color: var(--link); cursor: pointer; } pre { overflow: auto; font-size: 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
nav a { color: var(--link); margin-right: 16px; }
@media print { body { background: #fff; color: #000; padding: 0; max-width: none; } nav, details:not([open]) { display: none; } }
"""
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def report_html(views: Sequence[View], language: str = "en", titles: Mapping[str, Message] | None = None) -> str:
    """The whole file. titles: headings by the inspector's name; without one the name itself. Drawings stand on light cards."""
    heading = translate(say("A look inside"), language)
    sections = [_section(view, number, _title(view, titles, language), language) for number, view in enumerate(views)]
    links = [f'<a href="#view-{number}">{escaped(_title(view, titles, language))}</a>' for number, view in enumerate(views)]
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-Hans" if language == "zh" else escaped(language)}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(heading)}</title><style>{_STYLE}</style></head>",
        f"<body><h1>{escaped(heading)}</h1>",
        *_head(views),
        f"<nav>{''.join(links)}</nav>" if len(views) > 1 else "",
        *sections,
        "</body></html>",
        "",
    ]
    return "\n".join(part for part in parts if part is not None)


def _title(view: View, titles: Mapping[str, Message] | None, language: str) -> str:
    found = (titles or {}).get(view.inspector)
    return translate(found, language) if found else view.inspector.replace("-", " ").replace("_", " ").capitalize()


def _head(views: Sequence[View]) -> list[str]:
    """The texts that were looked at, each once, and the facts that all views share."""
    texts: list[str] = []
    for origin in [view.origin for view in views]:
        for table in (origin, origin.get("settings")):
            for value in [table.get(key) for key in _TEXTS] if isinstance(table, Mapping) else []:
                texts += [value] if isinstance(value, str) and value else value if isinstance(value, list | tuple) else []
    quotes = [f"<blockquote>{escaped(str(text))}</blockquote>" for text in dict.fromkeys(texts)]
    first = dict(_facts(views[0].origin)) if views else {}
    shared = {key: value for key, value in first.items() if all(dict(_facts(view.origin)).get(key) == value for view in views)}
    rows = [f"<tr><th>{escaped(key)}</th><td>{escaped(value)}</td></tr>" for key, value in shared.items()]
    return [*quotes, *(["<table>", *rows, "</table>"] if rows else [])]


def _facts(origin: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Scalars of an origin, those of inner tables with their table's name before them."""
    found: list[tuple[str, str]] = []
    for key, value in origin.items():
        if isinstance(value, Mapping):
            found += _facts(value, f"{before}{key} · ") if key != "settings" else []
        elif isinstance(value, str | int | float) and key not in _TEXTS:
            found.append((f"{before}{key}", str(value)))
    return found


def _section(view: View, number: int, title: str, language: str) -> str:
    figures = [f"<figure>{_placed(block_svg(block, WIDTH, False, language, view.origin))}</figure>" for block in view.blocks]
    origin = escaped(json_bytes(view.origin).decode("utf-8"))
    from_where = escaped(translate(say("Where this came from"), language))
    details = f"<details><summary>{from_where}</summary><pre>{origin}</pre></details>"
    return "\n".join([f'<section id="view-{number}"><h2>{escaped(title)}</h2>', *figures, details, "</section>"])


def _placed(svg: str) -> str:
    """An SVG as HTML holds it: names of namespaces mean nothing there, and href needs none."""
    return re.sub(r' xlink:href="data:', ' href="data:', svg)
