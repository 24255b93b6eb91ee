"""Which delivery holds per source and month, against a plain reading of the rules, in any order of arrival."""

from __future__ import annotations

from datetime import date

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import query

MONTHS = [date(2025, month, 1) for month in (1, 2, 3)]
SOURCES = ("GM0001", "GM0002", "UWV")


@st.composite
def deliveries(draw):
    """A handful of accepted deliveries: who speaks, which months, as of when, how firm, and what it replaces."""
    made = []
    for n in range(draw(st.integers(1, 6))):
        partner = draw(st.sampled_from(("GEM", "UWV")))
        first, last = sorted(draw(st.tuples(st.sampled_from(MONTHS), st.sampled_from(MONTHS))))
        towns = draw(st.lists(st.sampled_from(SOURCES[:2]), min_size=1, max_size=2, unique=True))
        made.append(
            {
                "delivery_id": f"{n:x}{'0123456789ab'[n : n + 1] * 11}",
                "partner_code": partner,
                "municipality_codes": sorted(towns) if partner == "GEM" else None,
                "reference_date": date(2025, 4, draw(st.integers(1, 4))),
                "period_from": first,
                "period_to": last,
                "status": draw(st.sampled_from(("final", "provisional"))),
                "replaces": [one["delivery_id"][:8] for one in made if draw(st.integers(0, 4)) == 0] or None,
                "format_version": "2",
            }
        )
    return made


def holds_by_the_rules(made):
    """Source and month to the delivery that holds: not replaced, firm before provisional, the latest, the larger number."""
    found = {}
    for source in SOURCES:
        for month in MONTHS:
            own = [
                one
                for one in made
                if source in (one["municipality_codes"] or [one["partner_code"]])
                and one["period_from"] <= month <= one["period_to"]
            ]
            replaced = {number for one in own for number in one["replaces"] or ()}
            if own:
                winner = max(
                    own,
                    key=lambda one: (
                        one["delivery_id"][:8] not in replaced,
                        one["status"] == "final" or bool(one["replaces"]),
                        one["reference_date"],
                        one["delivery_id"],
                    ),
                )
                found[source, month] = (winner["delivery_id"], len(own))
    return found


def holds(made):
    """The same by the statements of the vault."""
    with duckdb.connect() as connection:
        connection.execute("create schema raw; create schema stg; create schema exact")
        connection.execute(
            "create table raw.delivery (delivery_id varchar, partner_code varchar, municipality_codes varchar[],"
            " reference_date date, period_from date, period_to date, status varchar, replaces varchar[],"
            " format_version varchar)"
        )
        connection.executemany(
            "insert into raw.delivery values (?, ?, ?, ?, ?, ?, ?, ?, ?)", [[*one.values()] for one in made]
        )
        for name in ("delivery", "source"):
            connection.execute(f"create view stg.{name} as {query('staging', f'stg_{name}').sql}")
        rows = connection.execute(
            f"select source_code, month, delivery_id, n_deliveries from ({query('exact', 'current_month').sql})"
        ).fetchall()
    assert len({row[:2] for row in rows}) == len(rows)
    return {row[:2]: row[2:] for row in rows}


@given(made=deliveries(), seed=st.randoms(use_true_random=False))
def test_the_same_delivery_holds_in_any_order_and_it_is_the_one_by_the_rules(made, seed):
    shuffled = seed.sample(made, len(made))

    assert holds(made) == holds(shuffled) == holds_by_the_rules(made)


@given(made=deliveries(), at=st.integers(0, 5))
def test_a_withdrawn_delivery_changes_only_what_its_own_sources_held(made, at):
    gone = made[at % len(made)]
    sources = set(gone["municipality_codes"] or [gone["partner_code"]])
    rest = [one for one in made if one is not gone]
    before, after = holds(made), holds(rest) if rest else {}
    elsewhere = {key: held for key, held in before.items() if key[0] not in sources}

    assert {key: held for key, held in after.items() if key[0] not in sources} == elsewhere
    assert after == holds_by_the_rules(rest)
