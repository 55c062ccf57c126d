"""TradingView's Lightweight Charts as a wheel brings it: found without an import, and checked."""

from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from fastapi import HTTPException

PACKAGE = "akquant-lwc"
"""The wheel that holds the file; it is another's package, and no code of it runs."""
VERSION = "5.2.0"
"""Of lightweight-charts; the wheel has a number of its own."""
SHA256 = "c0992580867c4912cc9385b3c2728315bcc1a76c7f1087dca908430fccdf31d7"
"""Of dist/lightweight-charts.standalone.production.js in the npm package lightweight-charts."""
_FILE = "akquant_lwc/assets/lightweight-charts.standalone.production.js"


def chart_library() -> Path:
    """The installed file; HTTPException(503) where there is none, or another than TradingView's."""
    try:
        file = Path(str(distribution(PACKAGE).locate_file(_FILE)))
        content = file.read_bytes()
    except (PackageNotFoundError, OSError):
        raise HTTPException(
            503, f"The chart library is not installed ({PACKAGE}); run `make install`."
        ) from None
    if sha256(content).hexdigest() != SHA256:
        raise HTTPException(
            503,
            f"The file of {PACKAGE} is not lightweight-charts {VERSION} as TradingView "
            "published it (its sha256 differs), so it is not served; install the pinned version.",
        )
    return file
