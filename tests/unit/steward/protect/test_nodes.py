"""Nodes: every entry lies in one node of each family, and what earlier builds left is taken over."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.steward.protect.nodes import (
    COHORTS,
    EVER,
    FAMILIES,
    NO_MONTH,
    Entries,
    Nodes,
    as_frames,
    empty_frame,
    first_day,
    name_nodes,
    start_nodes,
)


def entries():
    part = pd.DataFrame(
        {
            "province_code": ["PV1", "PV1", "PV2"],
            "partner_code": ["A", "B", "A"],
            "type_code": ["T", "T", "T"],
            "municipality_code": ["GM1", "GM1", "GM2"],
            "project_code": ["P1", "P1", "P2"],
            "month": pd.to_datetime(["2024-01-01", "2025-01-01", "2024-02-01"]),
            "decision_month": pd.to_datetime(["2023-11-01", "2024-12-01", None]).fillna(NO_MONTH),
        }
    )
    names, nodes = name_nodes(part)
    return names, Entries(np.array([10.0, 20.0, 40.0]), np.array([1.0, 2.0, 4.0]), np.ones(3), np.ones(3), nodes)


def test_every_entry_lies_in_one_node_of_each_family():
    names, given = entries()

    assert given.nodes.shape == (len(FAMILIES) + len(COHORTS), 3)
    assert names[given.nodes[0, 0]] == ("programme", "", 2024)
    assert names[given.nodes[5, 1]] == ("project", "P1", EVER)
    assert given.nodes[5, 0] == given.nodes[5, 1]
    assert given.nodes[2, 0] == given.nodes[2, 2]


def test_nodes_start_from_the_covers_of_earlier_builds():
    names, given = entries()
    state = start_nodes(given, names, np.array([0, 2]))

    programme = names.index(("programme", "", 2024))
    assert (state.running[programme], state.largest[programme]) == (5.0, 40.0)
    assert state.running[names.index(("programme", "", 2025))] == 0


def test_what_was_left_is_taken_over_and_given_back():
    names, given = entries()
    state = start_nodes(given, names, np.array([], int))
    left = pd.DataFrame([("partner", "A", 2024, 7.0, 3.0), ("partner", "Z", 2024, 9.0, 9.0)])
    left.columns = ["family", "code", "year", "variance", "open_files"]
    quarters = pd.DataFrame([("partner", "A", 2024, 5.0, pd.Timestamp("2024-01-01"))])
    quarters.columns = ["family", "code", "year", "variance", "quarter"]

    state.take_over(left, quarters)
    nodes, of_quarters = as_frames(state)

    assert nodes.set_index(["family", "code", "year"]).loc[("partner", "A", 2024)].tolist() == [7.0, 3.0]
    assert of_quarters["variance"].tolist() == [5.0]


def test_no_nodes_have_the_columns_of_some():
    none = Nodes([], np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0))

    assert set(as_frames(none)[0].columns) < set(empty_frame("open_files").columns)


def test_the_year_and_the_quarter_of_a_day():
    day = pd.Series([pd.Timestamp("2024-05-03")])

    assert first_day(day, "year").iloc[0] == pd.Timestamp("2024-01-01")
    assert first_day(day, "quarter").iloc[0] == pd.Timestamp("2024-04-01")
