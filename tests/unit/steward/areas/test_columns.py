from __future__ import annotations

import pytest

from dashboard.steward.areas.columns import (
    DISTRICT,
    FIGURES,
    MUNICIPALITY,
    NEIGHBOURHOOD,
    find_column,
    find_layer,
    named,
    parent_code,
)


def test_parents_are_cut_from_the_code():
    assert parent_code("BU00030102", DISTRICT) == "WK000301"
    assert parent_code("WK000301", MUNICIPALITY) == "GM0003"
    assert parent_code("BU0363A1B2", DISTRICT) == "WK0363A1"


@pytest.mark.parametrize("name", ["buurten", "buurt_2018", "Buurten_2020_v3", "buurten2019", "cbs_buurten_2021"])
def test_yearly_layer_names_are_known(name):
    assert find_layer(["wijken", name, "layer_styles"], NEIGHBOURHOOD) == [name]


@pytest.mark.parametrize("name", ["buurtlabels", "buurt_punten", "mijn_buurt", "wijken"])
def test_layers_that_only_resemble_one_are_not_taken(name):
    assert find_layer([name], NEIGHBOURHOOD) == []


def test_the_exact_figure_is_found_among_those_that_begin_alike():
    names = ["aantal_inwoners_0_tot_15_jaar", "aantal_inwoners", "AANT_INW"]
    assert find_column(names, FIGURES["n_inhabitants"]) == "aantal_inwoners"
    assert find_column(names[:1], FIGURES["n_inhabitants"]) is None


def test_a_message_names_the_first_codes_and_the_number():
    assert named(["B", "A", "A"]) == "A, B"
    assert named("ABCDEFG") == "A, B, C, D, E … (7)"
