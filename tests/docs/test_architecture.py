"""The pages say what is so: rooms, links and paths in them exist, and no file cites one outside."""

import re
import subprocess
from pathlib import Path

import pytest

from docs.house.architecture import PAGE
from docs.house.layers import rooms
from docs.house.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
WRITTEN_IN_PASSING = {"CHANGELOG.md"}  # what a release said stays as it was
OUTSIDE = r"\b(DESIGN|INTERFACES|FAULTS)\b|\bSTYLE\.md\b"


def test_every_room_has_its_line_on_the_page():
    table = PAGE.read_text("utf-8").split("| room | what it is for |")[1].split("\n\n")[0]
    cells = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert cells == [room for room in rooms() if room not in ("bot", "research")]


def test_every_room_has_its_line_in_contributing():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("```")[3]
    named = {name for line in text.splitlines() for name in line.split("  ")}
    assert {room for room in rooms() if room not in ("bot", "research")} <= {
        name.strip() for name in named
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_path_on_a_page_leads_to_something(page: Path):
    text = page.read_text("utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    inside = [link for link in links if link and "://" not in link]
    assert [link for link in inside if not (page.parent / link).exists()] == []
    if page.name not in WRITTEN_IN_PASSING:
        paths = re.findall(r"`((?:bot|api|tools|tests|docs|benchmarks)/[\w./]*)`", text)
        assert [path for path in paths if not (ROOT / path).exists()] == []


def test_no_file_cites_a_document_that_is_not_here():
    cited = subprocess.run(
        ["git", "grep", "-nE", OUTSIDE, "--", ".", f":!{Path(__file__).relative_to(ROOT)}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert cited.stdout == ""


def test_every_path_in_the_makefile_exists():
    text = (ROOT / "Makefile").read_text("utf-8")
    paths = re.findall(r"\b(?:tests|bot|tools|docs)/[\w/]+\.py\b", text)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
