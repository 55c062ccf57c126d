"""What the service refuses before it answers anything."""

import os
import subprocess
import sys

import pytest

from api.api import service_settings


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("RISK_LIMITS", "s3cret", "RISK_LIMITS of auto"), ("DATA_SOURCE", "moon", "DATA_SOURCE")],
)
def test_a_setting_that_cannot_hold_ends_the_start_with_one_sentence(tmp_path, name, value, words):
    environment = {**os.environ, "DATA_DIR": str(tmp_path), name: value}
    command = [sys.executable, "-c", "from api.api import app"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_service_takes_its_settings_from_dotenv_but_no_exchange_key(tmp_path, monkeypatch):
    keys = "EXCHANGE_API_KEY=canary\nEXCHANGE_API_SECRET=canary\n"
    (tmp_path / ".env").write_text(f"ALLOWED_HOSTS=lab.local\n{keys}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    settings = service_settings()
    assert settings.api.further_hosts == ("lab.local",)
    assert settings.exchange.exchange_api_key is None
    assert settings.exchange.exchange_api_secret is None
