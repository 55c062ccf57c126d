"""The chart library: out of a wheel never imported, served only while it is TradingView's."""

import re
import shutil
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from api import chart_library as served
from api.chart_library import PACKAGE, SHA256, VERSION, chart_library

ROOT = Path(__file__).parents[3]


def test_the_library_is_served_from_the_installed_wheel_and_may_be_kept(client):
    answer = client.get("/static/lightweight-charts.js")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert sha256(answer.content).hexdigest() == SHA256
    assert f"Lightweight Charts™ v{VERSION}" in answer.text[:200]


def test_a_file_that_is_not_tradingviews_is_a_503_with_a_sentence(client, monkeypatch):
    monkeypatch.setattr(served, "SHA256", "0" * 64)
    answer = client.get("/static/lightweight-charts.js")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "not lightweight-charts 5.2.0 as TradingView published it" in answer.json()["detail"]


def test_a_missing_wheel_is_a_503_with_what_to_do(client, monkeypatch):
    monkeypatch.setattr(served, "PACKAGE", "a-package-that-nobody-has")
    answer = client.get("/static/lightweight-charts.js")
    assert answer.status_code == 503
    assert "run `make install`" in answer.json()["detail"]


def test_the_wheel_is_pinned_and_never_imported():
    assert re.search(rf"^{PACKAGE}==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    code = (
        "import sys; from api.chart_library import chart_library; chart_library();"
        "assert 'akquant_lwc' not in sys.modules and 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def published(folder: Path) -> bytes | None:
    """TradingView's own file by npm; None where npm is not there or reaches no registry."""
    npm = shutil.which("npm")
    command = [npm or "npm", "pack", "--silent", f"lightweight-charts@{VERSION}"]
    if npm is None or subprocess.run(command, cwd=folder, capture_output=True).returncode != 0:
        return None
    with tarfile.open(next(folder.glob("*.tgz"))) as package:
        file = package.extractfile("package/dist/lightweight-charts.standalone.production.js")
        assert file is not None
        return file.read()


@pytest.mark.e2e
def test_the_file_is_that_of_the_package_on_npm_where_npm_is_there(tmp_path):
    ours = chart_library().read_bytes()
    assert sha256(ours).hexdigest() == SHA256
    assert published(tmp_path) in (None, ours)
