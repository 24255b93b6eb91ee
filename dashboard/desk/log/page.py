"""The page."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.access import Role
from dashboard.charts.numbers import day, month_name, number
from dashboard.clock import local
from dashboard.desk.log.choices import Choice
from dashboard.desk.log.export import FORMS, exported
from dashboard.desk.log.words import about_of, kind_of, moment
from dashboard.errors import AccessDenied, LogBroken
from dashboard.settings import Settings
from dashboard.state.log import Kind, begun, entries, tally, verify
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.run import fragment, keep_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.access import Person
    from dashboard.state.log import Entry, Tally

AT_ONCE = 50  # entries on the screen
MONTHS = 6  # that are counted
LONGEST = 200  # signs of an id
HASH_SHOWN = 12
MIME = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
# What stands where and how long, in the order of the table.
KEPT = ("entries", "acts", "deliveries", "remarks", "figures")


def page(person: Person) -> None:
    """Draw it."""
    if not person.has(Role.PRIVACY_OFFICER):
        raise AccessDenied("desk_log.error.denied")
    settings = Settings.from_environment()
    screen.title(say("desk_log.title"))
    screen.markdown(say("desk_log.lead"))
    choice = _choice()
    counts = tally(settings, **choice.asked)
    n = sum(one.n for one in counts)
    if not n:
        screen.info(say("desk_log.none") if choice == Choice() else say("desk_log.none_chosen"))
    else:
        _draw_entries(settings, choice, n)
        _draw_downloads(settings, choice, n, person)
        _draw_counts(counts)
    screen.subheader(say("desk_log.check.title"))
    _draw_check()
    _draw_kept(settings)


def _choice() -> Choice:
    """What is chosen; a kind or a person leaves the rest out."""
    kind, person, since, until = st.columns(4)
    with kind:
        kinds = ["", *sorted(Kind, key=kind_of)]
        chosen = screen.selectbox(say("desk_log.filter.kind"), kinds, _kind_or_all, key="desk_log_kind")
    with person:
        subject = screen.text_input(say("desk_log.filter.subject"), key="desk_log_subject", max_chars=LONGEST)
    with since:
        first = screen.date_input(say("desk_log.filter.since"), key="desk_log_since")
    with until:
        last = screen.date_input(say("desk_log.filter.until"), key="desk_log_until")
    return Choice(first, last, str(chosen), subject.strip())


def _kind_or_all(kind: str) -> str:
    return kind_of(kind) if kind else say("desk_log.filter.all")


def _draw_entries(settings: Settings, choice: Choice, n: int) -> None:
    """One page of entries, newest first, with the way to the others."""
    pages = ceil(n / AT_ONCE)
    at = _page_of(choice, pages)
    shown = entries(settings, **choice.asked, last=AT_ONCE, skip=at * AT_ONCE)
    screen.dataframe(
        _frame(shown), key="desk_log_entries", alt=say("desk_log.entries", n=number(n)), column_config=_columns()
    )
    first = at * AT_ONCE + 1
    with st.container(horizontal=True, vertical_alignment="center"):
        screen.button(
            say("desk_log.newer"), key="desk_log_newer", disabled=at == 0, on_click=partial(_turn, choice, at - 1)
        )
        screen.button(
            say("desk_log.older"),
            key="desk_log_older",
            disabled=at + 1 >= pages,
            on_click=partial(_turn, choice, at + 1),
        )
        screen.caption(say("desk_log.shown", first=number(first), last=number(first + len(shown) - 1), n=number(n)))


def _page_of(choice: Choice, pages: int) -> int:
    """Which page is looked at, from 0; another choice begins at the newest."""
    of, at = st.session_state.get("desk_log_page", (choice, 0))
    return min(at, pages - 1) if of == choice else 0


def _turn(choice: Choice, at: int) -> None:
    st.session_state["desk_log_page"] = choice, at


def _frame(shown: Sequence[Entry]) -> pd.DataFrame:
    rows = [
        (number(one.number), moment(one.at), one.subject, kind_of(one.kind), about_of(one), one.hash[:HASH_SHOWN])
        for one in shown
    ]
    names = ("number", "here", "subject", "meaning", "about", "hash")
    return pd.DataFrame(rows, columns=[say(f"desk_log.column.{name}") for name in names])


def _columns() -> dict[str, Any]:
    return {say("desk_log.column.about"): st.column_config.TextColumn(width="large")}


def _draw_downloads(settings: Settings, choice: Choice, n: int, person: Person) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        for form in FORMS:
            screen.download_button(
                say(f"desk_log.export.{form}"),
                data=keep_words(partial(exported, settings, choice, form, person.subject)),
                file_name=f"lsi-logboek-{datetime.now(UTC):%Y-%m-%d}.{form}",
                mime=MIME[form],
                key=f"download_log_{form}",
            )
        screen.caption(say("desk_log.export.noted", n=number(n)))


def _draw_counts(counts: Sequence[Tally]) -> None:
    """How many there are per kind, in the last months that have any."""
    frame = pd.DataFrame([(kind_of(one.kind), one.month, one.n) for one in counts], columns=["kind", "month", "n"])
    wide = frame.pivot_table(index="kind", columns="month", values="n", aggfunc="sum", fill_value=0)
    recent = wide.iloc[:, -MONTHS:]
    months = [month_name(datetime.fromisoformat(f"{month}-01")) for month in recent.columns]
    cells = [
        [kind, *map(number, row), number(wide.loc[kind].sum())]
        for kind, row in zip(recent.index, recent.to_numpy(), strict=True)
    ]
    screen.subheader(say("desk_log.counts.title"))
    heads = [say("desk_log.column.meaning"), *months, say("desk_log.counts.all")]
    screen.table(pd.DataFrame(cells, columns=heads))


@fragment
def _draw_check() -> None:
    """Read the whole chain, when asked."""
    screen.markdown(say("desk_log.check.lead"))
    noted = screen.text_input(say("desk_log.check.noted"), key="desk_log_noted", max_chars=LONGEST).strip()
    if not screen.pressed(say("desk_log.check.press"), key="desk_log_verify"):
        return
    try:
        verdict = verify(Settings.from_environment(), noted)
    except LogBroken as broken:
        screen.error(say(broken.key, **broken.values))
        return
    words = say("desk_log.check.holds", n=number(verdict.n_entries), first=number(verdict.first))
    screen.success(sentences(words, say("desk_log.check.noted_there") if noted else ""))
    screen.markdown(say("desk_log.check.note"))
    screen.code(verdict.head)


def _draw_kept(settings: Settings) -> None:
    screen.subheader(say("desk_log.kept.title"))
    beginning = begun(settings)
    if beginning.at:
        screen.markdown(say("desk_log.kept.since", date=day(local(beginning.at))))
    if beginning.expired_at:
        gone = day(local(beginning.expired_at))
        screen.markdown(say("desk_log.kept.expired", date=gone, n=number(beginning.n_expired)))
    heads = [say(f"desk_log.kept.{name}") for name in ("what", "holds", "how_long")]
    rows = [[say(f"desk_log.kept.row.{name}.{part}") for part in ("what", "holds", "how_long")] for name in KEPT]
    screen.table(pd.DataFrame(rows, columns=heads))
