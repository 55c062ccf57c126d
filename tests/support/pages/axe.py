"""What axe finds on a page: the rules of WCAG that a program can look at."""

from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Page

_RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
    .map(found => [found.impact, found.id, found.nodes.slice(0, 3).map(node => node.html)])"""
GRAVE = ("serious", "critical")


def grave_violations(page: Page) -> list[list[str]]:
    """The serious and critical violations on the page as it stands: impact, rule, elements."""
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.submodule_search_locations
    script = Path(spec.submodule_search_locations[0]) / "axe.min.js"
    page.evaluate(script.read_text())  # no script of the page's own: the policy allows no other
    violations: list[list[str]] = page.evaluate(_RUN)
    return [violation for violation in violations if violation[0] in GRAVE]
