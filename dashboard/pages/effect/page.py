"""Effect: before, during and after a project against areas without one, how far the evidence reaches, and its limits."""

from dashboard.pages.effect.choices import choose
from dashboard.pages.effect.group import draw_group
from dashboard.pages.effect.views import draw_project
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.panel import stop_empty
from dashboard.ui.viewer import frame

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
