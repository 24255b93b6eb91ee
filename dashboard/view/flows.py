"""What partners passed on to each other and what came of it: a picture of flows and the same as a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.text import say
from dashboard.view.charts import FONT, layout
from dashboard.view.numbers import circa, count, number, percent
from dashboard.view.palette import rgba

if TYPE_CHECKING:
    from dashboard.view.charts import Figure
    from dashboard.view.palette import Palette

HEIGHT = 420


def touching(flows: pd.DataFrame, partner: str | None) -> pd.DataFrame:
    """The flows from or to one partner; all without one. A flow that rounds to none is left out."""
    flows = flows[flows["n_passed_on"] > 0]
    if partner is None:
        return flows
    return flows[(flows["from_partner_code"] == partner) | (flows["to_partner_code"] == partner)]


def picture(flows: pd.DataFrame, names: dict[str, str], colours: Palette) -> Figure:
    """Sender, receiver and outcome as a plotly sankey; widths are signals.

    Args:
        flows: from_partner_code, to_partner_code, n_passed_on, n_settled.
        names: name per partner code.
        colours: the active palette.
    """
    if flows.empty:
        return {"data": [], "layout": {}}
    out = flows.groupby("from_partner_code")["n_passed_on"].sum().sort_values(ascending=False)
    back = flows.groupby("to_partner_code")[["n_passed_on", "n_settled"]].sum()
    back = back.assign(n_open=back["n_passed_on"] - back["n_settled"]).sort_values("n_passed_on", ascending=False)
    labels = [f"{names[str(code)]} {number(n)}" for code, n in zip(out.index, out, strict=True)]
    labels += [f"{names[str(code)]} {number(n)}" for code, n in zip(back.index, back["n_passed_on"], strict=True)]
    labels += [f"{say('flows.settled')} {number(back['n_settled'].sum())}"]
    labels += [f"{say('flows.open')} {number(back['n_open'].sum())}"]
    links = _links(flows, list(out.index), back, colours)
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


def _links(flows: pd.DataFrame, senders: list[Any], back: pd.DataFrame, colours: Palette) -> Figure:
    """From each sender to each receiver, and from each receiver to settled and to open."""
    gave = {code: i for i, code in enumerate(senders)}
    got = {code: len(gave) + i for i, code in enumerate(back.index)}
    done = len(gave) + len(got)
    pairs = zip(flows["from_partner_code"], flows["to_partner_code"], flows["n_passed_on"], strict=True)
    links = [(gave[a], got[b], int(n), rgba(colours.main, 0.35)) for a, b, n in pairs]
    for end, column, shade in (
        (done, "n_settled", rgba(colours.main, 0.55)),
        (done + 1, "n_open", rgba(colours.muted, 0.3)),
    ):
        links += [(got[code], end, int(n), shade) for code, n in zip(back.index, back[column], strict=True) if n > 0]
    return {key: [link[at] for link in links] for at, key in enumerate(("source", "target", "value", "color"))}


def matrix(flows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The same flows: a row per sender, a column per receiver, passed on and settled in each cell."""
    cells = {
        (row["from_partner_code"], row["to_partner_code"]): say(
            "flows.cell", n=number(int(row["n_passed_on"])), settled=count(int(row["n_settled"]))
        )
        for row in flows.to_dict("records")
    }
    senders = sorted(set(flows["from_partner_code"]), key=names.__getitem__)
    receivers = sorted(set(flows["to_partner_code"]), key=names.__getitem__)
    columns = {names[to]: [cells.get((sender, to), "–") for sender in senders] for to in receivers}
    return pd.DataFrame({say("flows.from_to"): [names[sender] for sender in senders]} | columns)


def sentence(flows: pd.DataFrame, names: dict[str, str]) -> str:
    """How much was passed on and settled, and the largest flow."""
    if flows.empty:
        return say("flows.none")
    passed, settled = int(flows["n_passed_on"].sum()), int(flows["n_settled"].sum())
    share = percent(settled, passed)
    top = flows.iloc[int(flows["n_passed_on"].to_numpy().argmax())]
    text = say("flows.sentence", passed=circa(passed), settled=circa(settled), share=f" ({share})" if share else "")
    largest = {"sender": names[top["from_partner_code"]], "receiver": names[top["to_partner_code"]]}
    return f"{text} {say('flows.largest', **largest, n=circa(int(top['n_passed_on'])))}"
