"""What a person says to the bot on the page: said before, done once, said after, the token kept."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from bot.domain import CommandAnswer, TradingMode, TradingState
from bot.state import FileVolume
from tests.support.pages.dashboard_browser import running_service
from tests.support.processes.paper_bot import held, paper_bot
from tests.support.processes.programs import wait_until
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e
DONE = {
    "pause": "paused: nothing is entered, exits go on",
    "halt": "halted: no orders but stop and target of what is held",
    "resume": "resumed: entries are taken again",
}
STAYS = "2 open positions stay open: BTC/USDT LONG"


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    """A real bot that holds two symbols, and the address of the page over its volume."""
    with (
        paper_bot(tmp_path_factory.mktemp("paper") / "data") as volume,
        running_service(Path(volume.location)) as address,
    ):
        yield volume, address


def ask(page: Page, button: str) -> Any:
    """The dialog behind a button of the block."""
    controls = page.locator('[data-block="controls"]')
    expect(controls).to_have_attribute("data-state", re.compile("live|stale"), timeout=20_000)
    controls.get_by_role("button", name=button, exact=True).click()
    return page.get_by_role("dialog")


def token_of(volume: FileVolume) -> str:
    return str(volume.api_token().reveal())


def outcome(page: Page) -> Any:
    return page.get_by_role("status", name="What the bot did").locator("li").first


def test_each_control_says_what_will_happen_is_done_and_says_what_was_done(lab, open_page):
    volume, address = lab
    page = open_page(address)

    def say(button: str, before: list[str], after: str, *, token: bool = False) -> None:
        dialog = ask(page, button)
        for sentence in before:
            expect(dialog).to_contain_text(sentence)
        if token:
            dialog.get_by_label("Token").fill(token_of(volume))
        dialog.get_by_role("button", name=button.removesuffix("…"), exact=True).click()
        expect(dialog).to_have_count(0, timeout=20_000)
        expect(outcome(page)).to_contain_text(after)

    def state() -> TradingState:
        return volume.trading_permit.read().state

    say("Pause entries…", ["Nothing new is entered", STAYS], DONE["pause"], token=True)
    assert state() is TradingState.REDUCING
    say("Halt…", ["No order is sent any more but the stop and the target", STAYS], DONE["halt"])
    assert state() is TradingState.HALTED
    page.get_by_label("Position to close").select_option("BTC/USDT")
    dialog = ask(page, "Close…")
    expect(dialog).to_contain_text("BTC/USDT LONG")
    expect(dialog).to_contain_text("is closed at the next candle's open")
    dialog.get_by_role("button", name="Close BTC/USDT").click()
    expect(outcome(page)).to_contain_text("BTC/USDT: the LONG of", timeout=20_000)
    wait_until(lambda: held(volume) == {"ETH/USDT"}, 20, "BTC/USDT is closed")
    say("Resume…", ["Entries are taken again"], DONE["resume"])
    assert state() is TradingState.ACTIVE
    wait_until(lambda: len(held(volume)) == 2, 20, "it is entered again")
    before = ["BTC/USDT LONG", "ETH/USDT LONG", "Entries go on afterwards"]
    say("Close all…", before, "entries go on: pause to keep the bot out")


def answering_volume(folder: Path, **changes: Any) -> FileVolume:
    """A volume that no bot runs on: whatever is said waits."""
    write_volume(folder, heartbeat=datetime.now(UTC), **changes)
    return FileVolume(folder)


@pytest.mark.parametrize("mode", [TradingMode.TESTNET, TradingMode.LIVE])
def test_outside_paper_a_command_is_typed(open_page, tmp_path, mode):
    volume = answering_volume(tmp_path, mode=mode)
    with running_service(tmp_path) as address:
        page = open_page(address)
        dialog = ask(page, "Close BTC/USDT…")
        expect(dialog).to_contain_text("at once, at the market's price")
        expect(dialog).to_contain_text("that rest at the exchange are canceled")
        dialog.get_by_label("Token").fill(token_of(volume))
        send = dialog.get_by_role("button", name="Close BTC/USDT")
        for text in ("", "close btc/usdt"):
            dialog.get_by_label(f"{mode}: type CLOSE BTC/USDT to confirm").fill(text)
            send.click()
            expect(dialog.get_by_role("alert")).to_have_text("Type CLOSE BTC/USDT to confirm.")
        assert volume.commands.waiting() == ()
        dialog.get_by_label(f"{mode}: type").fill("CLOSE BTC/USDT")
        send.click()
        wait_until(lambda: len(volume.commands.waiting()) == 1, 10, "the command waits")
        page.close()


def test_a_double_click_sends_one_command(open_page, tmp_path):
    volume = answering_volume(tmp_path)
    posts: list[str] = []
    with running_service(tmp_path) as address:
        page = open_page(address)
        dialog = ask(page, "Pause entries…")
        page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
        dialog.get_by_label("Token").fill(token_of(volume))
        dialog.get_by_role("button", name="Pause entries").dblclick()
        expect(dialog.get_by_role("button", name="Sent, waiting")).to_be_disabled()
        wait_until(lambda: len(volume.commands.waiting()) == 1, 10, "the command waits")
        page.wait_for_timeout(200)
        assert (len(posts), len(volume.commands.waiting())) == (1, 1)
        page.close()


def test_a_bot_that_does_not_answer_within_10_s_is_said(open_page, tmp_path):
    volume = answering_volume(tmp_path)
    with running_service(tmp_path) as address:
        page = open_page(address)
        dialog = ask(page, "Halt…")
        dialog.get_by_label("Token").fill(token_of(volume))
        dialog.get_by_role("button", name="Halt").click()
        expect(outcome(page)).to_contain_text("Not confirmed within 10 s", timeout=15_000)
        (waiting,) = volume.commands.waiting()
        assert (str(waiting.kind), waiting.by) == ("halt", "the dashboard")
        page.close()


def test_what_the_bot_could_not_do_stays_in_the_dialog(open_page, tmp_path):
    volume = answering_volume(tmp_path)
    with running_service(tmp_path) as address:
        page = open_page(address, expected_faults=True)
        dialog = ask(page, "Pause entries…")
        dialog.get_by_label("Token").fill(token_of(volume))
        dialog.get_by_role("button", name="Pause entries").click()
        wait_until(lambda: len(volume.commands.waiting()) == 1, 10, "the command waits")
        (command,) = volume.commands.waiting()
        refusal = "not done: <b>the disk</b> is full"
        answer = CommandAnswer(id=command.id, at=datetime.now(UTC), is_done=False, said=(refusal,))
        volume.commands.answer(answer)
        expect(dialog.get_by_role("alert")).to_have_text(refusal, timeout=10_000)
        expect(dialog.get_by_role("button", name="Pause entries")).to_be_enabled()
        page.close()


def answers(volume: FileVolume) -> None:
    """What a bot would say to the command that waits."""
    wait_until(lambda: len(volume.commands.waiting()) == 1, 10, "the command waits")
    (command,) = volume.commands.waiting()
    volume.commands.answer(
        CommandAnswer(id=command.id, at=datetime.now(UTC), is_done=True, said=("so it is",))
    )


def test_a_missing_wrong_or_expired_token_is_asked_for_again_and_nothing_typed_is_lost(
    open_page, tmp_path
):
    folder = tmp_path / "data"
    volume = answering_volume(folder)
    secret = token_of(volume)
    asked: list[str] = []
    with running_service(folder) as address:
        page = open_page(address, expected_faults=True)  # the browser reports each 401
        page.on("request", lambda request: asked.append(request.url))
        dialog = ask(page, "Pause entries…")
        send, field = (
            dialog.get_by_role("button", name="Pause entries"),
            dialog.get_by_label("Token"),
        )
        dialog.get_by_label("Reason").fill("a storm")
        send.click()
        expect(dialog.get_by_role("alert")).to_contain_text("The token is needed")
        field.fill("not-the-right-one")
        send.click()
        expect(dialog.get_by_role("alert")).to_contain_text("This token is wrong")
        expect(field).to_have_value("")
        expect(dialog.get_by_label("Reason")).to_have_value("a storm")
        field.fill(secret)
        send.click()
        answers(volume)
        expect(outcome(page)).to_contain_text("so it is", timeout=10_000)

        (folder / "api_token").write_text("another-token-from-now-on-0123456789")
        dialog = ask(page, "Halt…")
        expect(dialog.get_by_label("Token")).to_be_hidden()
        dialog.get_by_role("button", name="Halt").click()
        expect(dialog.get_by_role("alert")).to_contain_text("no longer valid")
        dialog.get_by_label("Token").fill("another-token-from-now-on-0123456789")
        dialog.get_by_role("button", name="Halt").click()
        answers(volume)
        expect(outcome(page)).to_contain_text("Halt: so it is", timeout=10_000)

        assert not [url for url in asked if secret in url]
        kept = (
            "() => JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])"
        )
        assert secret not in page.evaluate(kept)
        assert secret not in page.content()
        page.close()
    for file in folder.rglob("*"):
        assert not file.is_file() or secret not in file.read_text(errors="replace"), file


def test_halt_is_offered_where_nothing_of_the_account_can_be_read(open_page, tmp_path):
    volume = answering_volume(tmp_path)
    with running_service(tmp_path) as address:
        page = open_page(address, "/docs", expected_faults=True)
        for path in ("risk", "positions", "status"):
            page.route(
                re.compile(f"/{path}(\\?|$)"),
                lambda route: route.fulfill(status=500, body="{}", content_type="application/json"),
            )
        page.goto(f"{address}/dashboard")
        dialog = ask(page, "Halt…")
        expect(dialog).to_contain_text("What is held could not be read: all of it stays open.")
        dialog.get_by_label("Token").fill(token_of(volume))
        dialog.get_by_label("Mode not read: type HALT to confirm").fill("HALT")
        dialog.get_by_role("button", name="Halt").click()
        answers(volume)
        expect(outcome(page)).to_contain_text("Halt: so it is", timeout=10_000)
        page.close()


def test_where_the_service_is_away_the_dialog_keeps_all_and_says_so(open_page, tmp_path):
    volume = answering_volume(tmp_path)
    with running_service(tmp_path) as address:
        page = open_page(address, expected_faults=True)
        dialog = ask(page, "Pause entries…")
        dialog.get_by_label("Token").fill(token_of(volume))

        def away(route: Route) -> None:
            route.abort()

        page.route("**/control/**", away)
        dialog.get_by_role("button", name="Pause entries").click()
        expect(dialog.get_by_role("alert")).to_contain_text("cannot be reached")
        page.unroute("**/control/**")
        dialog.get_by_role("button", name="Pause entries").click()
        answers(volume)
        expect(outcome(page)).to_contain_text("so it is", timeout=10_000)
        page.close()
