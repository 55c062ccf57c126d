"""What programs left in a folder, as texts."""

import io
import stat
from collections.abc import Mapping
from pathlib import Path

from tests.golden.pages import readable


def written(folder: Path, given: Mapping[str, bytes], *, exact: bool) -> dict[str, str]:
    """Every file that is not one of `given` unchanged, by its path, and the list of all with modes.

    A lock file holds the number of a process, the token is drawn anew, and a log says when what was
    said that stands on stderr: they are listed alone.
    """
    texts, listed = {}, []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            listed.append(f"{name} -> {path.readlink()}")
            continue
        if name in given and path.read_bytes() == given[name]:
            continue
        listed.append(f"{stat.filemode(path.stat().st_mode)} {name}")
        if path.is_file() and not _is_listed_alone(path):
            texts[f"files/{name}"] = _text(path, exact=exact)
    return {**texts, "files.txt": "".join(f"{line}\n" for line in listed)}


def _is_listed_alone(path: Path) -> bool:
    return path.suffix == ".lock" or path.name == "api_token" or path.parent.name == "logs"


def _text(path: Path, *, exact: bool) -> str:
    if path.suffix == ".html":
        return readable(path.read_text(encoding="utf-8"), exact=exact)
    if path.suffix == ".parquet":
        return _table(path.read_bytes())
    return path.read_bytes().decode()


def _table(content: bytes) -> str:
    """A parquet file's columns and rows; its own bytes name the version that wrote them."""
    import pandas as pd

    text: str = pd.read_parquet(io.BytesIO(content)).to_csv()
    return text
