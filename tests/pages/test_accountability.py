"""Verantwoording: the promise, the attacks, and the example that a board member can try."""

from __future__ import annotations


def test_attacks_rules_and_accuracy_stand_there(page, release):
    app = page("accountability")
    tables = [table.value for table in app.table]
    sizes = [len(table) for table in tables]

    assert sizes[1] == sizes[2] == len(release.attacks["attacks"])
    assert len(release.manifest["policy"]["rules"]) in sizes


def test_what_a_shown_five_gives_away_is_told_per_measure_and_in_words(page, release):
    app = page("accountability")
    rows = next(table.value for table in app.table if "Maatstaven" in table.value)
    posterior = next(one for one in release.attacks["attacks"] if one["name"] == "posterior")

    assert "Wat een getoonde 5 verraadt, per maatstaf" in [title.value for title in app.subheader]
    assert 2 <= len(rows) <= 4
    assert sum(len(names.split("; ")) for names in rows["Maatstaven"]) == len(posterior["measures"])


def test_the_example_follows_the_choice_and_stands_in_the_link(page):
    app = page("accountability")
    app.selectbox(key="url_place").select("Zuiderhof").run()

    assert app.query_params["place"] in ("Zuiderhof", ["Zuiderhof"])
    assert any("Zuiderhof ligt op straat" in text.value for text in app.markdown)


def test_another_draw_shows_other_figures(page):
    first, second = (page("accountability", start=start).table[0].value for start in "02")

    assert not first.equals(second)
    assert first["Echt aantal"].equals(second["Echt aantal"])


def test_how_well_effects_are_measured_stands_there_with_a_row_per_estimator(page):
    app = page("accountability")
    table = app.table[-1].value

    assert "Hoe goed meten wij effecten?" in [title.value for title in app.subheader]
    assert len(table) == 6
    assert any(text.value.startswith("Van de 6 manieren van schatten") for text in app.markdown)
