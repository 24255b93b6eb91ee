"""Two figures of the same files show one number; drawn apart, each tells of the other."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.steward.attack.linked import attack_linked, round_apart, same_truths


def files(cells, component, rung, same_as=""):
    return cells.assign(origin="files", family=component, component=component, rung=rung, same_as=same_as)


@pytest.fixture
def fines(make_cells):
    """Sixty fines in as many months."""
    return make_cells([1, 2, 3, 4] * 15).assign(rung=0, same_as="")


@pytest.fixture
def ladder(fines):
    """The same fines as a count, as files of euros, and one step further."""
    steps = (fines, files(fines, "eur_fines", 1, "fines"), files(fines, "eur_imposed", 2))
    return pd.concat(steps, ignore_index=True)


def test_the_same_files_show_one_number_and_drawn_apart_they_do_not(ladder, policy):
    held, broken = attack_linked(ladder, policy), attack_linked(ladder, policy, engine=round_apart(policy))

    assert (held.tried, held.found, held.passed) == (120, 0, True)
    assert broken.found > 5
    assert not broken.passed


def test_only_steps_that_leave_no_doubt_are_pairs(fines, ladder):
    """Another count is other files; where two measures came before, nobody knows which of them went on."""
    more = fines.assign(value=fines["value"] + 1)
    doubtful = pd.concat([ladder, files(fines, "eur_tax", 1)], ignore_index=True)
    unlike = pd.concat([fines, files(fines, "eur_fines", 1), files(more, "eur_imposed", 2)], ignore_index=True)

    assert len(same_truths(ladder.assign(shown=5))) == 120
    assert len(same_truths(doubtful.assign(shown=5))) == 60
    assert len(same_truths(unlike.assign(shown=5))) == 0


def test_without_money_there_is_nothing_to_try(fines, policy):
    assert attack_linked(fines, policy).tried == 0
