"""One truth is drawn once: on every rung of the ladder, and for a count and the files of its euros."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.ledger import made_with
from dashboard.steward.protect.linked import protect_linked

RUNGS = {"eur_established": 1, "eur_imposed": 2, "eur_irrevocable": 3}
PLACE = ["project_code", "partner_code", "area_code", "class_code"]
NAMES = list(KEYS)


def as_files(cells, component, rung, same_as=""):
    return cells.assign(origin="files", family=component, component=component, rung=rung, same_as=same_as)


@pytest.fixture(scope="module")
def base(make_programme):
    cells = make_programme(2, years=1)
    cells = cells[cells["component"] == "irregular_addresses"]
    return cells.drop(columns="family_rank").assign(family="fines", component="fines").reset_index(drop=True)


@pytest.fixture(scope="module")
def ladder(base):
    """Four of five cells come back on the next rung, one month later on the third; the other ones have more files."""
    rows = np.arange(len(base)) % 5 > 0
    imposed = base.assign(value=base["value"].where(rows, base["value"] + 1))
    later = imposed.assign(month=imposed["month"] + pd.DateOffset(months=1))
    parts = zip((base, imposed, later), RUNGS.items(), strict=True)
    return pd.concat([as_files(cells, *rung) for cells, rung in parts], ignore_index=True)


def beside(cells, exact, one, other, by):
    """Cells of two measures in one place, with what they are and what is shown of them."""
    both = cells.merge(exact[[*NAMES, "value"]], on=NAMES, suffixes=("_shown", "_real"))
    left, right = (both[both["component"] == name] for name in (one, other))
    return left.merge(right, on=[*PLACE, *by], suffixes=("", "_other"))


def test_files_of_a_count_measure_are_that_count(base, policy, key):
    exact = pd.concat([base, as_files(base, "eur_fines", 1, same_as="fines")], ignore_index=True)

    cells = protect_linked(exact, policy, key)

    pairs = beside(cells, exact, "fines", "eur_fines", ["month"])
    assert len(pairs) == len(base)
    assert (pairs["value_shown"] == pairs["value_shown_other"]).all()
    apart = beside(protect_counts(exact, policy, key), exact, "fines", "eur_fines", ["month"])
    assert (apart["value_shown"] != apart["value_shown_other"]).mean() > 0.1


def test_the_same_files_have_one_number_on_every_rung(ladder, policy, key):
    cells = protect_linked(ladder, policy, key)

    pairs = beside(cells, ladder, "eur_established", "eur_imposed", ["month"])
    equal = pairs["value_real"] == pairs["value_real_other"]
    assert 0.7 < equal.mean() < 0.9
    assert (pairs["value_shown"] == pairs["value_shown_other"])[equal].all()
    assert (pairs["value_shown"] != pairs["value_shown_other"])[~equal].any()


def test_the_same_files_a_month_later_have_one_number(base, policy, key):
    """One cell per place: there is no other in its month to take it for."""
    once = base.drop_duplicates(PLACE)
    later = once.assign(month=once["month"] + pd.DateOffset(months=2))
    exact = pd.concat([as_files(once, "eur_established", 1), as_files(later, "eur_imposed", 2)], ignore_index=True)

    pairs = beside(protect_linked(exact, policy, key), exact, "eur_established", "eur_imposed", [])

    assert len(pairs) == len(once) > 100
    assert (pairs["value_shown"] == pairs["value_shown_other"]).all()


def test_every_cell_stays_within_a_base_and_every_unit_close(ladder, policy, key):
    cells = protect_linked(ladder, policy, key).merge(ladder[[*NAMES, "value"]], on=NAMES, suffixes=("_shown", ""))

    off = cells["value_shown"] - cells["value"]
    assert (cells["value_shown"] % policy.base == 0).all()
    assert (off.abs() < policy.base).all()
    units = off.groupby([cells["project_code"], cells["partner_code"], cells["component"]]).sum()
    assert (units.abs() < policy.base).mean() > 0.8
    assert (units.abs() < 3 * policy.base).all()


def test_what_was_published_stays_and_the_same_again_is_a_no_op(ladder, policy, key):
    first = ladder[ladder["rung"] < 3]
    cells = protect_linked(first, policy, key)
    ledger = {"made_with": made_with(policy, key), "cells": cells}

    again = protect_linked(first, policy, key, ledger)
    pd.testing.assert_frame_equal(again, cells)
    more = protect_linked(ladder, policy, key, ledger).merge(cells, on=NAMES, suffixes=("", "_before"))
    assert len(more) == len(cells)
    assert (more["value"] == more["value_before"]).all()


def test_cells_of_measures_nobody_delivers_any_more_are_kept(base, ladder, policy, key):
    cells = protect_linked(pd.concat([base, ladder], ignore_index=True), policy, key)

    left = protect_linked(ladder, policy, key, {"made_with": made_with(policy, key), "cells": cells})

    assert set(left["component"]) == {"fines", *RUNGS}
    assert len(left) == len(cells)


def test_what_has_no_rung_is_drawn_as_without_links(base, policy, key):
    pd.testing.assert_frame_equal(protect_linked(base, policy, key), protect_counts(base, policy, key))
    assert protect_linked(base.iloc[:0], policy, key).empty
