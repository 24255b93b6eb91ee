"""Own noise and cover: drawn once per content, balanced in totals, never changed once published."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.protect.amounts import CELL, add_noise, in_cents, with_files
from dashboard.steward.protect.noise import spread
from tests.unit.steward.programme import money_cell

STEP = 10_000  # cents
KEYS = [number.to_bytes(32, "big") for number in range(300)]


@pytest.fixture(scope="module")
def money(make_money):
    return make_money(8, 2)[0]


def entries(amounts, policy, key, ledger=None):
    return add_noise(in_cents(amounts, ledger), policy, key, ledger)["amounts"]


def cells(*rows):
    return pd.DataFrame([money_cell(**row) for row in rows])


def own_factors(amounts, policy, key, ledger=None):
    rows = entries(amounts, policy, key, ledger)
    return (rows["own_cents"] / rows["amount_cents"]).round(3).tolist()


@pytest.mark.slow
def test_a_file_of_which_everything_else_is_known_is_placed_within_ten_per_cent_half_the_time(policy):
    """All-but-one: the attacker knows cover, rounding and every other amount, so he sees x times its own factor."""
    amounts = cells({}, {"area_code": "BU00010102", "amount": 250.0, "largest": 250.0})

    rows = [entries(amounts, policy, key) for key in KEYS]
    near = np.array([(row["own_cents"] / row["amount_cents"] - 1).abs().le(0.1).tolist() for row in rows])

    assert (near.mean(axis=0) <= 0.5 + 3 * np.sqrt(0.25 / len(KEYS))).all()
    assert (near.mean(axis=0) > 0.35).all()  # so that the attack can succeed


def test_equal_amounts_side_by_side_have_factors_of_their_own(policy, key):
    twins = cells({}, {"month": pd.Timestamp("2024-02-01")}, {"month": pd.Timestamp("2025-02-01")})

    assert len(set(own_factors(twins, policy, key))) == 3


def test_instalments_of_one_file_carry_one_factor(policy, key):
    months = pd.date_range("2024-01-01", periods=24, freq="MS")
    paid = cells(*({"month": month, "measure_code": "eur_collected", "is_paid_in_parts": True} for month in months))

    assert len(set(own_factors(paid, policy, key))) == 1


def test_the_same_money_carries_one_factor_from_measure_to_measure(policy, key):
    ladder = ("eur_recovery_established", "eur_imposed", "eur_irrevocable")
    linked = cells(*({"measure_code": code, "month": pd.Timestamp(2024, n, 1)} for n, code in enumerate(ladder, 1)))

    assert len(set(own_factors(linked, policy, key))) == 1


def test_the_order_of_rows_makes_no_difference(money, policy, key):
    shuffled = money.sample(frac=1, random_state=4)

    one, other = (entries(given, policy, key).sort_values(CELL, ignore_index=True) for given in (money, shuffled))

    pd.testing.assert_frame_equal(one, other)


@pytest.mark.slow
def test_own_noise_and_cover_are_unbiased_and_every_entry_is_a_whole_number_of_steps(money, policy):
    rows = [entries(money, policy, key) for key in KEYS[:40]]
    true = money["amount"].sum() * 100

    off = [row["own_cents"].sum() / true - 1 for row in rows]

    assert abs(np.mean(off)) < 3 * np.std(off) / np.sqrt(len(off))
    assert all(((row["own_cents"] + row["cover_cents"]) % STEP == 0).all() for row in rows)


def test_cover_cancels_in_totals_and_stays_in_single_cells(money, policy, key):
    rows = entries(money, policy, key)
    year = rows["month"].dt.year

    left = rows.groupby(year)["cover_cents"].sum().abs() / rows.groupby(year)["own_cents"].sum()
    single = rows["cover_cents"] / rows["own_cents"]

    assert left.max() < 0.01
    assert single.std() > 0.8 * spread(policy.cover_percent)


def test_what_was_published_never_changes(money, policy, key):
    """Twenty-four months one after another: old entries stay to the cent."""
    ledger, published = None, pd.DataFrame()
    for month in pd.date_range("2024-01-01", periods=24, freq="MS"):
        ledger = add_noise(in_cents(money[money["month"] <= month], ledger), policy, key, ledger)
        if len(published):
            again = published[CELL].merge(ledger["amounts"], on=CELL, how="left")
            pd.testing.assert_frame_equal(again[published.columns], published)
        published = ledger["amounts"]

    assert len(published) == len(money)


def test_quarter_after_quarter_is_the_same_as_all_at_once(money, policy, key):
    ledger = None
    for month in pd.date_range("2024-03-01", periods=8, freq="3MS"):
        ledger = add_noise(in_cents(money[money["month"] <= month], ledger), policy, key, ledger)

    at_once = add_noise(in_cents(money), policy, key)

    for name, keys in (("amounts", CELL), ("amount_nodes", ["family", "code", "year"])):
        one, other = (found[name].sort_values(keys, ignore_index=True) for found in (ledger, at_once))
        pd.testing.assert_frame_equal(one, other, rtol=1e-6)


def test_the_same_delivery_again_draws_nothing(money, policy, key):
    first = add_noise(in_cents(money), policy, key)

    second = add_noise(in_cents(money.sample(frac=1, random_state=2), first), policy, key, first)

    for name, frame in first.items():
        pd.testing.assert_frame_equal(second[name], frame)


def test_a_correction_is_an_entry_of_its_own_and_the_old_one_stays(money, policy, key):
    first = add_noise(in_cents(money), policy, key)
    changed = money.copy()
    changed.loc[0, ["amount", "largest"]] = changed.loc[0, "amount"] + 5000.0
    second = add_noise(in_cents(changed.drop(index=1), first), policy, key, first)

    old, new = second["amounts"].iloc[: len(money)], second["amounts"].iloc[len(money) :]
    pd.testing.assert_frame_equal(old.reset_index(drop=True), first["amounts"].reset_index(drop=True))
    assert sorted(new["amount_cents"]) == sorted([500_000, -round(money.loc[1, "amount"] * 100)])
    assert new["kind"].eq("correction").all()
    third = add_noise(in_cents(changed.drop(index=1), second), policy, key, second)
    pd.testing.assert_frame_equal(third["amounts"], second["amounts"])


def test_back_and_forth_is_one_draw(policy, key):
    """A change and its undoing may not be two draws of the same sum."""
    first = add_noise(in_cents(cells({})), policy, key)
    more = add_noise(in_cents(cells({"amount": 1400.0, "largest": 1400.0}), first), policy, key, first)
    back = add_noise(in_cents(cells({}), more), policy, key, more)

    up, down = back["amounts"].iloc[1], back["amounts"].iloc[2]

    assert (up["amount_cents"], down["amount_cents"]) == (40_000, -40_000)
    assert up["top_cents"] == down["top_cents"]


def test_a_project_of_another_type_takes_its_old_entries_along(policy, key):
    first = add_noise(in_cents(cells({}, {"month": pd.Timestamp("2024-02-01")})), policy, key)

    second = add_noise(
        in_cents(cells({"type_code": "T2"}, {"month": pd.Timestamp("2024-02-01")}), first), policy, key, first
    )

    assert second["amounts"]["type_code"].unique().tolist() == ["T2"]


JANUARY, FEBRUARY = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-02-01")


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ([pd.NaT], [JANUARY]),
        ([JANUARY], [FEBRUARY]),
        ([JANUARY], [pd.NaT]),
        ([JANUARY, FEBRUARY], [FEBRUARY, pd.NaT]),
    ],
    ids=["delivered later", "another one", "no longer", "one of two"],
)
def test_money_that_was_published_keeps_its_month_of_decision_and_is_not_drawn_again(policy, key, then, now):
    """Under another month it would be a second draw of one truth, and two draws can be averaged."""
    march = {"month": pd.Timestamp("2024-03-01")}
    first = add_noise(in_cents(cells(*({**march, "decision_month": month} for month in then))), policy, key)

    second = add_noise(
        in_cents(cells(*({**march, "decision_month": month} for month in now)), first), policy, key, first
    )

    pd.testing.assert_frame_equal(second["amounts"], first["amounts"])


def test_money_of_a_new_decision_beside_published_money_is_a_correction_there(policy, key):
    first = add_noise(in_cents(cells({"decision_month": JANUARY})), policy, key)
    both = cells({"decision_month": JANUARY}, {"decision_month": FEBRUARY, "amount": 400.0, "largest": 400.0})

    added = add_noise(in_cents(both, first), policy, key, first)["amounts"].iloc[1]

    assert (added["kind"], added["amount_cents"], added["decision_month"]) == ("correction", 40_000, JANUARY)


def test_the_files_of_a_month_are_shared_by_its_decisions_and_never_doubled():
    months = pd.date_range("2024-01-01", periods=3, freq="MS")
    given = in_cents(
        cells(*({"decision_month": month, "n_files": n} for month, n in zip(months, (1, 3, 2), strict=True)))
    )
    drawn = given.iloc[:1].assign(origin="files", component="eur_fines", value=10)

    shared = with_files(given.assign(n_new=np.nan), drawn)

    assert shared["y"].tolist() == [1, 5, 4]
    assert shared["y_new"].tolist() == [0, 0, 0]
    assert with_files(given.assign(n_new=np.nan).iloc[::-1], drawn)["y"].tolist() == [4, 5, 1]


def test_no_amounts_is_no_trouble(money, policy, key):
    assert {len(frame) for frame in add_noise(in_cents(money.iloc[:0]), policy, key).values()} == {0}
