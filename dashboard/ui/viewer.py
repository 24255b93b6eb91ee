"""Who looks and at what: my area, period, project type and language, chosen once for every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from dashboard import text
from dashboard.addresses import EVERYWHERE, Address
from dashboard.answers import Reader, ask
from dashboard.answers.rows import FrameAreas, FramePeriod, FrameProjectTypes, OverviewCompleteness
from dashboard.charts import own_area
from dashboard.charts.named import named
from dashboard.charts.palette import Palette, palette
from dashboard.charts.tiles import period_text
from dashboard.documents.sheet import source_line
from dashboard.policy import use_policy
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen
from dashboard.ui.address import choose_one, draw_notices, read, segments, select, switch, write
from dashboard.ui.first_steps import draw_first_steps
from dashboard.ui.navigation import link_to
from dashboard.ui.reading import reading
from dashboard.ui.run import default_language
from dashboard.ui.search import draw_search
from dashboard.ui.terms.once import unseen

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.access import Rights
    from dashboard.accuracy import Noise
    from dashboard.answers import Value
    from dashboard.store import Release

LAST_MONTH_OF_QUARTER = 2
BARE = {"label_visibility": "collapsed"}  # what a filter is called is heard, and what it says is seen
LONG, SHORT = 190, 108  # pixels of a filter
FOLD, LANGUAGES = 100, 100  # and of what folds them away, and of the languages


class Subject(NamedTuple):
    """The one thing a page is about."""

    code: str
    name: str


@dataclass(frozen=True)
class Viewer(Reader):
    """What the viewer has chosen, the same for every page.

    Attributes:
        area: province or municipality code; None for the whole programme.
        from_month: first month of the period.
        until_month: last month of the period for which anything can have been delivered.
        first_month: first month the release knows.
        has_period: whether the URL names a period, so that it can be taken away.
        follows: the shared filters that change what the page shows.
        subject: the one thing the page is about, such as a project.
        left_out: what figures leave out by the viewer's choice: ``events``, ``intervals``.
    """

    area: str | None
    area_name: str
    first_year: int
    last_year: int
    from_month: date
    until_month: date
    first_month: date
    project_type: str | None
    has_period: bool
    colours: Palette
    theme: str
    follows: tuple[str, ...] = ()
    subject: Subject | None = None
    left_out: frozenset[str] = frozenset()

    def of(self, code: str, name: str) -> Viewer:
        """The same, of the one thing a page turns out to be about."""
        return replace(self, subject=Subject(code, name))

    @property
    def filters(self) -> dict[str, str]:
        """The choices that what is shown follows, by name, as they are read."""
        every = {
            "area": (say("frame.my_area"), self.area_name),
            "period": (say("document.period"), period_text(self.from_month, self.until_month)),
            "type": (say("frame.project_type"), self.type_name),
        }
        about = {say("document.subject"): f"{self.subject.name} ({self.subject.code})"} if self.subject else {}
        return about | dict(every[name] for name in self.follows)

    @property
    def place(self) -> str:
        """My area within a sentence: ``het hele programma`` where none is chosen."""
        return self.area_name if self.area else say("overview.everywhere")

    @property
    def type_name(self) -> str:
        """The chosen project type by name; every one when none is chosen."""
        rows = self.ask(FrameProjectTypes).rows
        return next((named(row) for row in rows if row.type_code == self.project_type), say("frame.every_type"))

    def noise(self, period: str) -> Noise:
        """Standard deviation of the rounding of a figure of my area per ``period``."""
        return self.release.noise(self.level, period)

    @property
    def level(self) -> str:
        """What my area is: ``programme``, ``province`` or ``municipality``."""
        return {"PV": "province", "GM": "municipality"}[self.area[:2]] if self.area else "programme"

    @property
    def is_empty(self) -> bool:
        """Whether no partner has delivered anything in this release."""
        return not self.ask(OverviewCompleteness, **self.history).rows[0].n_sources

    @property
    def period(self) -> dict[str, Value]:
        """The chosen period as parameters."""
        return {"from_month": self.from_month.isoformat(), "until_month": self.until_month.isoformat()}

    @property
    def history(self) -> dict[str, Value]:
        """All months up to the end of the period, as parameters."""
        return {"from_month": self.first_month.isoformat(), "until_month": self.until_month.isoformat()}

    @property
    def scope(self) -> dict[str, Value]:
        """The chosen area and project type as parameters."""
        return {"area": self.area, "project_type": self.project_type}


def draw_viewer(rights: Rights, release: Release, room: str, address: Address) -> tuple[Viewer, DeltaGenerator]:
    """Draw the head of a page: its name, the filters it follows, and in a sentence what they are now.

    A filter that the page does not follow is not drawn and narrows nothing; its key stays in the URL for the next page.

    Args:
        rights: of who looks.
        release: what is looked at.
        room: of the page.
        address: of the page.

    Returns:
        What was chosen, and the place for notices, which the page adds to.
    """
    use_policy(release.policy)
    paper = st.container(key="paper_head")
    theme = st.context.theme.type or "light"
    with st.container(key="page_head", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            screen.title(say(f"{room}.title"))
            segments(
                say("frame.language"),
                Address.language,
                text.LANGUAGES,
                str.upper,
                default_language(),
                **BARE,
                width=100,
            )
            if not reading():
                draw_search(Reader(rights, release))
            area, area_name, years, project_type = _draw_filters(rights, release, address)
        line = st.container(horizontal=True, vertical_alignment="center", gap="small")
    first, last = years
    delivered = ask(FramePeriod, rights, release).rows[0]
    quarter = delivered.last_quarter
    last_month = date(quarter.year, quarter.month + LAST_MONTH_OF_QUARTER, 1)
    chosen = Viewer(
        rights,
        release,
        area,
        area_name,
        first,
        last,
        date(first, 1, 1),
        min(date(last, 12, 1), last_month),
        date(delivered.first_year, 1, 1),
        project_type,
        bool(address.period) and "period" in address.follows,
        palette(theme),
        theme,
        address.follows,
    )
    with paper, unseen():
        _draw_paper_head(chosen)
    with line:
        if chosen.filters:
            screen.caption(Markup(" · ").join(chosen.filters.values()), width="content")
        chosen = replace(chosen, left_out=_choose_drawn(address))
        if release.manifest["is_sample"]:
            screen.strip(say("frame.sample_banner"), ":material/science:")
        if not reading():
            draw_first_steps(chosen)
    place = st.container()
    with place:
        draw_notices()
        _draw_own_aside(address)
    return chosen, place


def _draw_own_aside(address: Address) -> None:
    """That an area of one's own does not count on a page that knows no smaller area than a gemeente, and where it does."""
    if not address.outline or address.takes_own or "area" not in address.follows or reading():
        return
    name, codes = own_area.unpack(address.outline)
    if not codes:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="unprinted_own"):
        screen.caption(say("own_area.not_here", name=name), width="content")
        link_to("compare", say("own_area.compare"), part=own_area.CODE)
        link_to("area_map", say("own_area.map"), inside=own_area.municipality_of(codes[0]))


def _choose_drawn(address: Address) -> frozenset[str]:
    """The switches of what figures draw beside their values; give back what is left out."""
    if not address.drawn:
        return frozenset()
    with screen.popover(say("frame.drawn"), key="drawn", icon=":material/tune:", type="tertiary", width="content"):
        is_on = {name: switch(say(f"frame.drawn_{name}"), getattr(Address, name)) for name in address.drawn}
    return frozenset(name for name, on in is_on.items() if not on)


def _draw_filters(
    rights: Rights, release: Release, address: Address
) -> tuple[str | None, str, tuple[int, int], str | None]:
    """The filters the page follows, which fold away on a telephone: area with its name, first and last year, project type."""
    area, name, project_type = None, say("frame.everywhere"), None
    delivered = ask(FramePeriod, rights, release).rows[0]
    years = delivered.first_year, delivered.last_year
    fold = "open"
    if address.follows:
        with st.container(key="filters_fold", width=FOLD):
            is_open = screen.expander(say("frame.choices"), key="filters", type="compact", on_change="rerun").open
        fold = "open" if is_open else "closed"
    with st.container(key=f"filters_{fold}", horizontal=True, width="content", gap="small"):
        if "area" in address.follows:
            area, name = _choose_area(rights, release)
        if "period" in address.follows:
            years = _choose_years(*years)
        if "type" in address.follows:
            project_type = _choose_type(rights, release)
    return area, name, years, project_type


def _draw_paper_head(viewer: Viewer) -> None:
    """The head of the page on paper: whose it is, what was chosen, and from which release."""
    chosen = "; ".join(f"{name}: {value}" for name, value in viewer.filters.items())
    marking = Settings.from_environment().marking
    screen.markdown(Markup("**{}**").format(" · ".join(filter(None, (say("frame.product"), marking)))))
    source = source_line(viewer.release)
    screen.markdown(Markup(":small[{}]").format(". ".join(filter(None, (chosen, source))) + "."))


def _choose_area(rights: Rights, release: Release) -> tuple[str | None, str]:
    areas = ask(FrameAreas, rights, release).rows
    names = {area.area_code: area.area_name for area in areas}
    provinces = {area.area_code for area in areas if area.level == "province"}

    def name(code: str) -> str:
        if code == EVERYWHERE:
            return say("frame.everywhere")
        return say("frame.province", name=names[code]) if code in provinces else names[code]

    code = select(say("frame.my_area"), Address.area, [EVERYWHERE, *names], name, **BARE, width=LONG)
    return (None if code == EVERYWHERE else code), name(code)


def _choose_years(first: int, last: int) -> tuple[int, int]:
    years = [str(year) for year in range(last, first - 1, -1)]
    periods = [f"{a}-{b}" for a in years for b in years if a <= b] + years
    given = read(Address.period, periods, str(last)).split("-")
    ends = {"low": given[0], "high": given[-1]}
    for end, year in ends.items():
        st.session_state[f"url_period_{end}"] = year
        screen.selectbox(
            say(f"frame.{end}"),
            years,
            partial(_year_name, end),
            key=f"url_period_{end}",
            on_change=_take_over_years,
            args=(str(last),),
            width=SHORT,
            **BARE,
        )
    return int(ends["low"]), int(ends["high"])


def _year_name(end: str, year: str) -> str:
    """``van 2024`` or ``t/m 2026``."""
    return say(f"frame.{end}_year", year=year)


def _take_over_years(default: str) -> None:
    low, high = sorted((st.session_state["url_period_low"], st.session_state["url_period_high"]))
    write(Address.period, low if low == high else f"{low}-{high}", default)


def _choose_type(rights: Rights, release: Release) -> str | None:
    types = ask(FrameProjectTypes, rights, release).rows
    names = {row.type_code: named(row) for row in types}
    return choose_one(say("frame.project_type"), Address.type, names, say("frame.every_type"), **BARE, width=LONG)
