"""The one place where words reach the screen: what reads Markdown gets it escaped, what does not gets the words alone.

Every function draws as its namesake in Streamlit and takes the same options. A label, a help text or a cell that is no
``Markup`` was delivered, or counts as such. Nothing else in the dashboard calls what Streamlit writes with; a test holds it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from zlib import crc32

import streamlit as st

from dashboard.charts.numbers import number
from dashboard.text import say
from dashboard.text.markup import Markup, escaped, in_line, is_foreign, literal, unmarked
from dashboard.ui.chart import draw_chart
from dashboard.ui.paper import put_rows
from dashboard.ui.reading import reading
from dashboard.ui.terms.once import explanation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    import pandas as pd

READ = ("label", "help")  # options that read Markdown
HEARD = ("alt", "placeholder")  # options that do not
# Whether what is drawn now stands in a chapter; who walks a page by its headings finds no level left out.
_in_chapter: ContextVar[bool] = ContextVar("in_chapter", default=False)


def title(text: str, **options: Any) -> None:
    """The name of a page."""
    begin_chapter(is_one=False)
    st.title(in_line(text), anchor=False, **options)


def header(text: str) -> None:
    """The name of a chapter, or of what a page is about."""
    begin_chapter()
    st.header(in_line(text), anchor=False, **_explained(text))


def subheader(text: str) -> None:
    """The name of a part: of its chapter, or of a page without chapters."""
    draw = st.subheader if _in_chapter.get() else st.header
    draw(in_line(text), anchor=False, **_explained(text))


def in_chapter() -> bool:
    """Whether what is drawn now stands in a chapter."""
    return _in_chapter.get()


def begin_chapter(*, is_one: bool = True) -> None:
    """Let what follows stand in a chapter, or in none; for what redraws by itself in the middle of a page."""
    _in_chapter.set(is_one)


def markdown(text: str) -> None:
    """Running text."""
    st.markdown(escaped(text), **_explained(text))


def caption(text: str, **options: Any) -> None:
    """Small text."""
    st.caption(escaped(text), **_explained(text) | _worded(options))


def pressing(text: str, key: str) -> None:
    """What a click here does, in small letters; paper leaves it out. The key is one of the page."""
    with st.container(key=f"unprinted_press_{key}"):
        caption(text)


def info(text: str, **options: Any) -> None:
    """A message."""
    if kept := reading():
        kept.messages.append(unmarked(text))
    st.info(escaped(text), **options)


def strip(text: str, icon: str) -> None:
    """A message in one thin line."""
    if kept := reading():
        kept.messages.append(unmarked(text))
    st.caption(f":blue-background[{icon} {in_line(text)}]", width="content")


def pill(text: str, *, is_open: bool) -> None:
    """A word that says how something stands; in blue while it goes on."""
    st.markdown(f":{'blue' if is_open else 'gray'}-badge[{in_line(text)}]", width="content")


def busy(text: str) -> Any:
    """A message for as long as something takes."""
    return st.spinner(in_line(text), show_time=False)


def error(text: str) -> None:
    """A message that something is wrong."""
    st.error(escaped(text), icon=":material/error:")


def success(text: str) -> None:
    """A message that something is done."""
    st.success(escaped(text), icon=":material/check_circle:")


def warning(text: str) -> None:
    """A message that something is worth a look."""
    st.warning(escaped(text), icon=":material/warning:")


IN_LARGE = 18  # signs that fit a tile in large letters


def key_figure(label: str, value: str, **options: Any) -> None:
    """A key figure in large letters, its help at the pointer and by keyboard; words in its place in small ones, which are not cut."""
    if len(value) <= IN_LARGE and any(map(str.isdigit, value)):
        st.metric(in_line(label), in_line(value), **_worded(options))
        return
    caption(label, **options)
    markdown(Markup("**{}**").format(value))


def code(text: str) -> None:
    """Text to copy, as it is."""
    st.code(literal(text), language=None, wrap_lines=True)


def spinner(text: str) -> Any:
    """A message as long as the block runs."""
    return st.spinner(in_line(text))


AT_ONCE = 50  # rows of a table


def table(frame: pd.DataFrame, key: str = "table", **options: Any) -> None:
    """A table whose cells read Markdown; heads and texts that are not our own are shown as they are.

    Of a long one some rows at a time, the first of them kept while the session lasts; paper gets its rows beside it.

    Args:
        frame: the table.
        key: short name, for where a table may stand on a page twice.
        options: those of Streamlit.
    """
    if len(frame) <= AT_ONCE or reading():
        st.table(written(frame, escaped), hide_index=True, **options)
        return
    of = repr((len(frame), *frame.columns, *frame.iloc[0], *frame.iloc[-1]))
    key = f"{key}_{crc32(of.encode()):x}"  # of another choice it begins at its first row again
    with st.container(key=f"unprinted_rows_{key}", gap="xsmall"):
        first = _turn_over(len(frame), f"rows_{key}")
        st.table(written(frame.iloc[first : first + AT_ONCE], escaped), hide_index=True, **options)
    put_rows(written(frame, unmarked), key, foreign=_foreign(frame))


def _turn_over(n: int, place: str) -> int:
    """Which rows stand in a long table, with the way to those before and after; gives the first of them, from 0."""
    first = int(st.session_state.get(place, 0))
    ways = {"earlier": first - AT_ONCE, "later": first + AT_ONCE}
    with st.container(horizontal=True, vertical_alignment="center"):
        last = min(first + AT_ONCE, n)
        caption(say("table.rows", first=number(first + 1), last=number(last), n=number(n)), width="content")
        for way, to in ways.items():
            button(
                say(f"table.{way}"),
                key=f"{way}_{place}",
                disabled=not 0 <= to < n,
                on_click=st.session_state.__setitem__,
                args=(place, to),
            )
    return first


def dataframe(frame: pd.DataFrame, **options: Any) -> None:
    """A table that sorts; its cells read no Markdown. Of what scrolls a sheet shows a part, so paper gets its rows beside it."""
    columns = {literal(name): shape for name, shape in options.pop("column_config", {}).items()}
    shown = written(frame, literal)
    st.dataframe(shown, hide_index=True, column_config=columns, **_worded(options))
    pictures = [name for name, shape in columns.items() if shape["type_config"].get("type") == "image"]
    put_rows(shown, options.get("key") or options["alt"], pictures, options.get("placeholder", ""), _foreign(frame))


def progress(text: str, share: float) -> None:
    """How far long work is, from 0 to 1."""
    st.progress(min(max(share, 0.0), 1.0), text=in_line(text))


def text_area(label: str, **options: Any) -> str:
    """A paragraph to write; what is written in it is shown as it is."""
    return str(st.text_area(in_line(label), **_worded(options)))


def button(label: str, **options: Any) -> None:
    """A button."""
    st.button(in_line(label), **_worded(options))


def pressed(label: str, **options: Any) -> bool:
    """A button; whether it was pressed just now."""
    return bool(st.button(in_line(label), **_worded(options)))


def checkbox(label: str, **options: Any) -> bool:
    """A statement to tick."""
    return bool(st.checkbox(in_line(label), **_worded(options)))


def toggle(label: str, **options: Any) -> bool:
    """A switch that is on or off."""
    return bool(st.toggle(in_line(label), **_worded(options)))


def submitted(label: str, **options: Any) -> bool:
    """The button of a form, which sends what is written in it along; whether it was pressed just now."""
    return bool(st.form_submit_button(in_line(label), **_worded(options)))


def select_slider(label: str, options: Iterable[Any], name: Callable[[Any], str] = str, **more: Any) -> None:
    """A slider over options in their order."""
    st.select_slider(in_line(label), list(options), format_func=lambda one: literal(name(one)), **_worded(more))


def download_button(label: str, **options: Any) -> None:
    """A button that gives a file; none where nobody can press it."""
    if reading():
        return
    st.download_button(in_line(label), on_click="ignore", **_worded(options))


def link(label: str, address: str, **options: Any) -> None:
    """A link to another server of ours."""
    st.link_button(in_line(label), address, **_worded(options))


def page_link(page: Any, **options: Any) -> None:
    """A link to a page."""
    st.page_link(page, **_worded(options))


def dialog(title: str, draw: Callable[[], None]) -> None:
    """A part that lies over the page until it is closed."""
    st.dialog(in_line(title))(draw)()


def expander(label: str, **options: Any) -> Any:
    """A part that can be opened."""
    return st.expander(in_line(label), **options | _opened())


def popover(label: str, **options: Any) -> Any:
    """A part that opens over the page."""
    return st.popover(in_line(label), **options)


def text_input(label: str, **options: Any) -> str:
    """A line to write in; what is written in it is shown as it is."""
    return str(st.text_input(in_line(label), **_worded(options)))


def date_input(label: str, **options: Any) -> date | None:
    """A day to choose, or none, written as days are here."""
    day: date | None = st.date_input(in_line(label), value=None, format="DD-MM-YYYY", **_worded(options))
    return day


def selectbox(label: str, options: Iterable[Any], name: Callable[[Any], str] = str, **more: Any) -> Any:
    """A list to choose one from; its options read no Markdown."""
    return st.selectbox(in_line(label), list(options), format_func=lambda one: literal(name(one)), **_worded(more))


def multiselect(label: str, options: Iterable[Any], name: Callable[[Any], str] = str, **more: Any) -> list[Any]:
    """A list to choose some from; its options read no Markdown."""
    return list(
        st.multiselect(in_line(label), list(options), format_func=lambda one: literal(name(one)), **_worded(more))
    )


def segmented_control(label: str, options: Iterable[Any], name: Callable[[Any], str] = str, **more: Any) -> None:
    """Buttons to choose one from; their words read Markdown."""
    st.segmented_control(in_line(label), list(options), format_func=lambda one: in_line(name(one)), **_worded(more))


def chart(figure: Mapping[str, Any], alt: str, key: str, on_mark: Callable[[str], None] | None = None) -> None:
    """A figure with its text alternative; what a mark stands for is told when it is pressed."""
    draw_chart(figure, unmarked(alt), key, on_mark)


def page(run: Callable[[], None], title: str, **options: Any) -> Any:
    """A page of the menu."""
    return st.Page(run, title=in_line(title), **options)


def window(title: str, **options: Any) -> None:
    """The name in the browser's tab, and how the page lies in it."""
    st.set_page_config(page_title=literal(title), **options)


def _explained(text: str) -> dict[str, Any]:
    """The words of the field that this page uses here for the first time, as a help to open."""
    told = explanation(text)
    return {"help": escaped(told)} if told else {}


def _opened() -> dict[str, bool]:
    """Off the screen nobody opens anything, so it is open."""
    return {"expanded": True} if reading() else {}


def _worded(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options with their words written for who reads them."""
    words = {key: in_line(options[key]) for key in READ if isinstance(options.get(key), str)}
    return {**options, **words, **{key: literal(options[key]) for key in HEARD if isinstance(options.get(key), str)}}


def _foreign(frame: pd.DataFrame) -> list[int]:
    """Which columns hold no words but those in another language than the page."""
    columns = ([cell for cell in frame.iloc[:, at] if _has_words(cell)] for at in range(frame.shape[1]))
    return [at for at, cells in enumerate(columns) if cells and all(map(is_foreign, cells))]


def _has_words(cell: object) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def written(frame: pd.DataFrame, write: Callable[[str], str]) -> pd.DataFrame:
    """A table with every text in it, and every head, written for who reads it."""
    written = frame.rename(columns=lambda name: write(name) if isinstance(name, str) else name)
    for at in range(frame.shape[1]):
        column = frame.iloc[:, at]
        if column.dtype.kind not in "biufmM":
            written.isetitem(at, [write(cell) if isinstance(cell, str) else cell for cell in column])
    return written
