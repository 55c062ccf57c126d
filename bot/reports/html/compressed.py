"""Text packed small inside a page, which the page's script inflates: gzip, then base64."""

import base64
import gzip
import importlib.util
from functools import cache
from pathlib import Path

from bot.domain.errors import ConfigError

_LEVEL = 6


def packed(name: str, text: bytes) -> str:
    """A script element that no browser runs; base64 has no character that HTML could read."""
    data = base64.b64encode(gzip.compress(text, _LEVEL, mtime=0)).decode()
    return f'<script type="application/gzip" id="packed-{name}">{data}</script>'


@cache
def plotly_script() -> bytes:
    """The Plotly that the installed package ships; found without importing the package.

    ConfigError where it is not installed.
    """
    package = importlib.util.find_spec("plotly")
    for folder in (package.submodule_search_locations or ()) if package else ():
        script = Path(folder) / "package_data" / "plotly.min.js"
        if script.is_file():
            return script.read_bytes()
    raise ConfigError(
        "need the package plotly for --report, found none: pip install -r requirements.txt"
    )
