"""Wijzigingen: pick an earlier release and see which figures moved since, and why."""

import pandas as pd

from dashboard.answers import ask
from dashboard.pages.changes import words as changes
from dashboard.store import beside, earlier_releases
from dashboard.text import language, say
from dashboard.ui import address, screen
from dashboard.ui.euros import choose_euros, draw_refusal
from dashboard.ui.panel import Shown, draw_foot, stop_empty
from dashboard.ui.viewer import frame

here = frame()
screen.title(say("changes.title"))
screen.markdown(say("changes.lead"))
earlier = dict(earlier_releases(here.release))
if not earlier:
    stop_empty(say("changes.only_one"), here)
chosen = address.select(
    say("changes.choose"),
    "v",
    list(earlier),
    next(iter(earlier)),
    lambda one: changes.release_name((one, earlier[one])),
)
older = beside(here.release, chosen)
euros = choose_euros(here, by_partner=True)
figures, states = [], []
for release in (older, here.release):
    counts = ask("changes__counts", here.rights, release, **here.period, **here.scope).frame
    narrow = {"view": euros.view, "grain": euros.grain("quarter"), **here.period, **dict(euros.narrow)}
    amounts = changes.amounts(ask("euros__totals", here.rights, release, **narrow).frame)
    figures.append(pd.concat([counts, amounts], ignore_index=True))
    states.append(ask("partners__deliveries", here.rights, release, **here.period).frame)
facts = older.manifest, here.release.manifest
rows = changes.explain(changes.moved(*figures), (states[0], states[1]), facts)
told = here.ask("partners__names", until_month=here.period["until_month"]).frame
names = dict(zip(told["partner_code"], told[f"name_{language()}"], strict=True))
draw_refusal(euros, "", "changes")
if not rows.empty:
    screen.subheader(say("changes.why"))
    screen.table(changes.summary(rows))
screen.subheader(say("changes.what"))
table = changes.table(rows, names, here.ask("definitions__measures").frame)
if not rows.empty:
    screen.dataframe(table, height=460, placeholder="", alt=say("changes.what"))
shown = Shown("changes", say("changes.title"), changes.sentence(rows, (chosen, earlier[chosen])), table, rows)
draw_foot(shown, here)
