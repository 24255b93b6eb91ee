"""What partners passed on to each other and what came of it: a picture of flows and the same as a matrix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.addresses import PartnersAddress
from dashboard.charts.base import FONT, layout, readable_from
from dashboard.charts.numbers import FEW, circa, count, number, percent
from dashboard.charts.palette import rgba
from dashboard.text import say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.answers.rows import PartnersFlows, ProjectFlows
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette

    Flow = PartnersFlows | ProjectFlows  # what one partner passed on to another

HEIGHT = 420
LEAST = 560  # pixels across, for names on both sides


def touches(flow: Flow, partner: str | None) -> bool:
    """Whether a flow is from or to a partner; without one all are. A flow that rounds to none is left out."""
    return flow.n_passed_on > 0 and partner in {None, flow.from_partner_code, flow.to_partner_code}


def picture(flows: Sequence[Flow], names: Mapping[str, str], colours: Palette) -> Figure:
    """Sender, receiver and outcome as a plotly sankey; widths are signals. A few are said in the sentence and need no picture.

    Args:
        flows: one per sender and receiver.
        names: name per partner code.
        colours: the active palette.
    """
    if len(flows) <= FEW:
        return {"data": [], "layout": {}}
    gave = _most_first((row.from_partner_code, row.n_passed_on) for row in flows)
    got = _most_first((row.to_partner_code, row.n_passed_on) for row in flows)
    settled = _most_first((row.to_partner_code, row.n_settled) for row in flows)
    still_open = {code: n - settled[code] for code, n in got.items()}
    labels = [f"{names[code]} {number(n)}" for side in (gave, got) for code, n in side.items()]
    labels += [f"{say('flows.settled')} {number(sum(settled.values()))}"]
    labels += [f"{say('flows.open')} {number(sum(still_open.values()))}"]
    links = _links(flows, list(gave), settled, still_open, colours)
    shades = [colours.main] * (len(labels) - 1) + [colours.muted]
    sankey = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": labels,
            "color": shades,
            "customdata": [*(PartnersAddress.partner.mark(code) for code in (*gave, *got)), "", ""],
            "pad": 14,
            "thickness": 12,
            "hovertemplate": "%{label}<extra></extra>",
        },
        "link": links | {"hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>"},
        "textfont": {"color": colours.text, "family": FONT, "size": 12, "shadow": "none"},
        "valueformat": ",d",
    }
    return {
        "data": [sankey],
        "layout": layout(colours, height=HEIGHT, hovermode="closest", margin={"t": 8, "b": 12}, **readable_from(LEAST)),
    }


def _links(
    flows: Sequence[Flow], senders: Sequence[str], settled: dict[str, int], still_open: dict[str, int], colours: Palette
) -> Figure:
    """From each sender to each receiver, and from each receiver to settled and to open."""
    gave = {code: at for at, code in enumerate(senders)}
    got = {code: at for at, code in enumerate(still_open, len(gave))}
    done = len(gave) + len(got)
    shade = rgba(colours.main, 0.35)
    links = [(gave[row.from_partner_code], got[row.to_partner_code], row.n_passed_on, shade) for row in flows]
    for end, sums, shade in (
        (done, settled, rgba(colours.main, 0.55)),
        (done + 1, still_open, rgba(colours.muted, 0.3)),
    ):
        links += [(at, end, sums[code], shade) for code, at in got.items() if sums[code] > 0]
    return {key: [link[at] for link in links] for at, key in enumerate(("source", "target", "value", "color"))}


def _most_first(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The sum per partner, the largest first."""
    sums: Counter[str] = Counter()
    for code, n in pairs:
        sums[code] += n
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def matrix(flows: Sequence[Flow], names: Mapping[str, str]) -> pd.DataFrame:
    """The same flows: a row per sender, a column per receiver, passed on and settled in each cell."""
    cells = {
        (row.from_partner_code, row.to_partner_code): say(
            "flows.cell", n=number(row.n_passed_on), settled=count(row.n_settled)
        )
        for row in flows
    }
    senders = sorted({sender for sender, _ in cells}, key=names.__getitem__)
    receivers = sorted({receiver for _, receiver in cells}, key=names.__getitem__)
    columns = {names[to]: [cells.get((sender, to), "–") for sender in senders] for to in receivers}
    return pd.DataFrame({say("flows.from_to"): [names[sender] for sender in senders]} | columns)


def sentence(flows: Sequence[Flow], names: Mapping[str, str]) -> str:
    """How much was passed on and settled, and the largest flow; of a few flows each."""
    if not flows:
        return say("flows.none")
    passed, settled = sum(row.n_passed_on for row in flows), sum(row.n_settled for row in flows)
    share = percent(settled, passed)
    text = say(
        "flows.sentence",
        passed=circa(passed),
        settled=circa(settled),
        share=Markup(" ({})").format(share) if share else "",
    )
    if len(flows) <= FEW:
        return sentences(text, say("flows.few", each=Markup("; ").join(_read(row, names) for row in flows)))
    top = max(flows, key=lambda row: row.n_passed_on)
    largest = {"sender": names[top.from_partner_code], "receiver": names[top.to_partner_code]}
    return sentences(text, say("flows.largest", **largest, n=circa(top.n_passed_on)))


def _read(row: Flow, names: Mapping[str, str]) -> str:
    ends = {"sender": names[row.from_partner_code], "receiver": names[row.to_partner_code]}
    return say("flows.each", **ends, n=circa(row.n_passed_on), settled=circa(row.n_settled))
