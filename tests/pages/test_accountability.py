"""Verantwoording: the promise, the attacks, and the example that a board member can try."""

from __future__ import annotations


def test_attacks_rules_and_accuracy_stand_there(page, release):
    app = page("accountability")
    tables = [table.value for table in app.table]

    assert len(tables[1]) == len(release.attacks["attacks"])
    assert len(tables[3]) == len(release.manifest["policy"]["rules"])


def test_the_example_follows_the_choice_and_stands_in_the_link(page):
    app = page("accountability")
    app.selectbox(key="url_b").select("Zuiderhof").run()

    assert app.query_params["b"] in ("Zuiderhof", ["Zuiderhof"])
    assert any("Zuiderhof ligt op straat" in text.value for text in app.markdown)


def test_another_draw_shows_other_figures(page):
    first, second = (page("accountability", u=start).table[0].value for start in "02")

    assert not first.equals(second)
    assert first["Echt aantal"].equals(second["Echt aantal"])


def test_how_well_effects_are_measured_stands_there_with_a_row_per_estimator(page):
    app = page("accountability")
    table = app.table[-1].value

    assert "Hoe goed meten wij effecten?" in [title.value for title in app.subheader]
    assert len(table) == 6
    assert any(text.value.startswith("Van de 6 manieren van schatten") for text in app.markdown)
