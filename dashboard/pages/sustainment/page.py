"""Borging: what was agreed to make results last, whether it works, and what holds half a year to two years on."""

from functools import partial

from dashboard.analysis.lasting import VERDICTS
from dashboard.charts import agreement_figures as figures
from dashboard.charts import agreements as sustainment
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.agreement_list import draw_agreements, draw_calendar, draw_values, noise_of
from dashboard.ui.agreements import KINDS, ask_agreements, choose, choose_kind, count_by
from dashboard.ui.chips import follow
from dashboard.ui.panel import Shown, draw_figure, stop_empty
from dashboard.ui.viewer import frame

here = frame()
screen.title(say("sustainment.title"))
screen.markdown(say("sustainment.lead"))
every = ask_agreements(here)
if every.rows.empty:
    stop_empty(say("sustainment.none"), here)
found = choose(here, every)
if found.rows.empty:
    stop_empty(say("sustainment.none"), here)

by = choose_kind()
sizes = count_by(by, found)
for key, column, order in (("degree", "state", sustainment.CLASSES), ("lasting", "verdict", VERDICTS)):
    shown = Shown(
        key, say(f"sustainment.{key}_title"), found.sentences[key],
        partial(sustainment.split_table, sizes[key], by, order, column), sizes[key].reset_index,
        say(f"sustainment.{key}_note"), say(f"sustainment.{key}_reading"), say(f"sustainment.{key}_caveat"),
    )  # fmt: skip
    draw_figure(
        figures.classes(sizes[key], order, column, here.colours, KINDS[by]), shown, here, follow if KINDS[by] else None
    )

draw_values(here, found, noise_of(here.release))
draw_agreements(here, found)
draw_calendar(here, found)
