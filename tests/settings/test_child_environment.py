"""What a process gets that is trusted with nothing."""

from dataclasses import replace
from pathlib import Path
from typing import get_args, get_type_hints

from bot.domain import Secret
from bot.settings import Settings, child_environment
from bot.settings.names import EXCHANGE_KEYS, GROUPS

FOLDER = Path("/volume")
SECRETS = {
    name.upper()
    for group in GROUPS.values()
    for name, hint in get_type_hints(group).items()
    if Secret in get_args(hint)
}


def test_no_secret_and_nothing_that_nobody_knows_is_passed_on():
    assert {"API_TOKEN", "ASSISTANT_API_KEY"} < SECRETS
    names = SECRETS | EXCHANGE_KEYS | {"AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN"}
    given = child_environment({**dict.fromkeys(names, "canary"), "PATH": "/bin"}, FOLDER)
    assert given == {"PATH": "/bin", "DATA_DIR": "/volume"}


def test_settings_mean_the_same_in_another_working_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "platt.json").write_text("{}")
    environ = {
        "EMA_FAST": "9",
        "SIGNAL_MIN_CONFIDENCE": "0.3",
        "MACRO_EVENTS_PATH": "events.json",
        "CALENDAR_PATH": "/etc/calendar.yml",
        "AI_CALIBRATION": "platt.json",
    }
    here = Settings.load(environ, None)
    there = Settings.load(child_environment(environ, tmp_path / "data"), None)
    assert there.macro.macro_events_path == tmp_path / "events.json"
    assert there.ai.ai_calibration == str(tmp_path / "platt.json")
    assert there.data_dir == tmp_path / "data"
    moved = {"macro": there.macro, "ai": there.ai, "data_dir": there.data_dir}
    assert replace(here, **moved) == there


def test_the_name_of_a_calibration_stays_a_name():
    for name in ("off", "btc_1h"):
        assert child_environment({"AI_CALIBRATION": name}, FOLDER)["AI_CALIBRATION"] == name
