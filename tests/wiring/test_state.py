"""One place chooses how the state is kept."""

import re

from docs.house.source import ROOT

CHOOSER = "bot/wiring/state/"
ADAPTERS = re.compile(r"\b(?:FileVolume|JsonStateStore|ParquetCandleStore|MacroEventsFiles)\b")


def _sources(*folders):
    files = [file for folder in folders for file in ROOT.glob(f"{folder}/**/*.py")]
    return {file.relative_to(ROOT).as_posix(): file.read_text() for file in files}


def test_nobody_but_wiring_names_an_adapter_of_the_volume():
    naming = {
        name for name, text in _sources("bot", "api", "tools").items() if ADAPTERS.search(text)
    }
    assert {name for name in naming if not name.startswith(("bot/state/", CHOOSER))} == set()
    assert any(name.startswith(CHOOSER) for name in naming)


def test_the_service_knows_no_folder_of_the_volume():
    assert [name for name, text in _sources("api").items() if "data_dir" in text] == []
