"""Addresses of layers: what is written is read back, and what nobody knows is refused by name."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.answers.rows import DefinitionsMeasures
from dashboard.ui.map.address import AREAS, LAYERS, UnknownAddress, address, outline_address, read_address
from dashboard.ui.map.picture import FigureChoice, MapChoice
from dashboard.ui.measure import measure_of

YEARS = {"from_month": "2019-01-01", "until_month": "2024-12-01"}


@pytest.fixture
def hits(reader):
    return measure_of(next(row for row in reader.ask(DefinitionsMeasures).rows if row.measure_code == "hit_rate"))


def read_back(reader, url):
    parts = urlsplit(url)
    _, _, _, _release, level, parent, *layer = parts.path.split("/")
    return read_address(reader, level, parent, *(layer or [AREAS]), dict(parse_qsl(parts.query)))


def test_an_address_says_all_that_a_layer_depends_on(reader, hits):
    choice = FigureChoice(
        level="district",
        parent="PV90",
        **YEARS,
        project_type="holiday_park",
        measure=hits,
        form="share",
        is_smooth=True,
    )
    found = read_back(reader, address("r1", AREAS, choice, "dark"))

    assert (found.choice, found.theme, found.language, found.layer) == (choice, "dark", "nl", AREAS)


def test_a_choice_of_areas_is_read_back(reader):
    choice = MapChoice(level="neighbourhood", parent="GM9001", chosen=frozenset({"BU90010001", "BU90010002"}))

    assert read_back(reader, address("r1", AREAS, choice, "light")).choice == choice


def test_an_edge_is_read_back(reader):
    found = read_back(reader, outline_address("r1", "municipality", None, frozenset({"GM9001"}), 25))

    assert (found.layer, found.codes, found.tolerance_m) == ("outline", frozenset({"GM9001"}), 25)


@pytest.mark.parametrize("layer", sorted(set(LAYERS) - {AREAS, "outline"}))
def test_what_never_changes_with_the_measure_has_one_address(layer, hits):
    plain = MapChoice(level="municipality", parent=None, **YEARS)
    shown = FigureChoice(level="municipality", parent=None, **YEARS, measure=hits, form="share")

    assert address("r1", layer, plain, "light") == address("r1", layer, shown, "light")


@pytest.mark.parametrize(
    ("level", "layer", "query", "told"),
    [
        ("land", AREAS, {}, "niveau land"),
        ("district", "roads", {}, "laag roads"),
        ("district", AREAS, {"colour": "red"}, "colour"),
        ("district", AREAS, {"theme": "pink"}, "thema pink"),
        ("district", AREAS, {"language": "fr"}, "taal fr"),
        ("district", "outline", {"detail": "7"}, "niet op 7"),
        ("district", "outline", {"codes": "GM9001.'; drop"}, "'; drop"),
        ("district", AREAS, {"chosen": "x"}, "gebied x"),
        ("district", AREAS, {"type": "castle"}, "project castle"),
        ("district", AREAS, {"measure": "hit_rate"}, "from en until"),
        ("district", AREAS, {"measure": "hit_rate", "from": "2024", "until": "2024-12-01"}, "2024 is geen maand"),
        (
            "district",
            AREAS,
            {"measure": "hit_rate", "from": "0000-01-01", "until": "2024-12-01"},
            "0000-01-01 is geen maand",
        ),
        ("district", AREAS, {"measure": "hit_rate", "from": "\uff12024-01-01", "until": "2024-12-01"}, "is geen maand"),
        ("district", AREAS, {"measure": "hit_rate", "from": "2025-01-01", "until": "2024-12-01"}, "from en until"),
        ("district", AREAS, {"measure": "gold", "from": "2024-01-01", "until": "2024-12-01"}, "maatstaf gold"),
        ("district", AREAS, {"measure": "hit_rate", "from": "2024-01-01", "until": "2024-12-01"}, "niet als count"),
    ],
)
def test_what_nobody_knows_is_refused_by_name(reader, level, layer, query, told):
    from dashboard.text import say

    with pytest.raises(UnknownAddress) as refused:
        read_address(reader, level, "PV90", layer, query)
    assert re.search(told, say(refused.value.key, **refused.value.values))


@pytest.mark.parametrize(
    ("level", "parent", "drawn"),
    [
        ("district", None, "municipality/alle"),
        ("district", "PV90", "district/PV90"),
        ("province", None, "province/alle"),
    ],
)
def test_all_districts_of_the_country_have_the_borders_of_their_municipalities(level, parent, drawn):
    choice = MapChoice(level=level, parent=parent)

    assert address("r1", "borders", choice, "light") == f"/api/areas/r1/{drawn}/borders"
