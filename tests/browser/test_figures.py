"""Figures as they live on a page: kept from run to run, drawn when they come near, in sight without a mouse; and what a visit takes."""

from __future__ import annotations

import pytest

from dashboard.assets import BASIC, FULL
from dashboard.ui.chart import ADDRESSES

pytestmark = pytest.mark.browser

STATES = "() => [...document.querySelectorAll('[data-figure]')].map(one => one.dataset.figure)"
ALL_DRAWN = "() => [...document.querySelectorAll('[data-figure]')].every(one => one.dataset.figure === 'drawn')"
MARKED = "() => document.querySelectorAll('[data-figure] .svg-container').forEach(one => { one.ours = true; })"
COUNTED = """() => document.querySelectorAll('.js-plotly-plot').forEach(one => {
  one.drawn = 0; one.on('plotly_afterplot', () => { one.drawn += 1; }); })"""
STILL_MARKED = "() => [...document.querySelectorAll('[data-figure] .svg-container')].map(one => one.ours === true)"
MOST_OF_A_FIRST_VISIT = 2_000_000  # bytes over the wire, of the issue this was built for


def test_another_choice_keeps_every_figure_and_draws_what_changed_alone(visit):
    """By the small bundle; and as wide as its place when the window is another."""
    asked = []
    tab = visit(1440, 4000)
    tab.listen("request", lambda request: asked.append(request.url))
    tab.open("/?period=2019-2026")
    tab.wait_until(ALL_DRAWN)
    assert [url for url in asked if BASIC in url]
    assert not [url for url in asked if FULL in url]
    tab.page.evaluate(MARKED)
    tab.page.evaluate(COUNTED)
    trend = "() => document.querySelectorAll('[data-figure] .js-plotly-plot')[1].data.find(one => one.x).x.length"
    quarters = tab.page.evaluate(trend)
    tab.page.get_by_role("radio", name="jaar").click()
    tab.wait_until(f"() => ({trend})() < {quarters}")
    tab.wait_until("() => document.querySelectorAll('.js-plotly-plot')[1].drawn > 0")
    tab.settle()
    drawn = tab.page.evaluate("() => [...document.querySelectorAll('.js-plotly-plot')].map(one => one.drawn > 0)")
    assert tab.page.evaluate(STILL_MARKED) == [True] * 4
    assert drawn[0] is False  # the funnel has no grain
    assert drawn[3] is False  # nor have the euros
    tab.page.set_viewport_size({"width": 800, "height": 4000})
    tab.wait_until(
        """() => [...document.querySelectorAll('[data-figure]')].every(one =>
        Math.abs(one.querySelector('.main-svg').getAttribute('width') - one.clientWidth) < 2)"""
    )


def test_a_figure_far_below_is_drawn_when_it_comes_near(visit):
    tab = visit(1440, 600)
    tab.open("/?period=2019-2026")
    tab.wait_until(f"() => ({STATES})()[0] === 'drawn'")
    before = tab.page.evaluate(STATES)
    heights = "() => [...document.querySelectorAll('[data-figure]')].map(one => one.offsetHeight)"
    room = tab.page.evaluate(heights)
    tab.page.locator("[data-figure]").last.scroll_into_view_if_needed()
    tab.wait_until(f"() => ({STATES})().at(-1) === 'drawn'")

    assert before[-1] == ""
    assert tab.page.evaluate(heights) == room  # nothing jumps
    assert tab.page.locator("[data-figure]").last.get_attribute("aria-label")


def test_flows_are_drawn_by_the_whole_bundle_and_bars_by_the_basic_one(visit):
    asked = []
    tab = visit(1440, 4000)
    tab.listen("request", lambda request: asked.append(request.url))
    tab.open("/partners?period=2019-2026")
    tab.wait_until("() => document.querySelector('[data-figure] .sankey')")

    assert [url for url in asked if FULL in url]
    tab.wait_until("() => document.querySelector('[data-figure] .bars')")


def test_a_page_is_named_before_any_script_ran(chromium, server):
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/projecten?language=en")

    assert page.title() == "Projects · LSI results"
    assert page.locator("#first h1").inner_text() == "Projects"
    assert "This dashboard needs JavaScript" in page.inner_text("body")
    context.close()


def test_a_first_visit_is_small_and_fetches_nothing_twice(chromium, server):
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    page = context.new_page()
    counted, asked, began = [], {}, []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda event: counted.append(event["encodedDataLength"]))
    page.on("websocket", lambda socket: began.append(socket.url))
    page.goto(f"{server}/")
    page.wait_for_selector("[data-figure=drawn]")
    page.wait_for_load_state("networkidle")

    urls = list(asked.values())
    assert 100_000 < sum(counted) < MOST_OF_A_FIRST_VISIT
    assert len(urls) == len(set(urls)), "nothing is fetched twice"
    assert not [url for url in urls if "SourceSans" in url]
    assert began
    assert page.locator("#first").count() == 0
    context.close()


TRY = """async (addresses) => {
  const { show } = await import(new URL(addresses.script, document.baseURI));
  const parent = Object.assign(document.createElement('section'), { id: 'tried',
    innerHTML: '<div data-figure><div></div><button></button></div>' });
  document.querySelector('[data-testid=stMain] h1').after(parent);
  const data = (y, high) => ({ figure: JSON.stringify({ data: [{ type: 'bar', x: ['a'], y: [y] }], layout: { height: high }, config: {} }),
    addresses, alt: 'tried', whole: 'whole', is_pressed: false, high });
  window.show_tried = (y, high) => show(parent, data(y, high), () => null);
  window.show_tried(1, 100);
}"""


def test_one_figure_takes_the_whole_screen_and_another_changes_back_at_once(visit):
    tab = visit(1440, 900)
    tab.open("/?period=2019-2026")
    tab.wait_until(f"() => ({STATES})()[0] === 'drawn'")
    figure = tab.page.locator("[data-figure]").first
    was = figure.evaluate("one => one.querySelector('.main-svg').clientHeight")
    figure.get_by_role("button", name="Volledig scherm").focus()
    tab.page.keyboard.press("Enter")
    tab.wait_until("() => document.fullscreenElement?.querySelector('.main-svg').clientHeight > innerHeight - 2")
    figure.get_by_role("button", name="Volledig scherm").focus()
    tab.page.keyboard.press("Enter")
    tab.wait_until(f"() => !document.fullscreenElement && document.querySelector('.main-svg').clientHeight === {was}")
    changes_and_changes_back_at_once(tab)


def changes_and_changes_back_at_once(tab):
    """A figure of ours beside those of the page, which is the one of before."""
    state = "() => document.querySelector('#tried [data-figure]').dataset.figure === 'drawn'"
    value = "() => document.querySelector('#tried .js-plotly-plot').data[0].y[0]"
    tab.page.evaluate(TRY, dict(ADDRESSES))
    tab.wait_until(state)
    tab.page.evaluate("() => { window.show_tried(2, 300); window.show_tried(1, 100); }")
    tab.wait_until(state)

    assert tab.page.evaluate(value) == 1
    assert tab.page.locator("#tried [data-figure]").evaluate("one => one.style.minHeight") == "100px"
    tab.page.evaluate("() => window.show_tried(2, 300)")
    tab.wait_until(f"() => ({state})() && ({value})() === 2")
