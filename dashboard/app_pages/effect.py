"""Effect: before, during and after a project against areas without one, how far the evidence reaches, and its limits."""

from dashboard.text import say
from dashboard.widgets import screen
from dashboard.widgets.effect import choose
from dashboard.widgets.effect_group import draw_group
from dashboard.widgets.effect_views import draw_project
from dashboard.widgets.figure import stop_empty
from dashboard.widgets.frame import frame

here = frame()
screen.title(say("effect.title"))
screen.markdown(say("effect.lead"))
projects = here.ask("effect__projects", **here.scope).frame
if projects.empty:
    stop_empty(say("effect.none"), here)
asked = choose(here, projects)
if asked is None:
    stop_empty(say("effect.no_series"), here)
if asked.project is None:
    draw_group(here, asked)
elif found := asked.cast:
    draw_project(here, asked, found)
else:
    stop_empty(say("effect.no_series"), here)
