"""The problems of a delivery as a table to search in, with how many there are of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.desk.deliver.words import counts, kinds, matching, problem_table
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.steward.intake.problems import Problem

AT_ONCE = 50  # rows of the table
FEW = 5  # up to so many problems there is nothing to search


def draw_problems(problems: Sequence[Problem], key: str) -> None:
    """Draw them; nothing where there are none.

    Args:
        problems: errors first.
        key: of the widgets, with the name of the delivery in it.
    """
    if not problems:
        return
    found = counts(problems)
    screen.markdown(sentences(*(say(f"deliver.count.{name}", n=n) for name, n in found.items() if n)))
    shown = _chosen(problems, key) if len(problems) > FEW else tuple(problems)
    if not shown:
        screen.info(say("deliver.problems.none_match"))
        return
    if len(shown) < len(problems) or len(shown) > AT_ONCE:
        screen.caption(say("deliver.problems.shown", n=min(len(shown), AT_ONCE), of=len(problems)))
    with st.container(key=f"roomy_{key}"):
        screen.table(problem_table(shown[:AT_ONCE]))


def _chosen(problems: Sequence[Problem], key: str) -> tuple[Problem, ...]:
    """The problems somebody looks for."""
    names = kinds(problems)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        rule: str | None = screen.selectbox(
            say("deliver.problems.kinds"),
            [None, *names],
            lambda one: names[one] if one else say("deliver.problems.every", n=len(problems)),
            key=f"{key}_kind",
        )
    with right:
        words = screen.text_input(say("deliver.problems.search"), key=f"{key}_search")
    return matching(problems, rule, words)
