"""Modules of the checkout and what they import, read from the source without importing anything."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bot", "api", "tools", "benchmarks", "docs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A Python file under its dotted name; a package stands for its `__init__`."""

    name: str
    is_package: bool
    path: Path

    @property
    def package(self) -> str:
        """The package that it lies in; a package lies in itself."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    @property
    def syntax(self) -> ast.Module:
        """Its source, parsed."""
        return ast.parse(self.path.read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """That a module imports another one of the checkout, at its head or anywhere inside.

    `names` are those taken out of the imported module, also as attributes of the module itself.
    """

    importer: Module
    imported: Module
    names: tuple[str, ...]


def modules(root: Path = ROOT) -> dict[str, Module]:
    """Every module by its name, the launchers beside `bot/` included; tests are left out."""
    files = [file for folder in FOLDERS for file in sorted((root / folder).rglob("*.py"))]
    return {
        module.name: module
        for module in (_module(file, root) for file in [*files, *sorted(root.glob("run_*.py"))])
    }


def imports(known: dict[str, Module]) -> list[Import]:
    """Every import of one of these modules by another, in the order of their names.

    `from a import b` takes the module a.b where there is one, otherwise the name b out of a.
    Imports for type checkers and inside functions are there like any other.
    """
    return [each for module in known.values() for each in _imports_of(module, known)]


def _module(file: Path, root: Path) -> Module:
    parts = file.relative_to(root).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Module(
        name=".".join(parts[:-1] if is_package else parts), is_package=is_package, path=file
    )


def _imports_of(module: Module, known: dict[str, Module]) -> Iterator[Import]:
    nodes = list(ast.walk(module.syntax))
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in known:
                    names = _attributes(nodes, alias.asname or alias.name)
                    yield Import(importer=module, imported=known[alias.name], names=names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
            yield from _taken_from(module, node, nodes, known)


def _taken_from(
    module: Module, node: ast.ImportFrom, nodes: list[ast.AST], known: dict[str, Module]
) -> Iterator[Import]:
    plain = []
    for alias in node.names:
        submodule = known.get(f"{node.module}.{alias.name}")
        if submodule is None:
            plain.append(alias.name)
        else:
            names = _attributes(nodes, alias.asname or alias.name)
            yield Import(importer=module, imported=submodule, names=names)
    if plain and node.module in known:
        yield Import(importer=module, imported=known[node.module], names=tuple(plain))


def _attributes(nodes: list[ast.AST], local: str) -> tuple[str, ...]:
    """The attributes read from the module that is called `local` here."""
    return tuple(
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == local
    )
