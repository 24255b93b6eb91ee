"""The section of Verantwoording on the attacks on this release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.answers.rows import DefinitionsMeasures
from dashboard.pages.accountability import attacks as view
from dashboard.text import say
from dashboard.ui import screen

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer


def draw_attacks(frame: Viewer) -> None:
    """Verdict and a short table; what each attack did, folded; and what a smallest shown count gives away per measure."""
    report, policy = frame.release.attacks, frame.release.manifest["policy"]
    base = next(rule["value"] for rule in policy["rules"] if rule["rule"] == "base")
    screen.subheader(say("attacks.title"))
    screen.markdown(say("protect.report.passed" if report["passed"] else "protect.report.failed"))
    screen.markdown(say("attacks.lead"))
    screen.table(view.verdict_table(report))
    with screen.expander(say("attacks.story")):
        screen.table(view.story_table(report))
    if lead := view.measures_lead(report, base):
        screen.subheader(say("attacks.measures_title", base=base))
        screen.markdown(lead)
        screen.table(view.measures_table(report, frame.ask(DefinitionsMeasures).frame))
        screen.caption(say("attacks.measures_note"))
