"""The place of the import graph in docs/architecture.md."""

import re

from docs.house.source import ROOT

PAGE = ROOT / "docs" / "architecture.md"
_PLACE = re.compile(r"(<!-- python -m docs\.house -->\n```\n)(.*?)(\n```\n)", re.DOTALL)


def written_graph() -> str:
    """The graph as the page shows it; empty where the page has no place for it."""
    place = _PLACE.search(PAGE.read_text("utf-8"))
    return "" if place is None else place[2]


def write_graph(graph: str) -> None:
    """Put the graph into the page, in the place of the one before."""
    page = PAGE.read_text("utf-8")
    PAGE.write_text(_PLACE.sub(lambda place: place[1] + graph + place[3], page), "utf-8")
