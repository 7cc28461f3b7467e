"""report.html: what was learned, in one file that opens in any browser, offline, and can be passed on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

from engine.events import CHOICE_TITLES, CHOSEN_WORDS, Choice, Event, Metrics, Notice
from engine.messages import Message, language, t, translate
from engine.runs import RunFolder, write_atomically

WIDTH, HEIGHT, LEFT, BOTTOM = 720, 260, 48, 24  # of the curve, in pixels
STYLE = """
:root{color-scheme:light dark;
--text:#1c2026;--muted:#5c6470;--line:#dde1e7;--a:#1f7fc4;--b:#c2660a;--back:#fff;
--cell:47,127,196}
@media(prefers-color-scheme:dark){:root{
--text:#e8eaee;--muted:#a2aab6;--line:#3a404a;--a:#5aaef0;--b:#f0a050;--back:#16191e}}
body{font:15px/1.5 system-ui,sans-serif;max-width:760px;margin:32px auto;padding:0 16px;color:var(--text);background:var(--back)}
h1{font-size:24px}h2{font-size:18px;margin-top:32px}p.sentence{font-size:18px}.muted{color:var(--muted)}
table{border-collapse:collapse}td,th{padding:4px 12px;border-bottom:1px solid var(--line);text-align:right;
font-variant-numeric:tabular-nums}
td:first-child,th:first-child{text-align:left}
svg text{font-size:12px;fill:var(--muted)}pre{overflow:auto;border:1px solid var(--line);padding:12px}
"""


def write_report(run: RunFolder, result: dict[str, Any]) -> None:
    """Write report.html from the run's job, events and result, in the language of the process."""
    events = list(run.events())
    job = run.job()
    title = escape(job.title or run.id)
    final = result["final"]["validation"] or {}
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="sentence">{escape(_say(Message.model_validate(result["sentence"])))}</p>',
        f"<h2>{escape(t('Loss'))}</h2>{_curve(events)}",
        _classes(final),
        _confusion(final),
        f"<h2>{escape(t('Chosen automatically'))}</h2>{_choices(events)}",
        f"<h2>{escape(t('The job'))}</h2><pre>{escape(job.to_toml())}</pre>",
    ]
    lang = "zh-CN" if language() == "zh" else "en"
    head = f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head>'
    write_atomically(run.path / "report.html", f"{head}<body>{''.join(parts)}</body></html>\n")


def _say(message: Message) -> str:
    return translate(message, language())


def _curve(events: Sequence[Event]) -> str:
    """Training and validation loss over the steps as an SVG; steps whose loss is no number are left out of the line and counted."""
    train = [(e.step, e.values["loss"]) for e in events if isinstance(e, Metrics) and e.split == "train"]
    validation = [(e.step, e.values["loss"]) for e in events if isinstance(e, Metrics) and e.split == "validation"]
    good = [(x, y) for x, y in (*train, *validation) if math.isfinite(y)]
    if not good:
        return ""
    most_x, most_y = max(x for x, _ in good) or 1, max(y for _, y in good) * 1.05 or 1.0

    def place(points: list[tuple[int, float]]) -> str:
        wide, high = WIDTH - LEFT - 8, HEIGHT - BOTTOM - 8
        return " ".join(f"{LEFT + wide * x / most_x:.1f},{8 + high * (1 - y / most_y):.1f}" for x, y in points if math.isfinite(y))

    marks = "".join(f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="3" fill="var(--b)"/>' for p in place(validation).split())
    bad = len(train) + len(validation) - len(good)
    note = f'<p class="muted">{escape(t("Steps whose loss was no number: {count}").format(count=bad))}</p>' if bad else ""
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" role="img">'
        f'<path d="M{LEFT} 8V{HEIGHT - BOTTOM}H{WIDTH - 8}" fill="none" stroke="var(--line)"/>'
        f'<polyline points="{place(train)}" fill="none" stroke="var(--a)"/>'
        f'<polyline points="{place(validation)}" fill="none" stroke="var(--b)" stroke-width="2"/>{marks}'
        f'<text x="4" y="16">{most_y:.2f}</text><text x="4" y="{HEIGHT - BOTTOM}">0</text>'
        f'<text x="{WIDTH - 8}" y="{HEIGHT - 6}" text-anchor="end">{escape(t("step {step}").format(step=most_x))}</text>'
        f'<text x="{WIDTH - 8}" y="20" text-anchor="end"><tspan fill="var(--a)">{escape(t("train"))}</tspan>'
        f' <tspan fill="var(--b)">{escape(t("validation"))}</tspan></text></svg>{note}'
    )


def _classes(final: dict[str, Any]) -> str:
    if not final.get("per_class"):
        return ""
    head = "".join(f"<th>{escape(text)}</th>" for text in (t("label"), t("precision"), t("recall"), "F1", t("rows")))
    rows = "".join(
        f"<tr><td>{escape(c['label'])}</td><td>{c['precision']:.3f}</td><td>{c['recall']:.3f}</td><td>{c['f1']:.3f}</td><td>{c['support']}</td></tr>"
        for c in final["per_class"]
    )
    return f"<h2>{escape(t('By label'))}</h2><table><tr>{head}</tr>{rows}</table>"


def _confusion(final: dict[str, Any]) -> str:
    """Rows are the true labels, columns what the model said; the darker, the larger a row's share."""
    if not final.get("confusion"):
        return ""
    head = "<th></th>" + "".join(f"<th>{escape(name)}</th>" for name in final["labels"])
    rows = []
    for name, counts in zip(final["labels"], final["confusion"], strict=True):
        cells = "".join(
            f'<td style="background:rgba(var(--cell),{0.6 * count / max(1, sum(counts)):.2f})">{count}</td>' for count in counts
        )
        rows.append(f"<tr><td>{escape(name)}</td>{cells}</tr>")
    return f"<h2>{escape(t('True labels (rows) and what the model said (columns)'))}</h2><table><tr>{head}</tr>{''.join(rows)}</table>"


def _choices(events: Sequence[Event]) -> str:
    rows = [
        f"<tr><td>{escape(t(CHOICE_TITLES.get(e.name, e.name)))}</td>"
        f"<td>{escape(t(e.value) if e.name in CHOSEN_WORDS else e.value)}</td><td>{escape(_say(e.reason))}</td></tr>"
        for e in events
        if isinstance(e, Choice)
    ]
    notes = [f"<p>{escape(_say(e.title))} {escape(_say(e.detail))}</p>" for e in events if isinstance(e, Notice)]
    return f"<table>{''.join(rows)}</table>{''.join(notes)}"
