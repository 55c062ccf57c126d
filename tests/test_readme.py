"""What README says about settings, files and programs is so."""

import re
from pathlib import Path

from dotenv import dotenv_values

from bot.settings.names import SETTING_NAMES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def settings_rows() -> list[tuple[list[str], list[str]]]:
    """The settings table: the names of each row, and the defaults beside them."""
    table = README.split("| setting | default | meaning |")[1].split("\n\n")[0]
    cells = [line.split("|")[1:3] for line in table.splitlines()[2:]]
    return [(re.findall("`([^`]*)`", a), re.findall("`([^`]*)`", b)) for a, b in cells]


def test_every_setting_in_the_table_exists_with_that_default():
    defaults = dotenv_values(ROOT / ".env.example")
    rows = settings_rows()
    assert len(rows) > 10
    for names, shown in rows:
        assert set(names) <= SETTING_NAMES
        assert [defaults[name] for name in names if defaults[name]] == shown


def test_every_link_leads_to_a_file():
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert len(links) > 5
    for link in links:
        target = ROOT / link
        assert target.exists() or (ROOT / f"{link}.md").exists(), link


def test_every_program_it_names_exists():
    for program in set(re.findall(r"run_[a-z_]+\.py", README)):
        assert (ROOT / program).exists(), program
