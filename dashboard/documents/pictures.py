"""Figures as pictures: plotly's own drawing in an installed Chromium, as vectors, and pixels of the same vectors.

One browser draws a whole batch and ends with it. It asks no host for anything: plotly.js comes from the installed package and
the font from beside this module, a policy in its page forbids the rest, and it finds no name of a host.
Pixels are made of the vectors by typst, because a browser keeps the fonts of its page from a drawing it turns into pixels.
"""

from __future__ import annotations

import asyncio
import logging
import re
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from functools import cache, reduce
from importlib.resources import files
from pathlib import Path
from textwrap import wrap
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, Literal, Self
from xml.etree import ElementTree as ET

import kaleido
from choreographer.browsers.chromium import Chromium

from dashboard.assets import BASIC, KINDS, STATIC
from dashboard.charts.base import config
from dashboard.documents.typesetting import BOLD_FAMILY, FAMILY, FOLDER, FONTS, only_drawable, typeset
from dashboard.errors import UserError
from dashboard.settings import Settings
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping
    from types import TracebackType

    from dashboard.documents.report import Panel

WIDTH, HEIGHT = 680, 360  # CSS pixels; 680 is the text of an A4 page
SCALE = 2
PATIENCE = 30  # seconds for the browser to start, and for one figure
PAPER = "#ffffff"
INK, GREY = "#1b2733", "#5b6775"
SVG = "http://www.w3.org/2000/svg"
_TURNS = BoundedSemaphore(2)  # browsers of one process at a time; who comes later waits
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_FAMILY_OF = re.compile(r"font-family:[^;\"]*;?")
_STYLE = re.compile(r'style="([^"]*)"')
# It logs as an error that its own word of farewell cannot be read; what matters is raised.
logging.getLogger("choreographer").setLevel(logging.CRITICAL)


class BrowserMissing(UserError):
    """There is no Chromium on this machine, or not where the setting says."""

    exit_code = 19


class PictureFailed(UserError):
    """The browser does not start, or cannot draw a figure."""

    exit_code = 20


class Pictures:
    """A browser that draws, from the beginning of a ``with`` to its end.

    Args:
        chromium: the browser; None takes that of the settings, or else looks where browsers are.

    Raises:
        BrowserMissing: there is none; said before anything is begun.
    """

    def __init__(self, chromium: Path | None = None) -> None:
        self._chromium = find_browser(chromium or Settings.from_environment().chromium)

    def __enter__(self) -> Self:
        """Start the browser.

        Raises:
            PictureFailed: it does not start.
        """
        _TURNS.acquire()
        self._thread = ThreadPoolExecutor(1, "pictures")  # a loop of its own: whoever asks may be inside another one
        self._runner = asyncio.Runner()
        try:
            self._browser = self._run(self._opened())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the browser, whatever happened."""
        try:
            self._run(self._browser.close())
        finally:
            self._end()

    def svg(self, figure: Mapping[str, Any], width: int = WIDTH, height: int | None = None) -> bytes:
        """A figure as vectors, on white.

        Args:
            figure: plain data of plotly: ``data`` and ``layout``.
            width: CSS pixels.
            height: CSS pixels; None takes the figure's own.

        Raises:
            PictureFailed: the browser cannot draw it, or not within half a minute.
        """
        size = {"width": width, "height": height or height_of(figure)}
        layout = {**figure.get("layout", {}), **size, "paper_bgcolor": PAPER}
        whole = {"data": figure["data"], "layout": layout, "config": config()}
        drawing: bytes = self._run(self._drawn(whole, {"format": "svg", **size}))
        return drawing

    def png(
        self, figure: Mapping[str, Any], width: int = WIDTH, height: int | None = None, scale: float = SCALE
    ) -> bytes:
        """A figure as pixels: ``scale`` times its width and height.

        Raises:
            PictureFailed: as for ``svg``.
        """
        return pixels(self.svg(figure, width, height), scale)

    def standalone(self, panel: Panel, form: Literal["svg", "png"], width: int = WIDTH, scale: float = SCALE) -> bytes:
        """The figure of a panel to paste anywhere: its title above it, what was chosen and its source under it.

        Raises:
            PictureFailed: the panel has no figure, or as for ``svg``.
        """
        if not has_figure(panel):
            raise PictureFailed("picture.failed", detail=panel.title)
        whole = framed(panel, self.svg(panel.figure or {}, width))
        return whole if form == "svg" else pixels(whole, scale)

    async def _opened(self) -> kaleido.Kaleido:
        browser = _OnePage(
            path=self._chromium,
            page_generator=_Page(),
            timeout=PATIENCE,
            browser_cls=_Offline,
            enable_extensions=False,
        )
        try:
            await asyncio.wait_for(browser.open(), PATIENCE)
        except BaseException:
            await browser.close()
            raise
        return browser

    async def _drawn(self, figure: Mapping[str, Any], form: Mapping[str, Any]) -> bytes:
        drawing = await self._browser.calc_fig(figure, opts=form)
        return ET.canonicalize(drawing.decode("utf-8")).encode("utf-8")  # a browser changes the order of attributes

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        try:
            return self._thread.submit(self._runner.run, work).result()
        except (Exception, asyncio.CancelledError) as error:  # whatever a browser, its pipe or plotly comes up with
            detail = clean(str(error.args[0]))[:300] if error.args else type(error).__name__
            raise PictureFailed("picture.failed", detail=detail) from error

    def _end(self) -> None:
        self._thread.submit(self._runner.close)
        self._thread.shutdown()
        _TURNS.release()


def has_figure(panel: Panel) -> bool:
    """Whether a panel has something to draw."""
    return bool(panel.figure and panel.figure["data"])


def height_of(figure: Mapping[str, Any]) -> int:
    """The height a figure asks for, in CSS pixels."""
    return int(figure.get("layout", {}).get("height") or HEIGHT)


def pixels(drawing: bytes, scale: float = SCALE) -> bytes:
    """A drawing of vectors as PNG, ``scale`` times its size in CSS pixels."""
    root = ET.fromstring(drawing)  # noqa: S314  drawn by ourselves
    size = {name: float(root.attrib[name]) for name in ("width", "height")}
    return typeset("picture", {"svg": for_typst(drawing), **size}, format="png", ppi=72 * scale)


def for_typst(drawing: bytes) -> str:
    """A drawing as typst takes it: bold type by its name, and no sign that none of the fonts has."""
    return only_drawable(_STYLE.sub(_bold_by_name, drawing.decode("utf-8")))


def _bold_by_name(style: re.Match[str]) -> str:
    if not _BOLD.search(style[1]):
        return style[0]
    return f"style=\"{_FAMILY_OF.sub('', style[1]).rstrip('; ')}; font-family: '{BOLD_FAMILY}'\""


def framed(panel: Panel, drawing: bytes) -> bytes:
    """A drawing with the title of its panel above it, and filters and source under it, as one SVG with its own font."""
    figure = ET.fromstring(drawing)  # noqa: S314  drawn by ourselves
    width, height = int(figure.attrib["width"]), int(figure.attrib["height"])
    topic, head = _lines(panel.topic, 12, width), _lines(panel.headline, 18, width)
    chosen = " · ".join(f"{clean(name)}: {clean(value)}" for name, value in panel.filters)
    foot = _lines(chosen, 12, width) + _lines(panel.source, 12, width)
    under = 17 * len(topic)
    top, bottom = 20 + under + 24 * len(head), 28 + 17 * len(foot)
    whole = ET.Element(
        f"{{{SVG}}}svg",
        {
            "width": str(width),
            "height": str(top + height + bottom),
            "viewBox": f"0 0 {width} {top + height + bottom}",
            "role": "img",
        },
    )
    ET.SubElement(whole, f"{{{SVG}}}title").text = clean(panel.title)
    ET.SubElement(whole, f"{{{SVG}}}desc").text = clean(panel.sentence)
    ET.SubElement(whole, f"{{{SVG}}}style").text = font_faces()
    ET.SubElement(whole, f"{{{SVG}}}rect", {"width": "100%", "height": "100%", "fill": PAPER})
    for at, line in enumerate(topic):
        _write(whole, line, 20 + 17 * at, f"font-size: 12px; fill: {GREY}")
    for at, line in enumerate(head):
        _write(whole, line, 26 + under + 24 * at, f"font-size: 18px; font-weight: 600; fill: {INK}")
    ET.SubElement(whole, f"{{{SVG}}}g", {"transform": f"translate(0 {top})"}).extend(figure)
    for at, line in enumerate(foot):
        _write(whole, line, top + height + 26 + 17 * at, f"font-size: 12px; fill: {GREY}")
    made: bytes = ET.tostring(whole, encoding="utf-8")
    return made


def _lines(text: str, size: int, width: int) -> list[str]:
    """A text in lines that fit, each sign counted for more than it takes."""
    return wrap(clean(text), int((width - 2 * MARGIN) / (0.56 * size)))


MARGIN = 8


def _write(drawing: ET.Element, line: str, down: int, style: str) -> None:
    place = {"x": str(MARGIN), "y": str(down), "style": f"font-family: '{FAMILY}', sans-serif; {style}"}
    ET.SubElement(drawing, f"{{{SVG}}}text", place).text = line


@cache
def font_faces() -> str:
    """Our font as CSS that needs no other file."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weights};src:url(data:font/woff2;base64,{_encoded(name)})}}'
        for name, weights in (("Regular", "100 500"), ("SemiBold", "600 900"))
    )


def _encoded(name: str) -> str:
    return b64encode((FONTS / f"IBMPlexSans-{name}.woff2").read_bytes()).decode("ascii")


class _Offline(Chromium):
    """A browser that reaches nobody."""

    def get_cli(self) -> list[str]:
        return [*super().get_cli(), "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"]


class _OnePage(kaleido.Kaleido):  # type: ignore[misc]  # it bears no types
    """Kaleido that keeps its page: it reads plotly.js anew after every figure, which takes four times as long as to draw one."""

    async def _return_kaleido_tab(self, tab: Any) -> None:
        await self.tabs_ready.put(tab)


class _Page:
    """The page that draws: plotly as the screen has it, our font, and a policy that lets nothing else in.

    A figure of a kind that the basic bundle does not draw fetches the whole plotly.js, which takes a second.
    """

    def generate_index(self) -> str:
        """The page, under the name kaleido asks it by."""
        whole = Path(str(files("plotly"))) / "package_data" / "plotly.min.js"
        scripts = [(path.as_uri(), "utf-8") for path in (STATIC / BASIC, FOLDER / "pictures.js")]
        page: str = kaleido.PageGenerator(plotly=scripts[0], mathjax=False, others=scripts[1:]).generate_index()
        head = (FOLDER / "pictures.html").read_text(encoding="utf-8")
        filled = {"OUR FONT": font_faces(), "WHOLE PLOTLY": whole.as_uri(), "KINDS": " ".join(KINDS)}
        return page.replace("<head>", "<head>" + reduce(lambda text, pair: text.replace(*pair), filled.items(), head))


def find_browser(chromium: Path | None) -> Path:
    """The browser that draws: the one that is named, or else one where browsers are.

    Raises:
        BrowserMissing: there is none.
    """
    if chromium is None:
        there = Chromium.find_browser(skip_local=False)
        if there is None:
            raise BrowserMissing("picture.no_browser")
        return Path(there)
    if not chromium.is_file():
        raise BrowserMissing("picture.no_browser_there", path=chromium)
    return chromium


for _prefix, _uri in (("", SVG), ("xlink", "http://www.w3.org/1999/xlink")):
    ET.register_namespace(_prefix, _uri)
