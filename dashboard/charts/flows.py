"""What partners passed on to each other and what came of it: a picture of flows and the same as a matrix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dashboard.charts.base import FONT, layout
from dashboard.charts.numbers import circa, count, number, percent
from dashboard.charts.palette import rgba
from dashboard.charts.walk import walk
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette

HEIGHT = 420


class Flow(NamedTuple):
    """What one partner passed on to another, as ``partners__flows`` answers."""

    sender: str
    receiver: str
    passed: int
    settled: int


def touching(flows: pd.DataFrame, partner: str | None) -> pd.DataFrame:
    """The flows from or to one partner; all without one. A flow that rounds to none is left out."""
    rows = enumerate(_read(flows))
    return flows.take([at for at, row in rows if row.passed > 0 and partner in (None, row.sender, row.receiver)])


def picture(flows: pd.DataFrame, names: dict[str, str], colours: Palette) -> Figure:
    """Sender, receiver and outcome as a plotly sankey; widths are signals.

    Args:
        flows: from_partner_code, to_partner_code, n_passed_on, n_settled.
        names: name per partner code.
        colours: the active palette.
    """
    rows = _read(flows)
    if not rows:
        return {"data": [], "layout": {}}
    gave = _most_first((row.sender, row.passed) for row in rows)
    got = _most_first((row.receiver, row.passed) for row in rows)
    settled = _most_first((row.receiver, row.settled) for row in rows)
    still_open = {code: n - settled[code] for code, n in got.items()}
    labels = [f"{names[code]} {number(n)}" for side in (gave, got) for code, n in side.items()]
    labels += [f"{say('flows.settled')} {number(sum(settled.values()))}"]
    labels += [f"{say('flows.open')} {number(sum(still_open.values()))}"]
    links = _links(rows, list(gave), settled, still_open, colours)
    shades = [colours.main] * (len(labels) - 1) + [colours.muted]
    sankey = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": labels,
            "color": shades,
            "pad": 14,
            "thickness": 12,
            "hovertemplate": "%{label}<extra></extra>",
        },
        "link": links | {"hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>"},
        "textfont": {"color": colours.text, "family": FONT, "size": 12, "shadow": "none"},
        "valueformat": ",d",
    }
    return {"data": [sankey], "layout": layout(colours, height=HEIGHT, hovermode="closest", margin={"t": 8, "b": 12})}


def _links(
    rows: Sequence[Flow], senders: Sequence[str], settled: dict[str, int], still_open: dict[str, int], colours: Palette
) -> Figure:
    """From each sender to each receiver, and from each receiver to settled and to open."""
    gave = {code: at for at, code in enumerate(senders)}
    got = {code: at for at, code in enumerate(still_open, len(gave))}
    done = len(gave) + len(got)
    links = [(gave[row.sender], got[row.receiver], row.passed, rgba(colours.main, 0.35)) for row in rows]
    for end, sums, shade in (
        (done, settled, rgba(colours.main, 0.55)),
        (done + 1, still_open, rgba(colours.muted, 0.3)),
    ):
        links += [(at, end, sums[code], shade) for code, at in got.items() if sums[code] > 0]
    return {key: [link[at] for link in links] for at, key in enumerate(("source", "target", "value", "color"))}


def _read(flows: pd.DataFrame) -> list[Flow]:
    return [Flow(*row) for row in walk(flows, "from_partner_code", "to_partner_code", "n_passed_on", "n_settled")]


def _most_first(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The sum per partner, the largest first."""
    sums: Counter[str] = Counter()
    for code, n in pairs:
        sums[code] += n
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def matrix(flows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The same flows: a row per sender, a column per receiver, passed on and settled in each cell."""
    rows = _read(flows)
    cells = {row[:2]: say("flows.cell", n=number(row.passed), settled=count(row.settled)) for row in rows}
    senders = sorted({row.sender for row in rows}, key=names.__getitem__)
    receivers = sorted({row.receiver for row in rows}, key=names.__getitem__)
    columns = {names[to]: [cells.get((sender, to), "–") for sender in senders] for to in receivers}
    return pd.DataFrame({say("flows.from_to"): [names[sender] for sender in senders]} | columns)


def sentence(flows: pd.DataFrame, names: dict[str, str]) -> str:
    """How much was passed on and settled, and the largest flow."""
    rows = _read(flows)
    if not rows:
        return say("flows.none")
    passed, settled = sum(row.passed for row in rows), sum(row.settled for row in rows)
    share = percent(settled, passed)
    top = max(rows, key=lambda row: row.passed)
    text = say("flows.sentence", passed=circa(passed), settled=circa(settled), share=f" ({share})" if share else "")
    largest = {"sender": names[top.sender], "receiver": names[top.receiver]}
    return sentences(text, say("flows.largest", **largest, n=circa(top.passed)))
