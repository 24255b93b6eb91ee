"""Does it hold? Other methods, the ring around the project, other choices, and areas and dates that had no project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.effect import did, leave_one_out, placebo_areas, placebo_dates
from dashboard.analysis.effect.areas import KINDS
from dashboard.pages.effect import estimates as effect_estimates
from dashboard.pages.effect import figures
from dashboard.pages.effect import tables as effect_tables
from dashboard.pages.effect import words as effect
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.panel import Shown, draw_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.analysis.effect import Effect, Panel
    from dashboard.analysis.effect.areas import Cast
    from dashboard.pages.effect.choices import Asked
    from dashboard.pages.effect.figures import Row
    from dashboard.ui.viewer import Viewer


def draw_estimates(viewer: Viewer, asked: Asked, found: Cast, panel: Panel, main: Effect) -> None:
    """Every method on the same data, then the neighbours."""
    rows = effect_estimates.rows(panel, asked.phase, asked.window, main)
    _draw(viewer, "effect_methods", rows, effect_estimates.agreement(rows))
    near = effect_estimates.beside(asked.ground, found, asked.base, asked.phase, asked.window)
    own = next(row for row in rows if row.is_main)
    if near:
        _draw(viewer, "effect_ring", [own, *near], effect_estimates.ring_sentence(near))


def draw_forks(viewer: Viewer, asked: Asked) -> None:
    """The verdict under the other reasonable choices; asked only when opened."""
    box = screen.expander(say("effect.forks_open"), key="effect_forks_box", on_change="rerun")
    if not box.open:
        return
    with box, screen.spinner(say("effect.working")):
        casts = {say(f"effect.with.{kind}"): asked.cast_of(kind, max(asked.window, 8)) for kind in KINDS}
        panels = {name: asked.panel(one) for name, one in casts.items() if one is not None}
        rows = effect_estimates.fork_rows(panels, asked.phase)
        _draw(viewer, "effect_forks", rows, effect_estimates.forks_sentence(rows))


def draw_placebos(viewer: Viewer, asked: Asked, panel: Panel) -> None:
    """Areas and dates without a project, and the estimate without one area; asked only when opened."""
    box = screen.expander(say("effect.placebos_open"), key="effect_placebos_box", on_change="rerun")
    if not box.open:
        return
    with box, screen.spinner(say("effect.working")):
        made = did(panel, asked.phase, asked.window)
        if made.value is None:
            screen.markdown(effect.no_placebos(made))
            return
        found = placebo_areas(panel, asked.phase, asked.window)
        left = leave_one_out(panel, asked.phase, asked.window)
        dates = placebo_dates(panel)
        figure = (
            figures.placebos(found.values, made.value, viewer.colours) if found.values else {"data": [], "layout": {}}
        )
        table = effect_tables.placebos(found)
        sentence = effect.placebo_sentence(found, dates, left)
        notes = say("effect.placebos_note"), say("effect.placebos_reading"), say("effect.caveat")
        draw_figure(
            figure, Shown("effect_placebos", say("effect.placebos_title"), sentence, table, table, *notes), viewer
        )


def _draw(viewer: Viewer, key: str, rows: Sequence[Row], sentence: str) -> None:
    part = key.removeprefix("effect_")
    shown = Shown(
        key,
        say(f"effect.{part}_title"),
        sentence,
        effect_tables.estimates(rows),
        effect_tables.estimate_rows(rows),
        say(f"effect.{part}_note"),
        say(f"effect.{part}_reading"),
        say("effect.caveat"),
    )
    draw_figure(figures.estimates(rows, viewer.colours), shown, viewer)
