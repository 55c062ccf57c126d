"""Take the pictures that README and guides show: python -m tests.pictures [FOLDER].

They show the preview, so that they need no bot, and say themselves that the data is invented.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.support.pages.dashboard import wait_for_blocks
from tests.support.pages.dashboard_browser import running_browser, running_service

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: its name, what of the page it shows, and as wide and bright as it is."""

    name: str
    width: int
    height: int
    scheme: str
    path: str = "/dashboard/preview"


PICTURES = (
    Picture(name="dashboard", width=1440, height=1240, scheme="light"),
    Picture(name="dashboard_dark", width=1440, height=1240, scheme="dark"),
    Picture(name="dashboard_phone", width=375, height=812, scheme="dark"),
)


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> Path:
    """Open the page as the picture wants it, wait until it is filled, and keep it as PNG."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
    )
    page.goto(f"{address}{picture.path}")
    wait_for_blocks(page)
    page.wait_for_timeout(1000)  # the library of the charts draws with the next frames
    file = folder / f"{picture.name}.png"
    page.screenshot(path=file)
    page.close()
    return file


def main(folder: Path = FOLDER) -> None:
    """Take all of them into the folder."""
    with running_browser() as browser, tempfile.TemporaryDirectory() as empty:  # noqa: SIM117
        with running_service(Path(empty)) as address:
            for picture in PICTURES:
                print(take(browser, address, picture, folder))  # noqa: T201


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
