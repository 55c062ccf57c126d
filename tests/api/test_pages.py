import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_front_page_is_the_dashboard(client):
    answer = client.get("/")
    assert answer.status_code == 307
    assert answer.headers["location"] == "/dashboard"


@pytest.mark.parametrize("page", ["/dashboard", "/dashboard/preview", "/docs"])
def test_a_page_loads_only_files_of_this_service_and_runs_no_inline_script(client, page):
    html = client.get(page).text
    addresses = re.findall(r'(?:src|href)="([^"#]+)"', html)
    assert len(addresses) >= 3
    for address in addresses:
        assert client.get(address).status_code == 200, address
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son\w+=", html)


def test_every_module_of_the_dashboard_is_served_as_javascript(client):
    static = ROOT / "api" / "static"
    modules = list(static.rglob("*.js"))
    assert len(modules) >= 30
    for file in modules:
        answer = client.get(f"/static/{file.relative_to(static).as_posix()}")
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.text == file.read_text()
        for imported in re.findall(r'(?:from|import\() ?"(\.[\w./]+)"', answer.text):
            assert (file.parent / imported).resolve() in modules, (file, imported)


@pytest.mark.parametrize(
    "path",
    [
        "../app.py",
        "%2e%2e/app.py",
        "..%2fapp.py",
        "page/../../app.py",
        "page/%2e%2e/%2e%2e/app.py",
        "/etc/passwd",
        "page",
        "page/",
        "",
    ],
)
def test_no_path_leads_out_of_the_files_of_the_page(client, path):
    assert client.get(f"/static/{path}").status_code == 404


def test_plotly_comes_from_the_installed_package_and_may_be_kept(client):
    answer = client.get("/static/plotly.min.js")
    assert "plotly.js v" in answer.text[:200]
    assert answer.headers["cache-control"] == "public, max-age=86400"
    again = client.get("/static/plotly.min.js", headers={"if-none-match": answer.headers["etag"]})
    assert again.headers["etag"] == answer.headers["etag"]


def test_the_app_that_servers_name_is_built_from_the_environment(tmp_path):
    code = (
        "import sys, api.api; heavy = {'ccxt', 'numba', 'pandas', 'yfinance', 'plotly'};"
        "assert not heavy & set(sys.modules);"
        "app = api.api.app; assert app is api.api.app;"
        "print(app.state.surroundings.volume.location)"
    )
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "volume")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout.strip() == str(tmp_path / "volume")
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_cannot_be_used_ends_the_start_with_one_sentence(tmp_path):
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "LOOP_INTERVAL_SECONDS": "soon"}
    done = subprocess.run(
        [sys.executable, "-c", "from api.api import app"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "LOOP_INTERVAL_SECONDS" in done.stderr
    assert len(done.stderr.splitlines()) == 1
