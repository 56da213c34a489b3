"""A whole trial, lived in the browser: a week of mornings, 28 nights, missed mornings, a flare, the answer."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.home import Home, where_it_is
from tests.browser.looking import broken_rules, by_night, cut_off, narrowed, small_targets
from tests.browser.server import Server
from tests.browser.visits import Visits

NIGHTS = 28
LEAST_TARGET = 52  # of what is not touched with oily hands
MISSED, FLARE = (5, 16), 11  # nights whose mornings stay open, and the one in which a flare comes
REST, MASSAGE = "quiet-rest", "evening-feet-and-legs"
EVENING = 17  # tonight's part may be seen now, and may still be seen when the test ends


def look_over(page: Page, axe_script: str) -> None:
    """In both themes nothing that axe objects to, large targets, and nothing cut off on a narrow page."""
    page.emulate_media(reduced_motion="reduce")  # else a button is seen on its way
    assert broken_rules(page, axe_script) == [], page.url
    with by_night(page):
        assert broken_rules(page, axe_script) == [], page.url
    assert small_targets(page, LEAST_TARGET, LEAST_TARGET) == [], page.url
    with narrowed(page):
        assert cut_off(page) == [], page.url


def choose(page: Page) -> None:
    """The first question, answered by burning in the morning, with sessions of three minutes."""
    page.goto("/trials/")
    page.get_by_role("link", name="Choose a question").click()
    page.locator("label.row", has_text="Does massage help me?").click()
    page.locator("label.row", has_text="Burning in the morning").click()
    page.get_by_label("Minutes", exact=True).fill("3")
    page.get_by_role("button", name="Start with the mornings").click()
    expect(page.get_by_text("0 of 7 mornings answered.")).to_be_visible()


def start(page: Page, axe_script: str) -> None:
    """28 nights, one look at the end."""
    page.get_by_role("link", name="Plan it").click()
    look_over(page, axe_script)
    page.locator("label.row", has_text="28 nights").click()
    page.locator("label.row", has_text="I have read this").click()
    page.get_by_role("button", name="Start the trial").click()
    expect(page.get_by_text("Your trial starts tomorrow.")).to_be_visible()


def play_tonight(page: Page, home: Home) -> str:
    """From the home page through the gate; gives the routine that was dealt. The player's own tests play it aloud."""
    page.goto("/")
    page.get_by_role("link", name="Begin tonight's part").click()
    page.get_by_role("button", name="None of these").click()
    page.wait_for_selector("#start")
    session = page.url.partition("/practice/")[2]
    data = home.player_data(f"/practice/{session}")
    home.tell(f"/practice/{session}", "started")
    home.tell(f"/practice/{session}", "finished", 180_000)
    return str(data["score"]["routine"])


def test_a_trial_of_28_nights_is_lived_to_its_answer(open_page: Visits, server: Server, axe_script: str) -> None:
    page = open_page("/healthz")
    home = Home(page.context.request)
    home.add_newcomer()
    home.answer_all()
    home.post("/settings/name/", name="Vera", time_zone=where_it_is(EVENING))
    choose(page)
    look_over(page, axe_script)
    for score in (6, 7, 6, 5, 6, 7, 6):
        server.one_day_later()
        home.writes("morning", burning=str(score))
    page.goto("/")
    start(page, axe_script)
    server.one_day_later()
    page.goto("/")
    look_over(page, axe_script)
    dealt = []
    for night in range(1, NIGHTS + 1):
        dealt.append(play_tonight(page, home))
        if night == FLARE:
            mark_a_flare(page, home)
        server.one_day_later()
        if night not in MISSED:
            home.writes("morning", burning=str((3 if dealt[-1] == MASSAGE else 6) + night % 2))
        if night == FLARE:
            rest_through_it(page, server)
    assert set(dealt) == {REST, MASSAGE}
    assert dealt.count(REST) == dealt.count(MASSAGE) == NIGHTS / 2
    read_the_answer(page, dealt, axe_script)


def mark_a_flare(page: Page, home: Home) -> None:
    """That night was shown already: it counts as it was dealt, and the trial waits from the next day on."""
    home.writes_that("flare", text="My feet burn all over.")
    page.goto("/")
    expect(page.get_by_text("Tonight still counts as it was dealt.")).to_be_visible()


def rest_through_it(page: Page, server: Server) -> None:
    page.goto("/")
    expect(page.get_by_text("You marked a flare.")).to_be_visible()
    expect(page.get_by_role("link", name="Begin tonight's part")).to_have_count(0)
    server.one_day_later()
    page.goto("/")
    page.get_by_role("button", name="Go on with the trial").click()
    expect(page.get_by_role("link", name="Begin tonight's part")).to_be_visible()


def read_the_answer(page: Page, dealt: list[str], axe_script: str) -> None:
    page.goto("/trials/")
    page.get_by_role("link", name="Does massage help me?").click()
    page.get_by_role("link", name="Read the answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Massage helps you, and by enough to matter.")
    expect(page.get_by_text("We used 26 of 28 answers.")).to_be_visible()
    look_over(page, axe_script)
    page.get_by_role("link", name="How we know").click()
    look_over(page, axe_script)
    expect(page.get_by_text("1 pause. Its days are no nights.")).to_be_visible()
    words = {REST: "quiet rest", MASSAGE: "massage"}
    rows = page.locator("section[aria-labelledby=nights] tbody tr")
    expect(rows).to_have_count(NIGHTS)
    assert [words[routine] in row for routine, row in zip(dealt, rows.all_inner_texts(), strict=True)] == [
        True
    ] * NIGHTS
