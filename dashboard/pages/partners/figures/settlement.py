"""How fast receivers settle: middle half, median and norm, only called different beyond chance."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.addresses import PartnersAddress
from dashboard.analysis.settlement import NORM, Settlement, settlement
from dashboard.charts.base import DASH, layout, readable_from
from dashboard.charts.numbers import NBSP, number, percentage
from dashboard.charts.palette import rgba
from dashboard.charts.shares import share_columns
from dashboard.policy import active_policy
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.rows import PartnersSettlement
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


ROW, HEAD = 38, 100  # pixels
LEAST = 560  # pixels across
MORE_THAN_ONE = 2


def times(rows: Sequence[PartnersSettlement], partner: str | None) -> dict[str, Settlement]:
    """Lead time per receiver, the one with most rows first; only ``partner`` when one is chosen."""
    classes: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        if partner in (None, row.to_partner_code):
            classes.setdefault(row.to_partner_code, []).append((row.days_from, row.n_settled))
    every = {code: _settlement(pairs) for code, pairs in sorted(classes.items())}
    kept = [(code, one) for code, one in every.items() if one is not None]
    return dict(sorted(kept, key=lambda pair: -pair[1].n))


def _settlement(classes: Sequence[tuple[int, int]]) -> Settlement | None:
    """Lead time from the days each class begins at and the number in it."""
    days, numbers = np.array(classes, float).reshape(-1, 2).T
    policy = active_policy()
    return settlement(days, numbers, policy.settlement_days, policy.percentage_denominator)


def figure(settlements: Mapping[str, Settlement], names: Mapping[str, str], colours: Palette) -> Figure:
    """Per receiver the middle half as a bar, the median as a mark, the norm as a line."""
    rows = list(settlements.items())[::-1]
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
        "customdata": [PartnersAddress.partner.mark(code) for code, _ in rows],
        "hoverinfo": "none",
    }
    mark = {"symbol": "line-ns-open", "size": 18, "color": colours.main, "line": {"width": 3, "color": colours.main}}
    median: dict[str, Any] = {"type": "scatter", "mode": "markers", "y": labels, "x": [one.median for _, one in rows]}
    median |= {"marker": mark, "hoverinfo": "skip"}
    texts = [
        {"x": one.high, "y": label, "text": f"{NBSP}{_text(one)}", "xanchor": "left"}
        for label, (_, one) in zip(labels, rows, strict=True)
    ]
    notes = [note | {"showarrow": False, "font": {"size": 12, "color": colours.text}} for note in texts]
    shapes, word = [_norm(colours)], _norm_word()
    top = max(one.high for _, one in rows)
    across = {
        "range": [0, max(top, NORM) * 1.9],
        "title": {"text": say("flows.days"), "font": {"size": 13}},
        "fixedrange": True,
    }
    more = {
        "shapes": shapes,
        "annotations": [*notes, word],
        "hovermode": "closest",
        "height": ROW * len(rows) + HEAD,
    } | readable_from(LEAST)
    return {
        "data": [middle, median],
        "layout": layout(colours, xaxis=across, yaxis={"showgrid": False, "fixedrange": True}, **more),
    }


def _norm(colours: Palette) -> Figure:
    line = {"color": colours.muted, "width": 1, "dash": DASH}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": NORM, "x1": NORM, "y0": 0, "y1": 1, "line": line}


def _norm_word() -> Figure:
    text = say("flows.norm", days=NORM)
    return {"x": NORM, "y": 1, "yref": "paper", "text": text, "showarrow": False, "yanchor": "bottom"}


def table(settlements: Mapping[str, Settlement], names: Mapping[str, str]) -> pd.DataFrame:
    """Median, middle half, share within the norm with its interval, rows."""
    rows = [
        (names[code], number(one.median), f"{number(one.low)} – {number(one.high)}", *_share(one), number(one.n))
        for code, one in settlements.items()
    ]
    keys = ("median", "middle", "within", "interval", "rows")
    return pd.DataFrame(rows, columns=[say("flows.receiver"), *(say(f"flows.{key}") for key in keys)])


def rows_of(settlements: Mapping[str, Settlement]) -> pd.DataFrame:
    """The same as numbers, for the download; days are whole, as they are read."""
    every = list(settlements.values())
    return pd.DataFrame(
        {
            "to_partner_code": list(settlements),
            "median_days": [round(one.median) for one in every],
            "low_days": [round(one.low) for one in every],
            "high_days": [round(one.high) for one in every],
            "n_within": [one.within for one in every],
            "n_settled": [one.n for one in every],
            **share_columns([one.share for one in every], "within"),
        }
    )


def sentence(
    rows: Sequence[PartnersSettlement], settlements: Mapping[str, Settlement], names: Mapping[str, str]
) -> str:
    """All receivers together, and whether they differ by more than chance: intervals of the share that do not touch."""
    together: Counter[int] = Counter()
    for row in rows:
        if row.to_partner_code in settlements:
            together[row.days_from] += row.n_settled
    whole = _settlement(sorted(together.items()))
    if whole is None:
        return say("flows.no_lead")
    text = say(
        "flows.lead", days=number(whole.median), low=number(whole.low), high=number(whole.high), share=_share(whole)[0]
    )
    shares = [(code, one.share) for code, one in settlements.items() if one.share is not None]
    if len(shares) < MORE_THAN_ONE:
        return text
    best, worst = max(shares, key=lambda pair: pair[1].lower), min(shares, key=lambda pair: pair[1].upper)
    if best[1].lower <= worst[1].upper:
        return sentences(text, say("flows.alike"))
    return sentences(text, say("flows.differ", more=names[best[0]], less=names[worst[0]]))


def _share(one: Settlement) -> tuple[str, str]:
    if one.share is None:
        return say("flows.of", within=number(one.within), n=number(one.n)), "–"
    return percentage(one.share.value), f"{percentage(one.share.lower)} – {percentage(one.share.upper)}"


def _text(one: Settlement) -> str:
    return say("flows.text", days=number(one.median), share=_share(one)[0])
