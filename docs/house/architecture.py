"""The places of the import graph and of the sizes in docs/architecture.md."""

import re

from docs.house.source import ROOT

PAGE = ROOT / "docs" / "architecture.md"
_PLACE = re.compile(r"(<!-- python -m docs\.house -->\n```\n)(.*?)(\n```\n)", re.DOTALL)
_SIZES = re.compile(r"(<!-- python -m docs\.house: sizes -->\n)(.*?)(\n\n)", re.DOTALL)


def written_graph() -> str:
    """The graph as the page shows it; empty where the page has no place for it."""
    place = _PLACE.search(PAGE.read_text("utf-8"))
    return "" if place is None else place[2]


def write_graph(graph: str) -> None:
    """Put the graph into the page, in the place of the one before."""
    page = PAGE.read_text("utf-8")
    PAGE.write_text(_PLACE.sub(lambda place: place[1] + graph + place[3], page), "utf-8")


def written_sizes() -> list[tuple[str, int, int]]:
    """The largest rooms now, their files and lines, as the page says them."""
    place = _SIZES.search(PAGE.read_text("utf-8"))
    rows = [] if place is None else place[2].splitlines()[2:]
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return [(row[4], int(row[5]), int(row[6].replace(",", ""))) for row in cells]


def write_sizes(table: str) -> None:
    """Put the table of sizes into the page, in the place of the one before."""
    page = PAGE.read_text("utf-8")
    PAGE.write_text(_SIZES.sub(lambda place: place[1] + table + place[3], page), "utf-8")
