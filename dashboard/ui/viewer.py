"""The frame round every page: my area, period, project type, language; banner and notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import text
from dashboard.answers import Answer, ask, ask_together
from dashboard.charts.palette import Palette, palette
from dashboard.text import say
from dashboard.ui import address, screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.access import Rights
    from dashboard.accuracy import Noise
    from dashboard.answers import Question, Value
    from dashboard.store import Release

EVERYWHERE = "alle"
LAST_MONTH_OF_QUARTER = 2


@dataclass(frozen=True)
class Frame:
    """What the viewer has chosen, the same for every page.

    Attributes:
        area: province or municipality code; None for the whole programme.
        from_month: first month of the period.
        until_month: last month of the period for which anything can have been delivered.
        first_month: first month the release knows.
    """

    rights: Rights
    release: Release
    area: str | None
    area_name: str
    first_year: int
    last_year: int
    from_month: date
    until_month: date
    first_month: date
    project_type: str | None
    colours: Palette
    theme: str

    def ask(self, name: str, **parameters: Value) -> Answer:
        """Ask this release as this viewer."""
        return ask(name, self.rights, self.release, **parameters)

    def ask_together(self, **questions: Question) -> dict[str, Answer]:
        """Ask several questions side by side: key = (name of the answer, its parameters)."""
        return ask_together(self.rights, self.release, questions)

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
        return not self.ask("overview__completeness", **self.history).rows[0].n_partners

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


def frame() -> Frame:
    """The frame of this run, for a page."""
    return st.session_state["frame"]  # type: ignore[no-any-return]


def draw_frame(rights: Rights, release: Release) -> DeltaGenerator:
    """Draw banner and filters; keep what was chosen and give back the place for notices, which the page adds to."""
    st.session_state["notices"] = []
    if release.manifest["is_sample"]:
        screen.info(say("frame.sample_banner"), icon=":material/science:")
    found = ask("frame__period", rights, release).rows[0]
    theme = st.context.theme.type or "light"
    columns = st.columns([4, 2.2, 2.2, 4, 2.6], gap="small", vertical_alignment="bottom")
    with columns[0]:
        area, area_name = _choose_area(rights, release)
    first, last = _choose_years(columns[1], columns[2], int(found.first_year), int(found.last_year))
    with columns[3]:
        project_type = _choose_type(rights, release)
    with columns[4]:
        address.segments(say("frame.language"), "l", text.LANGUAGES, st.session_state["language"], str.upper)
    last_quarter = found.last_quarter.date()
    last_month = date(last_quarter.year, last_quarter.month + LAST_MONTH_OF_QUARTER, 1)
    chosen = Frame(
        rights,
        release,
        area,
        area_name,
        first,
        last,
        date(first, 1, 1),
        min(date(last, 12, 1), last_month),
        date(int(found.first_year), 1, 1),
        project_type,
        palette(theme),
        theme,
    )
    st.session_state["frame"] = chosen
    place = st.container()
    with place:
        address.draw_notices()
    return place


def _choose_area(rights: Rights, release: Release) -> tuple[str | None, str]:
    areas = ask("frame__areas", rights, release).rows
    names = {area.area_code: area.area_name for area in areas}
    provinces = {area.area_code for area in areas if area.level == "province"}

    def name(code: str) -> str:
        if code == EVERYWHERE:
            return say("frame.everywhere")
        return say("frame.province", name=names[code]) if code in provinces else names[code]

    code = address.select(say("frame.my_area"), "g", [EVERYWHERE, *names], EVERYWHERE, name)
    return (None if code == EVERYWHERE else code), name(code)


def _choose_years(left: object, right: object, first: int, last: int) -> tuple[int, int]:
    years = [str(year) for year in range(last, first - 1, -1)]
    given = address.read("p", [f"{a}-{b}" for a in years for b in years if a <= b] + years, str(last)).split("-")
    low, high = given[0], given[-1]
    st.session_state["url_p_low"], st.session_state["url_p_high"] = low, high
    arguments: dict[str, Any] = {"on_change": _take_over_years, "args": (str(last),)}
    with left:  # type: ignore[attr-defined]
        screen.selectbox(say("frame.from"), years, key="url_p_low", **arguments)
    with right:  # type: ignore[attr-defined]
        screen.selectbox(say("frame.until"), years, key="url_p_high", **arguments)
    return int(low), int(high)


def _take_over_years(default: str) -> None:
    low, high = sorted((st.session_state["url_p_low"], st.session_state["url_p_high"]))
    address.write("p", low if low == high else f"{low}-{high}", default)


def _choose_type(rights: Rights, release: Release) -> str | None:
    types = ask("frame__project_types", rights, release).rows
    names = {kind.type_code: getattr(kind, f"name_{text.language()}") for kind in types}
    return choose_one(say("frame.project_type"), "t", names, say("frame.every_type"))


def choose_one(label: str, key: str, names: Mapping[str, str], every: str) -> str | None:
    """A select box bound to a URL key with ``every`` before the names by code; None is all of them."""
    code = address.select(
        label, key, [EVERYWHERE, *names], EVERYWHERE, lambda one: every if one == EVERYWHERE else names[one]
    )
    return None if code == EVERYWHERE else code
