"""Circles of imports."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from docs.house.source import Import


def circle(found: Iterable[Import]) -> list[str]:
    """The modules of one circle, the first one again at the end; empty where there is none."""
    graph: dict[str, set[str]] = {}
    for each in found:
        graph.setdefault(each.importer.name, set()).add(each.imported.name)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        names: list[str] = error.args[1]
        return names
    return []
