"""Borging: what was agreed to make results last, whether it works, and what holds half a year to two years on."""

from functools import partial

from dashboard.analysis.lasting import VERDICTS
from dashboard.text import say
from dashboard.view import embedding
from dashboard.view import embedding_figures as figures
from dashboard.widgets import screen
from dashboard.widgets.agreements import KINDS, ask_agreements, choose, choose_kind, count_by
from dashboard.widgets.chips import follow
from dashboard.widgets.embedding import draw_agreements, draw_calendar, draw_values, noise_of
from dashboard.widgets.figure import Shown, draw_figure, stop_empty
from dashboard.widgets.frame import frame

here = frame()
screen.title(say("embedding.title"))
screen.markdown(say("embedding.lead"))
every = ask_agreements(here)
if every.rows.empty:
    stop_empty(say("embedding.none"), here)
found = choose(here, every)
if found.rows.empty:
    stop_empty(say("embedding.none"), here)

by = choose_kind()
sizes = count_by(by, found)
for key, column, order in (("degree", "state", embedding.CLASSES), ("lasting", "verdict", VERDICTS)):
    shown = Shown(
        key, say(f"embedding.{key}_title"), found.sentences[key],
        partial(embedding.split_table, sizes[key], by, order, column), sizes[key].reset_index,
        say(f"embedding.{key}_note"), say(f"embedding.{key}_reading"), say(f"embedding.{key}_caveat"),
    )  # fmt: skip
    draw_figure(
        figures.classes(sizes[key], order, column, here.colours, KINDS[by]), shown, here, follow if KINDS[by] else None
    )

draw_values(here, found, noise_of(here.release))
draw_agreements(here, found)
draw_calendar(here, found)
