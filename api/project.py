"""Name and version of the project, from the one place that states them."""

import tomllib
from pathlib import Path


def _read() -> dict[str, str]:
    with (Path(__file__).parent.parent / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    return {"name": project["name"], "version": project["version"]}


PROJECT = _read()
