"""A self-contained page around what it shows: policy, style, script, charts."""

import json
from pathlib import Path
from typing import Any

from bot.reports.html.compressed import packed, plotly_script
from bot.reports.html.markup import text
from bot.reports.html.palette import theme_css

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
    " img-src data: blob:; base-uri 'none'; form-action 'none'"
)


def whole_page(title: str, subtitle: str, parts: list[str], charts: list[dict[str, Any]]) -> str:
    """One page that needs no other file: `parts` are HTML, `title` and `subtitle` plain text.

    A chart is its element's id, traces and layout; a colour in it is a name of the palette after a
    $. Raises ConfigError where Plotly is not installed.
    """
    drawn = json.dumps(charts, allow_nan=False)
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{text(title)}</title>",
            f"<style>{theme_css()}{_own('report.css')}</style></head><body>",
            '<a class=skip href="#main">Skip to the result</a><header>'
            f"<div><h1>{text(title)}</h1><p class=soft>{text(subtitle)}</p></div>"
            "<button type=button id=theme>Dark or light</button></header>",
            "<main id=main>",
            *parts,
            "</main>",
            packed("plotly", plotly_script()),
            packed("charts", drawn.encode()),
            f"<script>{_own('report.js')}</script></body></html>\n",
        )
    )


def _own(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
