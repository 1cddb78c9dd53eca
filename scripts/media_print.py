"""Makes the PDF files of the sample: a text file set as a page and printed by Chromium, with an outline of its headings."""

from __future__ import annotations

from html import escape
from itertools import groupby

from playwright.sync_api import sync_playwright

from scripts.chromium import CHROMIUM, FLAGS
from scripts.media_source import Script

STYLE = """
@page { size: A4; margin: 22mm 22mm 20mm }
body { font: 12.5pt/1.75 "Noto Sans CJK SC", sans-serif; color: #20302f }
h1 { font-size: 23pt; color: #0b5563; margin: 0 0 6mm; padding-bottom: 3mm; border-bottom: 1mm solid #d9a441 }
h2 { font-size: 15pt; color: #0b5563; margin: 8mm 0 2mm; break-after: avoid }
p, ul, ol { margin: 0 0 2.5mm } ul, ol { padding-left: 7mm } ul.boxes { list-style: none; padding-left: 0 }
ul.boxes li { padding: 1mm 0 1mm 8mm; position: relative; break-inside: avoid }
ul.boxes li::before { content: ""; position: absolute; left: 0; top: 2.6mm; width: 4mm; height: 4mm; border: .35mm solid #4f8a8b }
table { border-collapse: collapse; width: 100%; margin: 0 0 3mm; font-size: 11.5pt; break-inside: avoid }
th, td { border: .25mm solid #c9c2b0; padding: 1.6mm 3mm; text-align: left; vertical-align: top } tr { break-inside: avoid }
th { background: #d9e5e3 } td:first-child { width: 32% }
"""
FOOT = '<div style="font-size:9px;width:100%;text-align:center;color:#6d7a78"><span class="pageNumber"></span></div>'


def kind_of(line: str) -> str:
    marks = (("# ", "h2"), ("- [ ] ", "box"), ("- ", "li"), ("| ", "tr"))
    return next((kind for mark, kind in marks if line.startswith(mark)), "ol" if line[:2] in _NUMBERS else "p")


_NUMBERS = {f"{number}." for number in range(1, 10)}


def html(script: Script) -> str:
    """The whole page."""
    parts = []
    lines = [line for line in script.text.splitlines() if line.strip()]
    for kind, group in groupby(lines, kind_of):
        parts.append(_part(kind, list(group)))
    title = escape(script.title)
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"<h1>{title}</h1>{''.join(parts)}</html>"
    )


def _part(kind: str, lines: list[str]) -> str:
    if kind == "tr":
        first, *others = ([escape(cell.strip()) for cell in line.strip("| ").split("|")] for line in lines)
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in others)
        return f"<table><tr>{''.join(f'<th>{cell}</th>' for cell in first)}</tr>{rows}</table>"
    if kind in ("box", "li", "ol"):
        mark = {"box": 6, "li": 2, "ol": 3}[kind]
        items = "".join(f"<li>{escape(line[mark:].strip())}</li>" for line in lines)
        return {"box": f'<ul class="boxes">{items}</ul>', "li": f"<ul>{items}</ul>", "ol": f"<ol>{items}</ol>"}[kind]
    mark = 2 if kind == "h2" else 0
    return "".join(f"<{kind}>{escape(line[mark:])}</{kind}>" for line in lines)


def pdf(script: Script) -> bytes:
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.set_content(html(script))
        made = page.pdf(
            format="A4", outline=True, tagged=True, display_header_footer=True, header_template="<span></span>",
            footer_template=FOOT, prefer_css_page_size=True,
        )  # fmt: skip
        browser.close()
    return made
