"""The assistant on the page: an answer with its facts folded, and a question that is never lost."""

import pytest
from playwright.sync_api import expect

from tests.support.pages.dashboard import block

pytestmark = pytest.mark.e2e


@pytest.fixture
def page(filled, open_page):
    page = open_page(filled, "/dashboard?symbol=BTC/USDT", expected_faults=True)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible(timeout=20_000)
    return page


def test_it_answers_a_question_typed_on_the_keyboard(page):
    page.locator("#question").focus()
    page.keyboard.type("Why?")
    page.keyboard.press("Enter")
    expect(block(page, "assistant")).to_contain_text("RSI 61.2 below 70; the AI agrees.")
    expect(page.locator("#question")).to_have_value("")


def test_a_suggestion_asks_and_what_the_answer_rests_on_is_folded_below_it(page):
    block(page, "assistant").get_by_role("button", name="What is at risk?").click()
    facts = block(page, "assistant").locator("dd details")
    expect(facts.locator("summary")).to_contain_text("facts")
    expect(facts.locator("li").first).not_to_be_visible()
    facts.locator("summary").click()
    expect(facts.locator("li", has_text="risk per trade: 0.50 %")).to_be_visible()


def test_a_question_that_could_not_be_answered_stays_in_its_field(page):
    page.route("**/ai/question*", lambda route: route.fulfill(status=500, body="no"))
    page.locator("#question").fill("What happened to <b>me</b> today?")
    block(page, "assistant").get_by_role("button", name="Ask", exact=True).click()
    expect(block(page, "assistant").get_by_role("alert")).to_contain_text(
        "Your question is still there"
    )
    expect(page.locator("#question")).to_have_value("What happened to <b>me</b> today?")
    page.unroute("**/ai/question*")
    block(page, "assistant").get_by_role("button", name="Ask", exact=True).click()
    expect(block(page, "assistant").locator("dt").first).to_have_text(
        "What happened to <b>me</b> today?"
    )
    expect(block(page, "assistant").get_by_role("alert")).to_be_hidden()
