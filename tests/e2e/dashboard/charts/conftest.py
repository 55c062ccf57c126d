"""A chart alone on its page, over a service of an empty volume."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.pages.chart_page import ChartPage
from tests.support.pages.dashboard_browser import running_service


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service whose files make the chart, started in the network of the browser."""
    with running_service(tmp_path_factory.mktemp("empty")) as address:
        yield address


@pytest.fixture
def chart(browser: Browser, address: str) -> Iterator[ChartPage]:
    """A chart that shows nothing yet."""
    page = ChartPage(browser, address)
    yield page
    page.close()
