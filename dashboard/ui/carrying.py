"""Whether a count can be told at a level and per period; where it cannot, what can, with one click to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dashboard.addresses import Address
from dashboard.answers.rows import AccountabilityTypical
from dashboard.charts.classes import is_carried
from dashboard.charts.direction import MONTHS
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.addresses import Key
    from dashboard.ui.measure import Measure
    from dashboard.ui.viewer import Viewer

PROGRAMME = "programme"


def carries(viewer: Viewer, measure: str, level: str, grain: str, length: int = 1) -> bool:
    """Whether a level can carry a count per so many periods; the answer is the same for every area of a level.

    Args:
        viewer: whose release is asked.
        measure: code of what is counted.
        level: ``programme``, ``province``, ``municipality``, ``district`` or ``neighbourhood``.
        grain: ``month``, ``quarter`` or ``year``.
        length: how many of them a figure is over.
    """
    per_year = {(row.level, row.measure_code): row.n_typical for row in viewer.ask(AccountabilityTypical).rows}
    usual = per_year.get((level, measure), 0) * length * MONTHS[grain] / MONTHS["year"]
    # Less than one a month is still no zero: zero is a size of its own, with another margin.
    return not usual or is_carried(max(usual, 1), viewer.release.accuracy(measure, level, grain))


def draw_uncarried(viewer: Viewer, measure: Measure, grain: str, key: Key, title: str) -> bool:
    """Say that the chosen area cannot carry a count per period, with a button to what can; False where it can.

    Args:
        viewer: what is chosen.
        measure: what is counted.
        grain: ``month``, ``quarter`` or ``year``.
        key: of the choice of grain.
        title: of the figure that is not drawn.
    """
    if carries(viewer, measure.code, viewer.level, grain):
        return False
    longer = list(MONTHS)[list(MONTHS).index(grain) + 1 :]
    better = next((one for one in longer if carries(viewer, measure.code, viewer.level, one)), None)
    screen.subheader(title)
    said = {"measure": measure.name, "grain": say(f"trend.{grain}")}
    if better:
        screen.info(say("trend.too_inaccurate.grain", **said))
        _draw_way_out(say("trend.show_per", grain=say(f"trend.{better}")), partial(write, key, better))
    elif viewer.level != PROGRAMME and any(carries(viewer, measure.code, PROGRAMME, one) for one in (grain, *longer)):
        screen.info(say("trend.too_inaccurate.level", **said))
        _draw_way_out(say("drop.area"), partial(write, Address.area, None))
    else:
        screen.info(say("trend.too_inaccurate.none", **said))
    return True


def _draw_way_out(words: str, go: Callable[[], None]) -> None:
    screen.button(words, key="carried_way_out", icon=":material/zoom_out:", on_click=go, width="content")
