"""Using it as people do: filter, drill, back, keyboard, table, download, a wrong link, two tabs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
import pytest

from dashboard.text import texts
from tests.browser.conftest import PATIENCE, SHORTENED, serve
from tests.browser.test_canaries import canaries

pytestmark = pytest.mark.browser


def choose(tab, label, option):
    """Pick from a select box by keyboard."""
    box = tab.page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    tab.page.keyboard.press("Enter")
    tab.settle()


def test_a_filter_changes_the_figures_and_the_link_and_the_menu_carries_it(visit):
    tab = visit()
    tab.open("/?period=2021-2025")
    before = tab.text()
    choose(tab, "Mijn gebied", "Marken-Waard")
    tab.page.wait_for_url("**area=GM9002*")
    tab.settle()
    link = tab.page.url
    tab.wait_until("() => document.body.innerText.includes('Marken-Waard · 2021 t/m 2025')")
    after = tab.text()

    assert after != before
    other = visit()
    other.open(link.removeprefix(other.address))
    assert "Marken-Waard · 2021 t/m 2025" in other.text()
    other.page.get_by_role("link", name="Kaart").click()
    other.page.wait_for_url("**/kaart?*")
    other.settle()
    assert "area=GM9002" in other.page.url
    assert "period=2021-2025" in other.page.url


def test_figure_real_table_and_dutch_download_of_decisions_give_one_amount(visit):
    tab = visit()
    tab.open("/?period=2024&money=decision")
    tab.page.locator(".st-key-table_cohort").get_by_text("Tabel", exact=True).click()
    table = tab.page.locator(".st-key-table_cohort [data-testid=stTable] table")
    table.wait_for()
    with tab.page.expect_download() as wait:
        tab.page.locator(".st-key-download_cohort").get_by_role("button").click()
    content = Path(wait.value.path()).read_bytes()
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    start = lines.index([]) + 1
    rows = [dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :]]
    collected = sum(
        float(row["Bedrag (€)"].replace(",", "."))
        for row in rows
        if (row["Soort geld"], row["Soort periode"], row["Deel"]) == ("geïnd", "jaar van het besluit", "totaal")
    )
    shown = f"{collected:,.0f}".replace(",", ".")

    assert wait.value.suggested_filename.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"LSI-release" in content
    assert collected > 0
    assert {row["Soort periode"] for row in rows} == {
        "jaar van het besluit", "alles zonder besluitmaand samen",
    }  # fmt: skip
    assert shown in table.inner_text()
    assert tab.text().count(shown) >= 2  # the sentence and the table; the bar is a drawing
    assert shown in tab.page.locator(".st-key-figure_cohort").inner_text()


def test_the_rows_of_a_figure_leave_for_programs_on_a_telephone(visit, tmp_path):
    tab = visit(390, 844)
    tab.open("/?period=2024")
    tab.page.locator(".st-key-others_trend").get_by_role("button").click()
    files = {}
    for name in ("technical", "parquet"):
        with tab.page.expect_download() as wait:
            tab.page.locator(f".st-key-{name}_trend").get_by_role("button").click()
        files[name] = Path(wait.value.path())
        assert wait.value.suggested_filename.startswith("lsi_trend_")

    rows = [duckdb.sql(f"from {reader}('{files[name]}')") for name, reader in
            (("technical", "read_csv"), ("parquet", "read_parquet"))]  # fmt: skip
    assert rows[0].fetchall() == rows[1].fetchall()
    assert rows[0].columns[:2] == ["period", "n_value"]


def test_a_figure_is_copied_as_a_picture(visit, server):
    tab = visit()
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    tab.open("/?period=2024")
    tab.page.locator(".st-key-others_trend").get_by_role("button").click()
    tab.page.get_by_role("button", name="Afbeelding kopiëren").click()
    tab.page.get_by_role("button", name="Zet op het klembord").click(timeout=60_000)
    tab.page.get_by_text("Gekopieerd").wait_for()
    kinds, size, width = tab.page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const picture = await item.getType("image/png");
          return [item.types, picture.size, (await createImageBitmap(picture)).width];
        }"""
    )
    assert kinds == ["image/png"]
    assert size > 10_000
    assert width > 1_000


def test_an_unknown_page_leads_to_the_first(visit):
    tab = visit()
    tab.open("/bestaat-niet?area=GM9002")

    assert "Overzicht" in tab.text()
    assert "Page not found" not in tab.text()


READ_TO = "document.querySelector('[data-testid=stMain]').scrollTop"


def test_back_and_forward_bring_a_page_to_where_it_was_read(visit):
    tab = visit()
    tab.open("/?period=2019-2026")
    tab.page.mouse.move(800, 500)
    tab.page.mouse.wheel(0, 1200)
    tab.wait_until(f"() => {READ_TO} === 1200")
    tab.page.get_by_role("link", name="Partners", exact=True).first.click()
    tab.page.wait_for_url("**/partners**")
    tab.settle()
    begun = tab.page.evaluate(READ_TO)
    tab.page.go_back()

    tab.wait_until(f"() => {READ_TO} === 1200")
    tab.settle()
    assert tab.page.evaluate(READ_TO) == 1200
    assert begun == 0
    tab.page.go_forward()
    tab.wait_until(f"() => {READ_TO} === 0")


def test_a_link_to_who_delivered_leads_to_that_part_of_the_page_and_the_keyboard_goes_on_there(visit):
    tab = visit()
    tab.open("/")
    tab.page.get_by_role("link", name="Bekijk wie wat leverde").click()
    tab.page.wait_for_url("**/partners?**see=deliveries**")
    tab.wait_until("() => document.activeElement.classList.contains('st-key-at_deliveries')")
    tab.settle()

    top = tab.page.locator(".st-key-at_deliveries").bounding_box()["y"]
    ends = f"{READ_TO} + document.querySelector('[data-testid=stMain]').clientHeight >= document.querySelector('[data-testid=stMain]').scrollHeight - 1"
    assert tab.page.evaluate(READ_TO) > 500
    assert -1 < top < 120 or (top < 900 and tab.page.evaluate(ends))


def test_wrong_codes_in_a_link_are_ignored_quietly_and_nothing_secret_is_logged(visit, server_log):
    tab = visit()
    tab.open("/?area=GM0000&measure=onzin&period=1800")

    assert "een onbekende waarde" in tab.text()
    assert "Overzicht" in tab.text()
    assert canaries(server_log.read_bytes()) == []


def test_two_tabs_do_not_see_each_other(visit):
    dutch, english = visit(), visit()
    dutch.open("/")
    english.open("/?language=en&area=GM9002")
    dutch.page.reload()
    dutch.settle()

    assert "Hele programma" in dutch.text()
    assert "Overview" in english.text()


def test_security_headers_stand_on_every_page(visit, server):
    tab = visit()
    answer = tab.page.request.get(server)

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_drawn_again_by_itself_keeps_the_language(visit):
    tab = visit()
    tab.open("/verantwoording?language=en")
    choose(tab, texts("en")["accountability.target"], "De Meent")
    tab.page.wait_for_url("**place=De*")
    tab.wait_until("() => document.body.innerText.includes('without De Meent')")

    assert "zonder De Meent" not in tab.text()


def test_the_first_visitor_after_a_start_gets_the_page_of_the_link(data, tmp_path, chromium):
    """Beside a folder ``pages`` Streamlit looks for pages of its own until the menu was made once."""
    with serve(data, tmp_path / "server.log") as address:
        page = chromium.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}/borging")
        page.get_by_role("heading", name="Borging", exact=True).wait_for(timeout=PATIENCE)
        page.close()

    assert not [line for line in said if "does not seem to exist" in line]


FIRST_SCREEN, HIGHEST = 200, 2500  # pixels


def test_overview_is_three_chapters_in_halves_with_tiles_of_one_height(visit):
    tab = visit(1440, 900)
    tab.open("/")
    boxes = [one.bounding_box() for one in tab.page.get_by_test_id("stMetric").all()]
    money, people = (tab.page.get_by_role("heading", name=name) for name in ("Hoe zeker is elke euro", "Wat mensen"))
    sizes = tab.page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMetricValue]')].map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )

    assert [one.inner_text() for one in tab.page.locator("h2").all()] == [
        "Wat vraagt een besluit", "Wat is er gedaan", "Hoe zeker is het geld",
    ]  # fmt: skip
    assert tab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") < HIGHEST
    assert "Alsnog aan burgers uitbetaald" not in tab.text()  # what the sentence says further is on demand
    assert people.bounding_box()["x"] > money.bounding_box()["x"] + 400
    assert len({round(box["height"]) for box in boxes}) == 1
    assert all(32 <= size <= 36 for size in sizes)
    assert tab.page.evaluate(SHORTENED) == []


def test_a_tile_says_its_sentences_by_keyboard(visit):
    tab = visit()
    tab.open("/?period=2024")
    tab.page.get_by_test_id("stMetric").nth(1).get_by_role("button").focus()
    said = tab.page.get_by_role("tooltip")
    said.get_by_text("In 2024 is het onderzoek").wait_for()

    assert "opgeteld over partners" in said.inner_text()


def test_filters_fold_away_on_a_telephone_and_the_choice_stands_in_a_sentence(visit):
    tab = visit(390, 844)
    tab.open("/?period=2024")
    area = tab.page.get_by_role("combobox", name="Mijn gebied")
    is_folded = not area.is_visible()
    title = tab.page.get_by_role("heading", level=1).bounding_box()
    tab.page.get_by_text("Keuzes", exact=True).click()
    area.wait_for()
    choose(tab, "Mijn gebied", "Marken-Waard")
    tab.page.wait_for_url("**area=GM9002*")
    tab.page.get_by_text("Marken-Waard · 2024 · Alle soorten").wait_for()

    assert is_folded
    assert title["y"] < FIRST_SCREEN


def test_a_table_opens_across_the_width_of_its_figure(visit):
    tab = visit()
    tab.open("/?period=2024")
    tab.page.locator(".st-key-table_attention summary").click()
    table = tab.page.locator(".st-key-table_attention [data-testid=stTable]")
    table.wait_for()
    tab.settle()

    assert table.bounding_box()["width"] > 0.9 * tab.page.locator(".st-key-page_head").bounding_box()["width"]
