"""The services in containers, as `docker compose up --wait` starts them for a user."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.processes.checkout import copy_checkout
from tests.support.processes.compose import Compose, engine_fault
from tests.support.processes.feed_server import feed, item
from tests.support.processes.programs import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

SERVICES = ("bot", "optimizer", "api", "news")
CANARY = "canary-7f3d9a"
SETTINGS = f"""\
LOOP_INTERVAL_SECONDS=0.2
EXCHANGE_API_KEY={CANARY}
EXCHANGE_API_SECRET={CANARY}
BINANCE_TESTNET_API_KEY={CANARY}
BINANCE_TESTNET_API_SECRET={CANARY}
"""
# a feed that the users' line can read: nothing outside is reached from the containers of a test
FEEDS = "feeds:\n- {name: gold, url: 'http://127.0.0.1:9999/gold.xml'}\n"
OWN_FEEDS = "services: {optimizer: {volumes: ['./own_feeds.yml:/app/feeds.yml:ro']}}\n"
OPTIMIZE = "docker compose exec -T optimizer python run_portfolio_optimize.py"
CONFIGS = "docker compose exec -T optimizer sh -c 'ls data/portfolio/*/strategy_config.json'"
NEWS = (
    "docker compose exec -T optimizer python tools/ingest_news_to_macro_events.py "
    '--feeds feeds.yml --out data/macro_events.news.json --symbols "BTC/USDT,NVDA,GC=F"'
)
ROUTES = (
    "/health/live",
    "/health/ready",
    "/version",
    "/status",
    "/signals",
    "/equity",
    "/strategy",
    "/portfolio/strategies",
    "/portfolio/playbook",
    "/ai/prediction",
    "/macro/insights",
    "/dashboard",
    "/docs",
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compose]:
    """The services, up and healthy, of a fresh copy with a `.env` full of canary keys."""
    fault = engine_fault()
    if fault is not None:
        pytest.skip(fault)
    folder = copy_checkout(tmp_path_factory.mktemp("checkout"))
    (folder / ".env").write_text(SETTINGS)
    (folder / "own_feeds.yml").write_text(FEEDS)
    (folder / "docker-compose.override.yml").write_text(OWN_FEEDS)
    compose = Compose(folder)
    try:
        compose.up()
        yield compose
    finally:
        compose.remove()


def get(lab: Compose, path: str) -> httpx.Response:
    url = f"http://127.0.0.1:{lab.port}{path}"
    return httpx.get(url, timeout=30, trust_env=False)


def history(lab: Compose, name: str) -> str:
    return lab.inside("api", f"cat /data/{name}.jsonl 2>/dev/null || true")


@pytest.mark.parametrize("path", ROUTES)
def test_a_route_answers_through_the_published_port(lab: Compose, path: str) -> None:
    assert get(lab, path).status_code == 200


def test_the_status_shows_the_running_bots_decisions(lab: Compose) -> None:
    first = get(lab, "/status").json()["cycle"]
    wait_until(lambda: get(lab, "/status").json()["cycle"] > first, 30, "a further decision")


def test_the_users_line_that_optimizes_runs_beside_the_service(lab: Compose) -> None:
    wait_until(lambda: "run complete" in lab("logs", "optimizer"), 300, "the service's own run")
    told = lab.run_line(OPTIMIZE)
    assert "BTC/USDT" in told
    assert "Playbook" in told


def test_the_users_line_that_lists_configs_finds_those_of_the_volume(lab: Compose) -> None:
    written = "portfolio/OWN_USD/strategy_config.json"
    lab.inside("bot", f"mkdir -p /data/portfolio/OWN_USD && echo '{{}}' > /data/{written}")
    assert f"data/{written}" in lab.run_line(CONFIGS).split()


def test_the_users_line_that_ingests_news_writes_what_the_bot_reads(lab: Compose) -> None:
    items = feed([item("Gold rises to a record as yields fall", link="https://a.example/gold")])
    serving = "nohup python -m http.server 9999 --bind 127.0.0.1 >/dev/null 2>&1 &"
    lab.inside("optimizer", f"cd /tmp && cat > gold.xml <<'E'\n{items.decode()}\nE\n{serving}")
    asks = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9999/gold.xml')"
    answers = f'python -c "{asks}" 2>/dev/null && echo yes || echo no'
    wait_until(lambda: lab.inside("optimizer", answers) == "yes\n", 30, "the feed's server")
    assert "1 new" in lab.run_line(NEWS)
    assert "Gold rises" in lab.inside("bot", "cat /data/macro_events.news.json")


def test_only_the_api_is_published_and_on_loopback_only(lab: Compose) -> None:
    published = {
        service: [
            (container, host["HostIp"])
            for container, hosts in lab.inspect(service)["NetworkSettings"]["Ports"].items()
            for host in hosts or ()
        ]
        for service in SERVICES
    }
    assert published == {"bot": [], "optimizer": [], "news": [], "api": [("8000/tcp", "127.0.0.1")]}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_no_root_cannot_become_it_and_cannot_change_its_code(
    lab: Compose, service: str
) -> None:
    assert lab.inside(service, "id -u").strip() == "10001"
    # proc(5): CapBnd is the set of capabilities that the process can ever gain
    own = lab.inside(service, "grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status").split()
    assert own[1::2] == ["0" * 16, "0" * 16, "1"]
    assert (
        lab.inside(service, "touch /app/x 2>&1 || true").strip().endswith("Read-only file system")
    )


@pytest.mark.parametrize("service", ["bot", "optimizer"])
def test_data_is_the_volume_inside_as_it_is_outside(lab: Compose, service: str) -> None:
    assert lab.inside(service, "readlink -f data").strip() == "/data"
    assert lab.inside(service, "ls data/*.sample.json").split() != []


def test_api_and_news_have_no_exchange_key_anywhere_and_the_bot_has(lab: Compose) -> None:
    environments = "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'"
    for service in ("api", "news"):
        assert CANARY not in lab.inside(service, environments)
        assert CANARY not in str(lab.inspect(service))
    assert CANARY in lab.inside("bot", environments)


def test_no_key_is_in_the_image_the_volume_or_a_log(lab: Compose) -> None:
    found = lab.inside("bot", f"grep -rlsF {CANARY} /app /data /var/cache /tmp || true")
    assert found == ""
    assert CANARY not in lab("logs", "--no-color")


def test_a_bot_killed_from_inside_comes_back_and_goes_on_where_it_was(lab: Compose) -> None:
    cycle = get(lab, "/status").json()["cycle"]
    restarts = lab.inspect("bot")["RestartCount"]
    lab.inside("bot", "kill -9 -1")  # every process but PID 1, which is the init, and this shell
    wait_until(lambda: lab.inspect("bot")["RestartCount"] == restarts + 1, 30, "a restart")
    wait_until(lambda: lab.inspect("bot")["State"]["Health"]["Status"] == "healthy", 60, "health")
    wait_until(lambda: get(lab, "/status").json()["cycle"] > cycle, 30, "a further decision")


def test_down_and_up_keeps_equity_and_trades(lab: Compose) -> None:
    wait_until(lambda: "exit_time" in history(lab, "trades"), 120, "a first trade")
    lab("stop", "bot")
    before = {name: history(lab, name) for name in ("equity", "trades")}
    lab("down")
    lab.up()
    wait_until(lambda: len(history(lab, "equity")) > len(before["equity"]), 60, "equity goes on")
    for name, lines in before.items():
        assert history(lab, name).startswith(lines)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_ends_by_itself_when_asked_long_before_it_would_be_killed(
    lab: Compose, service: str
) -> None:
    lab("stop", "--timeout", "20", service)
    ended = lab.inspect(service)["State"]
    lab("start", service)
    assert ended["ExitCode"] in (0, 143)


def test_the_rehearsal_is_one_container_that_trades_by_orders(tmp_path: Path) -> None:
    fault = engine_fault()
    if fault is not None:
        pytest.skip(fault)
    rehearsal = Compose(copy_checkout(tmp_path))
    try:
        rehearsal("--profile", "rehearsal", "up", "--detach", "--wait", "rehearsal")
        wait_until(lambda: bool(get(rehearsal, "/status").json().get("trades")), 120, "a trade")
        assert get(rehearsal, "/status").json()["mode"] == "TESTNET"
    finally:
        rehearsal("--profile", "rehearsal", "down", "--timeout", "10")
        rehearsal.remove()
