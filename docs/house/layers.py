"""The rooms of the house from the roof down, as pyproject.toml states them for import-linter."""

import tomllib
from pathlib import Path

from docs.house.source import ROOT, Module


def rooms(root: Path = ROOT) -> list[str]:
    """The rooms by the name of their folder or file below `bot/`, the highest first."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(each["layers"] for each in contracts["contracts"] if each["type"] == "layers")
    return [room.strip(" ()") for layer in layers for room in layer.split("|")]


def room_of(module: Module) -> str | None:
    """The room that a module belongs to; None outside `bot/`."""
    parts = module.name.split(".")
    return parts[1] if parts[0] == "bot" and len(parts) > 1 else None
