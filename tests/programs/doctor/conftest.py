import json

import pytest
import structlog

from bot.command_line import run_program
from bot.programs import doctor
from bot.settings.names import SETTING_NAMES


@pytest.fixture(autouse=True)
def lab(tmp_path, monkeypatch):
    """A folder of its own, without any setting."""
    monkeypatch.chdir(tmp_path)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    yield tmp_path
    structlog.reset_defaults()


def examined(capsys, *arguments):
    """The exit code, and what was found by the name of the check."""
    code = run_program("tools/doctor.py", doctor.main, ("--json", *arguments))
    document = json.loads(capsys.readouterr().out)
    assert document["exit_code"] == code
    return code, {finding["check"]: finding for finding in document["findings"]}
