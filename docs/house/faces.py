"""Imports that go past a face, and faces that show what nobody uses."""

import ast
from collections.abc import Iterable

from docs.house.source import Import, Module

OPEN_MODULES = {"bot.domain.errors"}
"""Modules that may be imported as they are: an error tree is read as a whole."""


def goes_past_a_face(each: Import) -> bool:
    """Whether it reaches for a module in a package that the importer does not lie in.

    A package's `__init__` is its face, which anyone may use; its modules are for what lies inside,
    however deep. A file directly in `bot/` is a room of its own and its own face.
    """
    target = each.imported
    if target.is_package or target.name in OPEN_MODULES or target.package in ("", "bot"):
        return False
    if each.importer.name.startswith("benchmarks"):  # they time the parts that faces hide
        return False
    return not f"{each.importer.package}.".startswith(f"{target.package}.")


def shown_names(package: Module) -> list[str]:
    """What the package's `__all__` lists; empty where it has none."""
    for node in package.syntax.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names: list[str] = ast.literal_eval(node.value)
            return names
    return []


def unused_names(package: Module, found: Iterable[Import]) -> set[str]:
    """Names of the package's `__all__` that nothing outside of the package imports from it."""
    used = {
        name
        for each in found
        if each.imported == package and not _lies_in(each.importer, package)
        for name in each.names
    }
    return set(shown_names(package)) - used


def _lies_in(module: Module, package: Module) -> bool:
    return f"{module.package}.".startswith(f"{package.name}.")
