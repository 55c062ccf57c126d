"""tools/parity_report.py from its arguments to its exit code."""

from collections.abc import Sequence
from pathlib import Path

from bot.domain.errors import ConfigError
from bot.programs.parity.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Compare and tell; 0 also where trades differ, since that is a finding and no failure."""
    given = parser().parse_args(arguments)
    _refuse_record(given.data_dir, given.html)
    from bot.programs.parity.run import run  # numba loads here, so that --help is quick

    return run(given)


def _refuse_record(data_dir: Path, html: Path | None) -> None:
    """ConfigError where the page could replace what a bot has recorded, which is never .html."""
    page = None if html is None else html.resolve()
    if page is not None and page.suffix != ".html" and data_dir.resolve() in page.parents:
        raise ConfigError(f"need a name that ends in .html for a page in {data_dir}, was {html}")
