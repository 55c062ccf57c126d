"""The house stands as docs/architecture.md draws it: rooms, faces, layers, sizes, names."""

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from docs.house.architecture import written_graph, written_sizes
from docs.house.circles import circle
from docs.house.faces import goes_past_a_face, shown_names, unused_names
from docs.house.graph import arrows, table
from docs.house.layers import rooms
from docs.house.sizes import LARGEST_BEFORE, sizes
from docs.house.source import ROOT, Import, Module, imports, modules
from tests.test_names_that_users_know import NAMES

MOST_FILES = 20
"""That many Python files lie directly in a folder at most; a folder with more has two subjects."""


@cache
def known() -> dict[str, Module]:
    return modules()


@cache
def all_imports() -> list[Import]:
    return imports(known())


def faces() -> list[Module]:
    return [module for module in known().values() if shown_names(module)]


def test_no_import_circle_type_checkers_and_functions_included():
    assert circle(all_imports()) == []


def test_a_circle_would_be_seen(tmp_path: Path):
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "hen.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from bot.egg import Egg\n"
    )
    (tmp_path / "bot" / "egg.py").write_text("def lay():\n    from bot import hen\n")
    assert set(circle(imports(modules(tmp_path)))) == {"bot.hen", "bot.egg"}


def test_no_arrow_between_rooms_points_upwards():
    order = rooms()
    upwards = {(a, b) for a, b in arrows(all_imports()) if order.index(a) >= order.index(b)}
    assert upwards == set()


def test_the_committed_graph_is_what_the_script_draws():
    assert written_graph() == table(rooms(), all_imports()), "run: python -m docs.house"


def test_the_committed_sizes_are_nearly_those_of_the_rooms():
    now = {room: (files, lines) for room, files, lines in sizes(known().values())}
    written = {room: (files, lines) for room, files, lines in written_sizes()}
    assert len(written) == len(LARGEST_BEFORE)
    for room, counted in written.items():
        assert counted == pytest.approx(now[room], rel=0.05), "run: python -m docs.house"
    left_out = max(lines for room, (_, lines) in now.items() if room not in written)
    assert left_out <= 1.05 * min(lines for _, lines in written.values()), "python -m docs.house"


def test_the_import_contracts_hold():
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def past_faces(found: list[Import]) -> list[tuple[str, str]]:
    return [(each.importer.name, each.imported.name) for each in found if goes_past_a_face(each)]


def test_another_package_is_imported_by_its_face_only():
    assert past_faces(all_imports()) == []


def test_an_import_past_a_face_would_be_seen(tmp_path: Path):
    inner, deeper = tmp_path / "bot" / "room", tmp_path / "bot" / "room" / "part"
    deeper.mkdir(parents=True)
    (inner / "__init__.py").write_text("from bot.room.thing import Thing\n")
    (inner / "thing.py").write_text("Thing = int\n")
    (deeper / "__init__.py").write_text("from bot.room.part.detail import DETAIL\n")
    (deeper / "detail.py").write_text("from bot.room.thing import Thing\nDETAIL = Thing\n")
    (tmp_path / "bot" / "other.py").write_text("from bot.room.part import detail\n")
    (inner / "hasty.py").write_text("def late():\n    from bot.room.part.detail import DETAIL\n")
    assert past_faces(imports(modules(tmp_path))) == [
        ("bot.other", "bot.room.part.detail"),
        ("bot.room.hasty", "bot.room.part.detail"),
    ]


def names_in_the_guides(face: Module) -> set[str]:
    """What a guide imports from the face: people follow it."""
    pages = "\n".join(page.read_text("utf-8") for page in (ROOT / "docs/guides").glob("*.md"))
    lines = re.findall(rf"^from {re.escape(face.name)} import (.+)$", pages, re.MULTILINE)
    return {name.strip() for line in lines for name in line.split(",")}


@pytest.mark.parametrize("face", faces(), ids=lambda face: face.name)
def test_a_face_shows_only_what_others_use(face: Module):
    users = names_in_the_guides(face) | set(NAMES.get(face.name, ()))
    unused = unused_names(face, all_imports()) - users
    assert unused == set()


@pytest.mark.parametrize("face", faces(), ids=lambda face: face.name)
def test_no_module_is_named_as_something_that_its_package_shows(face: Module):
    inside = {
        module.name.rpartition(".")[2]
        for module in known().values()
        if module.name.rpartition(".")[0] == face.name
    }
    clashing = inside & set(shown_names(face))
    assert clashing == set()


def test_no_folder_of_python_is_too_full():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = Counter(str(Path(name).parent) for name in listed.stdout.splitlines())
    assert {folder: count for folder, count in files.items() if count > MOST_FILES} == {}
