"""The sentences and tables of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.euros import Euros, amount
from dashboard.charts.moves import REASONS
from dashboard.charts.numbers import number, percentage
from dashboard.desk.moments import moment
from dashboard.state.log import Kind
from dashboard.steward.release.checklist import State
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dashboard.steward.release.acts import Act
    from dashboard.steward.release.checklist import Item
    from dashboard.steward.release.difference import Difference, Total
    from dashboard.steward.release.planning import Early, Planned
    from dashboard.store import Release

ORDER = (State.BLOCKS, State.WARNS, State.OK)
MOST_ROWS, HIGHEST = 12, 460  # pixels


def standing(release: Release) -> str:
    """Where a release stands, and since when; apart from its name, because a choice keeps the name it was made by."""
    since = moment(release.manifest["history"][-1]["at"])
    return say("desk_releases.stands", status=status(release.status), since=since)


def status(code: str) -> str:
    """What a status is called."""
    return say(f"desk_releases.status.{code}")


def height(rows: int) -> dict[str, int]:
    """The option that lets a long table scroll; a short one is as high as it is."""
    return {"height": HIGHEST} if rows > MOST_ROWS else {}


def checklist_table(items: Sequence[Item]) -> pd.DataFrame:
    """One row per item; what blocks comes first."""
    in_order = sorted(items, key=lambda item: ORDER.index(item.state))
    return pd.DataFrame(
        {
            # As objects, because a column of texts would forget that these are our own and may hold a sign.
            say("desk_releases.state_label"): pd.Series(
                [say(f"desk_releases.state.{item.state}") for item in in_order], dtype=object
            ),
            say("desk_releases.item_label"): [say(f"desk_releases.item.{item.code}") for item in in_order],
            say("desk_releases.says"): [item.sentence for item in in_order],
        }
    )


def acts_table(done: Sequence[Act]) -> pd.DataFrame:
    """What was done with one release, last first."""
    last_first = list(reversed(done))
    return pd.DataFrame(
        {
            say("desk_releases.when"): [moment(act.at) for act in last_first],
            say("desk_releases.what"): [say(f"desk_releases.act.{act.act}") for act in last_first],
            say("desk_releases.who"): [act.subject for act in last_first],
            say("desk_releases.reason"): [act.why for act in last_first],
        }
    )


def releases_table(every: Sequence[Release], done: Mapping[str, Sequence[Act]]) -> pd.DataFrame:
    """One row per release: where it stands, since when, by whom, and why."""
    lines = [release.manifest["history"][-1] for release in every]
    return pd.DataFrame(
        {
            say("desk_releases.release"): [release.id for release in every],
            say("desk_releases.status_label"): [status(release.status) for release in every],
            say("desk_releases.since"): [moment(line["at"]) for line in lines],
            say("desk_releases.builder"): [_last(done.get(one.id, ()), Kind.BUILT) for one in every],
            say("desk_releases.checker"): [_last(done.get(one.id, ()), Kind.CHECKED) for one in every],
            say("desk_releases.approver"): [_last(done.get(one.id, ()), Kind.APPROVED) for one in every],
            say("desk_releases.reason"): [str(line.get("why", "")) for line in lines],
        }
    )


def _last(done: Iterable[Act], act: Kind) -> str:
    """Who did something last; empty where nobody did."""
    return next((one.subject for one in reversed(list(done)) if one.act == act), "")


def plans(planned: Iterable[Planned], early: Iterable[Early]) -> Iterator[str]:
    """When a release is to be published, and who sees it before."""
    for plan in planned:
        yield say("desk_releases.plan_is", moment=moment(plan.due), subject=plan.subject)
    for one in early:
        yield say("desk_releases.early_is", subject=one.subject, opens=moment(one.opens), closes=moment(one.closes))


def difference_sentences(difference: Difference) -> Iterator[str]:
    """What differs, in words."""
    if not difference.before:
        yield say("desk_releases.first", n=number(len(difference.new)))
        return
    yield say(
        "desk_releases.delivered",
        id=difference.before,
        new=number(len(difference.new)),
        corrected=number(len(difference.corrected)),
        gone=number(len(difference.gone)),
    )
    parts = {
        "definitions": difference.has_definitions,
        "policy": difference.has_policy,
        "software": difference.has_software,
    }
    changed = [say(f"desk_releases.part.{part}") for part, differs in parts.items() if differs]
    yield say("desk_releases.parts", parts=", ".join(changed)) if changed else say("desk_releases.no_parts")
    if not difference.reasons:
        yield say("desk_releases.no_moves")
        return
    reasons = [
        say("desk_releases.because", reason=say(f"changes.reasons.{reason}"), n=number(difference.reasons[reason]))
        for reason in REASONS
        if reason in difference.reasons
    ]
    yield say("desk_releases.moves", n=number(sum(difference.reasons.values())), reasons=", ".join(reasons))


def totals_table(difference: Difference) -> pd.DataFrame:
    """Totals of the programme that differ; all of them where nothing was published before."""
    rows = [one for one in difference.totals if one.before != one.after]
    return pd.DataFrame(
        {
            say("desk_releases.measure"): [one.name for one in rows],
            say("desk_releases.before"): [_form(one, one.before, one.before_pct) for one in rows],
            say("desk_releases.after"): [_form(one, one.after, one.after_pct) for one in rows],
            say("desk_releases.same"): [_moved(one) for one in rows],
        }
    )


def deliveries_table(difference: Difference) -> pd.DataFrame:
    """Deliveries that are new, corrected or gone: one row each."""
    rows = [
        (say(f"desk_releases.delivery.{kind}"), *one.rsplit(" ", 1))
        for kind in ("new", "corrected", "gone")
        for one in getattr(difference, kind)
    ]
    columns = [say(f"desk_releases.{name}") for name in ("change", "source", "months")]
    return pd.DataFrame(rows, columns=columns)


def _form(total: Total, value: float | None, margin_pct: float) -> str:
    if value is None:
        return say("desk_releases.absent")
    return Euros(value, margin_pct, None).text if total.is_money else number(value)


def _moved(total: Total) -> str:
    """How much the quarters moved that both releases have."""
    move = total.same_after - total.same_before
    if not move:
        return say("desk_releases.unmoved")
    key = "more" if move > 0 else "less"
    share = f"({percentage(total.jump)})" if total.same_before else ""
    value = number(abs(move))
    if total.is_money:
        value = say("desk_releases.with_margin", value=amount(abs(move)), margin=amount(total.same_margin))
    return say(f"desk_releases.{key}", value=value, share=share)
