"""What leaves the screen of one figure: its rows for people and for programs, each form made only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from dashboard.answers import Answer
from dashboard.answers.rows import (
    DefinitionsMeasures,
    FrameAreas,
    FrameProjectTypes,
    PartnersNames,
    ProjectFeatures,
    ProjectPartners,
)
from dashboard.charts.named import named
from dashboard.documents.numbers import is_protected, kinds_of, readable
from dashboard.documents.open_data.content import csv_bytes, parquet_bytes, plain
from dashboard.documents.report import Part
from dashboard.documents.sheet import csv_file
from dashboard.text import say
from dashboard.ui.reports import report_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from dashboard.documents.report import Panel
    from dashboard.ui.viewer import Viewer

    Rows = pd.DataFrame | Answer[Any] | Callable[[], pd.DataFrame]


@dataclass(frozen=True)
class Leaving:
    """A figure on its way out.

    Attributes:
        rows: of machine columns.
        viewer: what is chosen.
        title: as it can stand alone.
        about: what stands above the rows for people, name and text.
        panel: reads the figure once more as documents have it, in the colours of paper.
    """

    rows: Rows
    viewer: Viewer
    title: str
    about: Mapping[str, str]
    panel: Callable[[], Panel]


@dataclass(frozen=True)
class Form:
    """One form in which a figure leaves.

    Attributes:
        ending: of the file name.
        mime: type of the file.
        make: its bytes.
        is_drawn: whether it is a picture, for which a figure and a browser are needed.
    """

    ending: str
    mime: str
    make: Callable[[Leaving], bytes]
    is_drawn: bool = False


def for_people(leaving: Leaving) -> bytes:
    """The rows as people read them, for Dutch Excel, with what they are above them."""
    rows = frame_of(leaving.rows)
    shown = readable(rows, names_of(leaving.viewer, rows))
    release = leaving.viewer.release
    return csv_file(shown, leaving.title, release, leaving.about, is_rounded=is_protected(rows.columns))


def for_programs(leaving: Leaving) -> bytes:
    """The rows in their machine columns: comma, decimal point, ISO dates, heads in the first line."""
    return csv_bytes(plain(technical(leaving.rows)))


def as_parquet(leaving: Leaving) -> bytes:
    """The same as Parquet; what they are stands in the file itself."""
    return parquet_bytes(plain(technical(leaving.rows)), {"title": leaving.title, **leaving.about})


def as_workbook(leaving: Leaving) -> bytes:
    """A spreadsheet with cover, notes and the rows, and the chart where office programs have such a one."""
    from dashboard.documents.workbook import workbook  # noqa: PLC0415  no page needs it

    panel = leaving.panel()
    return workbook(report_of(leaving.viewer, panel.key, panel.title, (Part(panel.title, (panel,)),), panel.link))


def as_picture(form: Literal["png", "svg"], leaving: Leaving) -> bytes:
    """The figure to paste anywhere, with title, filters, source and release.

    Raises:
        BrowserMissing: there is no browser to draw with.
        PictureFailed: it cannot draw this.
    """
    from dashboard.documents.pictures import Pictures  # noqa: PLC0415  no page needs it

    with Pictures() as pictures:
        return pictures.standalone(leaving.panel(), form)


def why_no_picture() -> str:
    """Why figures cannot be drawn on this machine, and what to do; empty where they can."""
    from dashboard.documents.pictures import BrowserMissing, Pictures  # noqa: PLC0415  no page needs it

    try:
        Pictures()
    except BrowserMissing as error:
        return say(error.key, **error.values)
    return ""


PEOPLE = Form("csv", "text/csv", for_people)
# By the name in the menu.
OTHERS = {
    "png": Form("png", "image/png", partial(as_picture, "png"), is_drawn=True),
    "svg": Form("svg", "image/svg+xml", partial(as_picture, "svg"), is_drawn=True),
    "xlsx": Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
    "technical": Form("technical.csv", "text/csv", for_programs),
    "parquet": Form("parquet", "application/vnd.apache.parquet", as_parquet),
}


def frame_of(rows: Rows) -> pd.DataFrame:
    """The rows as a frame, made now where something makes them."""
    if isinstance(rows, Answer):
        return rows.frame
    return rows() if callable(rows) else rows


def technical(rows: Rows) -> pa.Table:
    """The rows as Arrow with the types of the answer; a date is a date."""
    if isinstance(rows, Answer):
        return rows.found
    frame = frame_of(rows)
    days = {str(name): frame[name].dt.date for name in frame.select_dtypes("datetime")}
    return pa.Table.from_pandas(frame.assign(**days), preserve_index=False)


def names_of(viewer: Viewer, rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What the codes of these rows are called in the active language, by kind; of a project by the names it knew then."""
    makers = {"partner": _partners, "measure": _measures, "project": _projects, "type": _types, "area": _areas}
    return {kind: makers[kind](viewer) for kind in kinds_of(rows.columns)}


def _partners(viewer: Viewer) -> dict[str, str]:
    found = viewer.ask(PartnersNames, until_month=viewer.until_month.isoformat()).rows
    names = {row.partner_code: named(row) for row in found}
    if viewer.subject:
        names |= {row.partner_code: named(row) for row in viewer.ask(ProjectPartners, project=viewer.subject.code).rows}
    return names


def _measures(viewer: Viewer) -> dict[str, str]:
    return {row.measure_code: named(row) for row in viewer.ask(DefinitionsMeasures).rows}


def _projects(viewer: Viewer) -> dict[str, str]:
    return {row.project_code: row.title for row in viewer.ask(ProjectFeatures).rows}


def _types(viewer: Viewer) -> dict[str, str]:
    return {row.type_code: named(row) for row in viewer.ask(FrameProjectTypes).rows}


def _areas(viewer: Viewer) -> dict[str, str]:
    return {row.area_code: row.area_name for row in viewer.ask(FrameAreas).rows}
