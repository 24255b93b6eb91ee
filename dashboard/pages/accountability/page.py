"""Verantwoording: purpose, legitimacy, promise, limits, rules, measured error, attacks, a chance to break it yourself, and for whom it works."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import AccountabilityAddress
from dashboard.analysis.effect.offered import validation
from dashboard.analysis.subtraction import subtract
from dashboard.answers import derived
from dashboard.answers.rows import AccountabilityTypical, DefinitionsMeasures
from dashboard.pages.accountability import words as view
from dashboard.pages.accountability.accessibility.page import draw_accessibility
from dashboard.pages.accountability.legitimacy.page import draw_legitimacy
from dashboard.shared import FrozenTable
from dashboard.text import say
from dashboard.text.markup import under
from dashboard.ui import screen
from dashboard.ui.address import segments, select
from dashboard.ui.panel import Shown, draw_foot, source_note
from dashboard.ui.run import fragment

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: AccountabilityAddress) -> None:
    """Draw the page."""
    screen.markdown(say("accountability.lead"))
    draw_legitimacy(viewer)
    left, right = st.columns(2, gap="large")
    with left:
        screen.subheader(say("accountability.promise_title"))
        screen.markdown(view.promise(viewer.release.policy))
    with right:
        screen.subheader(say("accountability.limits_title"))
        screen.markdown(say("accountability.limits"))

    @fragment
    def draw_example() -> None:
        """Six invented neighbourhoods, a nosy neighbour, two totals and their difference."""
        screen.subheader(say("accountability.example_title"))
        screen.markdown(say("accountability.example"))
        left, right = st.columns(2, gap="large")
        with left:
            starts = [str(start) for start in range(viewer.release.policy.base)]
            place = select(say("accountability.target"), AccountabilityAddress.place, view.PLACES, str)
            start = segments(
                say("accountability.start"),
                AccountabilityAddress.start,
                starts,
                lambda u: str(int(u) + 1),
            )
            example = subtract(view.COUNTS, view.PLACES.index(place), int(start), len(starts))
            screen.table(view.example_table(example))
        with right:
            screen.markdown(under(say("accountability.without_title"), view.example_without(example, place)))
            screen.markdown(under(say("accountability.with_title"), view.example_with(example, place)))
            screen.caption(say("accountability.example_note"))

    draw_example()
    draw_attacks(viewer)
    screen.subheader(say("accountability.accuracy_title"))
    screen.markdown(say("accountability.accuracy"))
    measures = viewer.ask(DefinitionsMeasures).rows
    screen.table(view.accuracy_table(viewer.ask(AccountabilityTypical).rows, measures, viewer.release))
    if held := viewer.release.manifest["report"]["accuracy"].get("held"):
        with screen.expander(say("accountability.held")):
            screen.table(view.held_table(held, measures))
    if amounts := viewer.release.manifest["report"]["amounts"]:
        screen.subheader(say("accountability.amounts_title"))
        screen.markdown(say("accountability.amounts"))
        screen.table(view.amounts_table(amounts))
    draw_rules(viewer)
    draw_validation(viewer)
    draw_accessibility()
    screen.caption(source_note(viewer))


def draw_rules(viewer: Viewer) -> None:
    """Every rule with its reason; every fact that passes unprotected with its own."""
    policy, facts = (viewer.release.manifest[name] for name in ("policy", "public"))
    screen.subheader(say("accountability.rules_title", name=policy["name"], version=policy["version"]))
    screen.table(view.rules_table(policy["rules"]))
    screen.subheader(say("accountability.public_title"))
    screen.markdown(say("accountability.public"))
    screen.table(view.public_table(facts))


def draw_attacks(viewer: Viewer) -> None:
    """Verdict and a short table; what each attack did, folded; and what a smallest shown count gives away per measure."""
    report, base = viewer.release.attacks, viewer.release.policy.base
    screen.subheader(say("attacks.title"))
    screen.markdown(say("protect.report.passed" if report["passed"] else "protect.report.failed"))
    screen.markdown(say("attacks.lead"))
    screen.table(view.verdict_table(report))
    with screen.expander(say("attacks.story")):
        screen.table(view.story_table(report))
    if lead := view.measures_lead(report, base):
        screen.subheader(say("attacks.measures_title", base=base))
        screen.markdown(lead)
        screen.table(view.measures_table(report, viewer.ask(DefinitionsMeasures).rows))
        screen.caption(say("attacks.measures_note"))


def draw_validation(viewer: Viewer) -> None:
    """Title, what was tried, a table per estimator, the sentence with all cells behind it, and the limits."""
    screen.subheader(say("validation.title"))
    result = validation()
    if not result:
        screen.markdown(say("validation.missing"))
        return
    lead, summary, sentence, limits = derived(_told)
    screen.markdown(lead)
    screen.table(summary.frame)
    shown = Shown(
        key="validation",
        title=say("validation.title"),
        sentence=sentence,
        table=lambda: view.cells_table(result),
        rows=lambda: view.cells_rows(result),
        reading=say("validation.reading"),
        caveat=say("validation.caveat"),
    )
    draw_foot(shown, replace(viewer, follows=()))  # trials on invented figures follow no choice
    screen.markdown(limits)


def _told() -> tuple[str, FrozenTable, str, str]:
    """Lead, table, sentence and limits of the validation that is shipped."""
    result = validation()
    return view.lead(result), FrozenTable(view.summary_table(result)), view.sentence(result), view.limits(result)
