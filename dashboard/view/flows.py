"""What partners passed on to each other and what came of it: a picture of flows, a matrix, and lead times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.settlement import NORM, Settlement, settlement
from dashboard.text import say
from dashboard.view.charts import DASH, FONT, layout
from dashboard.view.numbers import NBSP, circa, count, number, percent, percentage
from dashboard.view.palette import rgba

if TYPE_CHECKING:
    from dashboard.view.charts import Figure
    from dashboard.view.palette import Palette

HEIGHT = 420
ROW, HEAD = 38, 70  # pixels
MORE_THAN_ONE = 2


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
    back = (
        flows.groupby("to_partner_code")[["n_passed_on", "n_settled"]].sum().sort_values("n_passed_on", ascending=False)
    )
    place = {("from", code): i for i, code in enumerate(out.index)}
    place |= {("to", code): len(out) + i for i, code in enumerate(back.index)}
    done, still = len(place), len(place) + 1
    settled, still_open = int(back["n_settled"].sum()), int((back["n_passed_on"] - back["n_settled"]).sum())
    labels = [f"{names[code]} {number(n)}" for code, n in zip(out.index.astype(str), out, strict=True)]
    labels += [
        f"{names[code]} {number(n)}" for code, n in zip(back.index.astype(str), back["n_passed_on"], strict=True)
    ]
    labels += [f"{say('flows.settled')} {number(settled)}", f"{say('flows.open')} {number(still_open)}"]
    pairs = zip(flows["from_partner_code"], flows["to_partner_code"], flows["n_passed_on"], strict=True)
    links = [(place["from", a], place["to", b], n, rgba(colours.main, 0.35)) for a, b, n in pairs]
    ends = list(zip(back.index, back["n_settled"], back["n_passed_on"] - back["n_settled"], strict=True))
    links += [(place["to", code], done, n, rgba(colours.main, 0.55)) for code, n, _ in ends if n > 0]
    links += [(place["to", code], still, n, rgba(colours.muted, 0.3)) for code, _, n in ends if n > 0]
    shades = [colours.main] * len(place) + [colours.main, colours.muted]
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
        "link": dict(
            zip(("source", "target", "value", "color"), (list(part) for part in zip(*links, strict=True)), strict=True)
        )
        | {"hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>"},
        "textfont": {"color": colours.text, "family": FONT, "size": 12, "shadow": "none"},
        "valueformat": ",d",
    }
    return {"data": [sankey], "layout": layout(colours, height=HEIGHT, hovermode="closest", margin={"t": 8, "b": 12})}


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


def lead_times(rows: pd.DataFrame, partner: str | None) -> dict[str, Settlement]:
    """Lead time per receiver, the one with most rows first; only ``partner`` when one is chosen."""
    found = {
        str(code): settlement(part["days_from"].to_numpy(float), part["n_rows"].to_numpy(float))
        for code, part in rows.groupby("to_partner_code")
        if partner in (None, code)
    }
    kept = [(code, one) for code, one in found.items() if one is not None]
    return dict(sorted(kept, key=lambda pair: -pair[1].n))


def lead_figure(found: dict[str, Settlement], names: dict[str, str], colours: Palette) -> Figure:
    """Per receiver the middle half as a bar, the median as a mark, the norm as a line."""
    rows = list(reversed(found.items()))
    if not rows:
        return {"data": [], "layout": {}}
    labels = [f"{names[code]}{NBSP}" for code, _ in rows]
    middle = {
        "type": "bar",
        "orientation": "h",
        "y": labels,
        "base": [one.low for _, one in rows],
        "x": [one.high - one.low for _, one in rows],
        "width": 0.35,
        "marker": {"color": rgba(colours.main, 0.35)},
        "hoverinfo": "skip",
    }
    mark = {"symbol": "line-ns-open", "size": 18, "color": colours.main, "line": {"width": 3, "color": colours.main}}
    median: dict[str, Any] = {"type": "scatter", "mode": "markers", "y": labels, "x": [one.median for _, one in rows]}
    median |= {"marker": mark, "hoverinfo": "skip"}
    texts = [
        {"x": one.high, "y": label, "text": f"{NBSP}{_text(one)}", "xanchor": "left"}
        for label, (_, one) in zip(labels, rows, strict=True)
    ]
    notes = [note | {"showarrow": False, "font": {"size": 12, "color": colours.text}} for note in texts]
    line = {"color": colours.muted, "width": 1, "dash": DASH}
    norm = {"type": "line", "xref": "x", "yref": "paper", "x0": NORM, "x1": NORM, "y0": 0, "y1": 1, "line": line}
    word = {
        "x": NORM,
        "y": 1,
        "yref": "paper",
        "text": say("flows.norm", days=NORM),
        "showarrow": False,
        "yanchor": "bottom",
    }
    top = max(one.high for _, one in rows)
    across = {
        "range": [0, max(top, NORM) * 1.9],
        "title": {"text": say("flows.days"), "font": {"size": 13}},
        "fixedrange": True,
    }
    more = {"shapes": [norm], "annotations": [*notes, word], "hovermode": False, "height": ROW * len(rows) + HEAD + 30}
    return {
        "data": [middle, median],
        "layout": layout(colours, xaxis=across, yaxis={"showgrid": False, "fixedrange": True}, **more),
    }


def lead_table(found: dict[str, Settlement], names: dict[str, str]) -> pd.DataFrame:
    """Median, middle half, share within the norm with its interval, rows."""
    rows = [
        (names[code], number(one.median), f"{number(one.low)} – {number(one.high)}", *_share(one), number(one.n))
        for code, one in found.items()
    ]
    keys = ("median", "middle", "within", "interval", "rows")
    return pd.DataFrame(rows, columns=[say("flows.receiver"), *(say(f"flows.{key}") for key in keys)])


def lead_sentence(rows: pd.DataFrame, found: dict[str, Settlement], names: dict[str, str]) -> str:
    """All receivers together, and whether they differ by more than chance: intervals of the share that do not touch."""
    together = rows[rows["to_partner_code"].isin(found)].groupby("days_from")["n_rows"].sum()
    whole = settlement(together.index.to_numpy(float), together.to_numpy(float))
    if whole is None:
        return say("flows.no_lead")
    text = say(
        "flows.lead", days=number(whole.median), low=number(whole.low), high=number(whole.high), share=_share(whole)[0]
    )
    shares = [(code, one.share) for code, one in found.items() if one.share is not None]
    if len(shares) < MORE_THAN_ONE:
        return text
    best, worst = max(shares, key=lambda pair: pair[1].lower), min(shares, key=lambda pair: pair[1].upper)
    if best[1].lower <= worst[1].upper:
        return f"{text} {say('flows.alike')}"
    return f"{text} {say('flows.differ', more=names[best[0]], less=names[worst[0]])}"


def _share(one: Settlement) -> tuple[str, str]:
    if one.share is None:
        return say("flows.of", within=number(one.within), n=number(one.n)), "–"
    return percentage(one.share.value), f"{percentage(one.share.lower)} – {percentage(one.share.upper)}"


def _text(one: Settlement) -> str:
    return say("flows.text", days=number(one.median), share=_share(one)[0])
