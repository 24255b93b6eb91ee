"""A figure as people get it: title, drawing, sentence, table behind it, download and source line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from dashboard.answers.rows import OverviewCompleteness
from dashboard.charts.base import Ready, without_intervals
from dashboard.charts.completeness import completeness_words
from dashboard.documents.numbers import readable
from dashboard.documents.report import Panel
from dashboard.documents.sheet import source_line
from dashboard.text import say
from dashboard.text.markup import Markup, sentences, unmarked
from dashboard.ui import basket, rooms, screen
from dashboard.ui.address import fixed, whole
from dashboard.ui.copying import draw_copy
from dashboard.ui.download import OTHERS, PEOPLE, Leaving, frame_of, names_of, why_no_picture
from dashboard.ui.gate import Taking, draw_download, draw_taking
from dashboard.ui.reading import reading
from dashboard.ui.run import keep_words, stop
from dashboard.ui.terms.once import unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from dashboard.ui.download import Form, Rows
    from dashboard.ui.reading import Reading
    from dashboard.ui.viewer import Viewer


QUIET = {"type": "tertiary", "width": "content"}  # what can be done with a figure does not call for attention


@dataclass(frozen=True)
class Shown:
    """What stands round a drawing.

    Attributes:
        key: short name, used for widget keys and the file name.
        title: says what the figure shows.
        sentence: written from the data; also the text alternative.
        table: the rows as read, for the table; or what makes them, asked only when the table is opened.
        rows: the rows in machine columns, for the download: a table, an answer, or what makes a table; ``documents.numbers`` says
            what people read for each column.
        definition: definition of the measure, with its limits.
        reading: how to read the figure, in a few short sentences; empty where the figure speaks for itself.
        caveat: what has to stand with the sentence when it is copied into a report.
        listed: what the numbers in the figure stand for, in small type under the sentence.
        pressing: what a click does; it stands in the guide alone, for what leaves the screen cannot be clicked.
        brief: what of the sentence stands under the figure where the whole of it is on demand, in the guide; paper gets it whole.
        finding: what the figure found, as its headline; empty where nothing lies beyond noise, then the title is the headline.
    """

    key: str
    title: str
    sentence: str
    table: pd.DataFrame | Callable[[], pd.DataFrame]
    rows: Rows
    definition: str = ""
    reading: str = ""
    caveat: str = ""
    finding: str = ""
    listed: str = ""
    brief: str = ""
    pressing: str = ""


def draw_finding(finding: str) -> None:
    """What a whole page found, above it; nothing where nothing lies beyond noise."""
    if finding:
        screen.header(finding)


def draw_head(shown: Shown) -> None:
    """The headline of a figure."""
    draw_heading(shown.title, shown.finding)


def draw_heading(title: str, finding: str) -> None:
    """What a figure found with what it shows small above it, or only what it shows."""
    if not finding:
        screen.subheader(title)
        return
    with st.container(gap=None):
        screen.caption(title)
        screen.subheader(finding)


def draw_figure(
    figure: Mapping[str, Any], shown: Shown, viewer: Viewer, on_click: Callable[[str], None] | None = None
) -> None:
    """A plotly figure with all that belongs to it; ``on_click`` gets the mark (customdata) of a clicked point."""
    if "intervals" in viewer.left_out:
        figure = without_intervals(dict(figure))
    if kept := reading():
        _keep(kept, figure, shown, viewer)
        return
    draw_head(shown)
    _draw(figure, shown.key, shown.sentence, on_click)
    _draw_foot(shown, viewer, has_figure=bool(figure["data"]))


def draw_foot(shown: Shown, viewer: Viewer, paper: Callable[[], Mapping[str, Any]] | None = None) -> None:
    """Sentence, guide, downloads and table under a figure, or under a drawing of another kind; on paper its note as well.

    Args:
        shown: what stands round it.
        viewer: what is chosen.
        paper: makes the figure of a document, where the screen draws in another way, such as a map.
    """
    if kept := reading():
        _keep(kept, paper() if paper else None, shown, viewer)
        return
    _draw_foot(shown, viewer, has_figure=paper is not None)


def _draw_foot(shown: Shown, viewer: Viewer, *, has_figure: bool) -> None:
    _draw_sentence(shown)
    if shown.listed:
        screen.caption(shown.listed)
    if shown.definition:  # on the screen in the guide, on demand; the source alone stands at the foot of the page
        with st.container(key=f"paper_note_{shown.key}"), unseen():
            screen.caption(_note(shown, viewer))
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        _guide(shown, viewer)
        _downloads(shown, viewer, has_figure=has_figure)
        behind = screen.expander(say("figure.table"), key=f"table_{shown.key}", type="compact", on_change="rerun")
    if behind.open:
        with behind:
            screen.table(frame_of(shown.table), f"panel_{shown.key}")


def _draw_sentence(shown: Shown) -> None:
    if not shown.brief:
        screen.markdown(shown.sentence)
        return
    with st.container(key=f"unprinted_{shown.key}"):
        screen.markdown(shown.brief)
    with st.container(key=f"paper_sentence_{shown.key}"), unseen():
        screen.markdown(shown.sentence)


def _note(shown: Shown, viewer: Viewer) -> str:
    """What the figure counts and what does not hold of it, and where it comes from."""
    return sentences(shown.definition, source_note(viewer))


def leave(shown: Shown, viewer: Viewer) -> None:
    """Give a panel to whoever reads off the screen; on the screen it stands already, drawn in a way of its own."""
    if kept := reading():
        _keep(kept, None, shown, viewer)


def _downloads(shown: Shown, viewer: Viewer, *, has_figure: bool) -> None:
    """The rows for people, and what else the figure can leave as, which is drawn when it is opened."""
    leaving = _leaving(shown, viewer)
    _download(say("figure.download"), f"download_{shown.key}", PEOPLE, leaving, shown.key, **QUIET)
    others = screen.popover(say("figure.others"), key=f"others_{shown.key}", on_change="rerun", **QUIET)
    if others.open:
        with others:
            trouble = why_no_picture() if has_figure else ""
            if has_figure and not trouble:
                give = keep_words(partial(_draw_copy, leaving, shown.key))
                label = say("copying.label")
                taking = Taking(viewer.release, shown.key, "png")
                draw_taking(
                    taking, label, give, key=f"copy_{shown.key}", icon=":material/content_copy:", width="stretch"
                )
            for name, form in OTHERS.items():
                if not form.is_drawn or (has_figure and not trouble):
                    _download(say(f"figure.form.{name}"), f"{name}_{shown.key}", form, leaving, shown.key)
            if trouble:
                screen.caption(trouble)


def _download(words: str, widget: str, form: Form, leaving: Leaving, key: str, **shape: Any) -> None:
    draw_download(
        Taking(leaving.viewer.release, key, form.ending),
        words,
        data=keep_words(partial(form.make, leaving)),
        file_name=file_name(key, leaving.viewer, form.ending),
        mime=form.mime,
        key=widget,
        icon=":material/download:",
        **({"width": "stretch"} | shape),
    )


def _draw_copy(leaving: Leaving, key: str) -> None:
    """The figure as a picture for the clipboard, drawn now."""
    with screen.spinner(say("copying.drawing")):
        picture = OTHERS["png"].make(leaving)
    draw_copy(picture, f"copied_{key}")


def _leaving(shown: Shown, viewer: Viewer) -> Leaving:
    """The figure with what stands above its rows; whatever asks the address is asked now, because a file is made elsewhere."""
    link = _link(shown, viewer)
    about = {
        **viewer.filters,
        say("document.completeness"): completeness(viewer),
        say("document.definition"): unmarked(shown.definition),
        say("document.link"): whole(link),
    }
    room = str(st.session_state["room"])
    return Leaving(
        shown.rows,
        viewer,
        _title_with_area(shown, viewer),
        {name: text for name, text in about.items() if text},
        lambda: _panel_again(room, link, shown.key, viewer),
    )


def _panel_again(room: str, link: str, key: str, viewer: Viewer) -> Panel:
    """The panel of a link as documents have it."""
    query = dict(parse_qsl(urlsplit(link).query))
    return rooms.read(room, query, viewer.rights, viewer.release, {key}).panels[0]


def _link(shown: Shown, viewer: Viewer) -> str:
    return f"{fixed(viewer.release.id)}#{shown.key}"


def _guide(shown: Shown, viewer: Viewer) -> None:
    """How to read the figure; to copy, the sentence for a report with all it needs, and the link that fixes the figure."""
    guide = screen.popover(
        say("figure.reading"),
        key=f"reading_{shown.key}",
        icon=":material/help:",
        on_change="rerun",
        **QUIET,
    )
    if guide.open:
        with guide:
            for told in filter(None, (shown.brief and shown.sentence, shown.reading, shown.pressing)):
                screen.markdown(told)
            screen.caption(_note(shown, viewer))
            screen.markdown(Markup("**{}**").format(say("figure.for_report")))
            screen.code(quotable(shown, viewer))
            link = _link(shown, viewer)
            screen.markdown(Markup("**{}**").format(say("figure.link")))
            screen.code(whole(link))
            is_in = basket.holds(link)
            screen.button(
                say("figure.in_report" if is_in else "figure.to_report"),
                key=f"report_{shown.key}",
                icon=":material/check:" if is_in else ":material/playlist_add:",
                disabled=is_in,
                on_click=basket.add,
                args=(link, _title(shown, viewer)),
            )


def quotable(shown: Shown, viewer: Viewer) -> str:
    """The sentence as it can stand alone: of what and where, what was found, with the caveat it needs, its choices, source and completeness."""
    sentence = unmarked(shown.sentence).replace("\n\n", " ")
    choices = "; ".join(f"{unmarked(name)}: {unmarked(value)}" for name, value in viewer.filters.items())
    source = ". ".join(filter(None, (choices, unmarked(source_note(viewer)))))
    found = f"{unmarked(shown.finding)}." if shown.finding else ""
    return " ".join(filter(None, (f"{_title(shown, viewer)}.", found, sentence, unmarked(shown.caveat), f"({source})")))


def _title(shown: Shown, viewer: Viewer) -> str:
    """The title as it can stand alone."""
    title = unmarked(shown.title)
    return f"{unmarked(viewer.subject.name)}: {title}" if viewer.subject else title


def _title_with_area(shown: Shown, viewer: Viewer) -> str:
    """The same with the area it is of, where it does not say so."""
    title = _title(shown, viewer)
    is_of_area = viewer.area is not None and viewer.subject is None and "area" in viewer.follows
    return title if not is_of_area or viewer.area_name in title else f"{title}, {unmarked(viewer.area_name)}"


def stop_empty(said: str, viewer: Viewer) -> NoReturn:
    """Say why there is nothing to show and how to go on, with the source, and end the page."""
    screen.info(said)
    screen.caption(source_note(viewer))
    stop()


def source_note(viewer: Viewer) -> str:
    """Release, date, policy, sources in, how much is provisional, and who is missing."""
    return f"{source_line(viewer.release)}; {completeness(viewer)}."


def completeness(viewer: Viewer) -> str:
    """``18 van 20 bronnen, 3 voorlopig; niet alles geleverd: …``, of the chosen period, area and type."""
    return completeness_words(viewer.ask(OverviewCompleteness, **viewer.period, **viewer.scope).rows[0])


def _draw(figure: Mapping[str, Any], key: str, alt: str, on_click: Callable[[str], None] | None) -> None:
    if not figure["data"]:
        return  # the sentence says why
    screen.chart(figure, alt, f"figure_{key}", on_click)


def _keep(kept: Reading, figure: Mapping[str, Any] | None, shown: Shown, viewer: Viewer) -> None:
    """The panel as it leaves the screen."""
    if kept.wants(shown.key):
        panel = Panel(
            key=shown.key,
            title=_title(shown, viewer),
            sentence=unmarked(shown.sentence),
            figure=Ready(figure).to_dict() if figure and figure["data"] else None,
            table=screen.written(frame_of(shown.table), unmarked),
            numbers=readable(rows := frame_of(shown.rows), names_of(viewer, rows)),
            definition=unmarked(shown.definition),
            reading=unmarked(shown.reading),
            caveat=unmarked(shown.caveat),
            source=unmarked(source_note(viewer)),
            link=_link(shown, viewer),
            filters=tuple((unmarked(name), unmarked(value)) for name, value in viewer.filters.items()),
            subject=viewer.subject.code if viewer.subject else "",
            finding=unmarked(shown.finding),
            listed=unmarked(shown.listed),
        )
        kept.panels.append(panel)
        kept.leaving[shown.key] = _leaving(shown, viewer)


def file_name(key: str, viewer: Viewer, ending: str) -> str:
    """``lsi_project_goals_MW-001_3fa2….csv``: what it is, of what or where and when, and from which release."""
    where = viewer.subject.code if viewer.subject else viewer.area or ""
    when = f"{viewer.from_month:%Y%m}-{viewer.until_month:%Y%m}" if "period" in viewer.follows else ""
    parts = ("lsi", key, where if viewer.subject or "area" in viewer.follows else "", when, viewer.release.id)
    return "_".join(re.sub(r"[^\w-]", "-", part) for part in parts if part) + f".{ending}"
