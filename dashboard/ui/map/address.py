"""Where the browser gets the layers of a map: ``/api/areas/<release>/<level>/<parent>[/<layer>]?<choice>``.

Everything a layer depends on stands in its address, so that any process of the server can answer it, and a browser keeps it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from dashboard.addresses import EVERYWHERE
from dashboard.answers.rows import FrameProjectTypes
from dashboard.charts.classes import COUNT
from dashboard.charts.places import COARSE, FINE, MIDDLE
from dashboard.errors import UserError
from dashboard.text import LANGUAGES, language
from dashboard.ui.map.picture import FigureChoice, MapChoice, forms_of, offered, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.answers import Reader

ROOT = "/api/areas"
AREAS = "areas"  # the one layer whose address ends at the parent
LAYERS = (AREAS, "borders", "names", "around", "projects", "outline")
LEVELS = ("province", "municipality", "district", "neighbourhood")
TOLERANCES = (FINE, MIDDLE, COARSE)
THEMES = ("light", "dark")
KEYS = frozenset(
    {"measure", "form", "from", "until", "type", "smooth", "chosen", "detail", "codes", "language", "theme"}
)
_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-01")
_CODE = re.compile(r"[A-Z]{2}[0-9A-Z]{2,8}")


class UnknownAddress(UserError):
    """An address of a map that leads nowhere."""


@dataclass(frozen=True)
class LayerAddress:
    """One layer, read from an address.

    Attributes:
        layer: one of ``LAYERS``.
        choice: what the map shows.
        codes: areas whose edge is asked for.
        tolerance_m: simplification of that edge, in metres.
        theme: ``light`` or ``dark``.
        language: of its words.
    """

    layer: str
    choice: MapChoice
    codes: frozenset[str]
    tolerance_m: int
    theme: str
    language: str


def address(release: str, layer: str, choice: MapChoice, theme: str) -> str:
    """Where a layer of this choice is, in the active language."""
    query: dict[str, str] = {}
    if layer == AREAS and isinstance(choice, FigureChoice):
        query |= {"measure": choice.measure.code, "form": choice.form}
        query |= {"smooth": "1"} if choice.is_smooth else {}
    if layer in {AREAS, "projects"} and choice.from_month:
        query |= {"from": choice.from_month, "until": choice.until_month}
        query |= {"type": choice.project_type} if choice.project_type else {}
    if layer == AREAS and choice.chosen:
        query["chosen"] = ".".join(sorted(choice.chosen))
    if layer in {AREAS, "projects"}:
        query["language"] = language()
    if layer in {AREAS, "projects", "around"}:
        query["theme"] = theme
    level = choice.border_level if layer == "borders" else choice.level
    return _url(release, level, choice.parent, layer, query)


def outline_address(release: str, level: str, parent: str | None, codes: frozenset[str], tolerance_m: int) -> str:
    """Where the edge of some areas of a level is."""
    query = {"codes": ".".join(sorted(codes)), "detail": str(tolerance_m)}
    return _url(release, level, parent, "outline", query)


def _url(release: str, level: str, parent: str | None, layer: str, query: Mapping[str, str]) -> str:
    path = "/".join(map(quote, (ROOT, release, level, parent or EVERYWHERE, *([] if layer == AREAS else [layer]))))
    return f"{path}?{urlencode(query)}" if query else path


def read_address(reader: Reader, level: str, parent: str, layer: str, query: Mapping[str, str]) -> LayerAddress:
    """What an address asks for.

    Args:
        reader: release and rights, for the codes it knows.
        level: level of the areas.
        parent: code of the area they lie in, or ``alle``.
        layer: one of ``LAYERS``.
        query: the rest of it.

    Raises:
        UnknownAddress: it names something that nobody knows; the message says what.
    """
    _known("layer", layer, LAYERS)
    _known("level", level, LEVELS)
    for key in query:
        _known("key", key, KEYS)
    theme, spoken = query.get("theme", THEMES[0]), query.get("language", LANGUAGES[0])
    _known("theme", theme, THEMES)
    _known("language", spoken, LANGUAGES)
    tolerance = query.get("detail", str(TOLERANCES[-1]))
    _known("detail", tolerance, tuple(map(str, TOLERANCES)))
    for key in ("from", "until"):
        if key in query and not _MONTH.fullmatch(query[key]):
            raise UnknownAddress("map.error.month", value=query[key])
    choice = MapChoice(
        level=level,
        parent=None if parent == EVERYWHERE else parent,
        from_month=query.get("from", ""),
        until_month=query.get("until", ""),
        project_type=_type(reader, query.get("type")),
        chosen=_codes(query.get("chosen", "")),
    )
    if "measure" in query:
        choice = _with_measure(reader, choice, query["measure"], query.get("form", COUNT), query.get("smooth") == "1")
    return LayerAddress(layer, choice, _codes(query.get("codes", "")), int(tolerance), theme, spoken)


def _with_measure(reader: Reader, choice: MapChoice, code: str, form: str, is_smooth: bool) -> FigureChoice:
    measures = offered(reader)
    _known("measure", code, tuple(measures))
    if not choice.from_month or not choice.until_month or choice.from_month > choice.until_month:
        raise UnknownAddress("map.error.period")
    measure = measures[code]
    if form not in forms_of(measure):
        raise UnknownAddress("map.error.form", value=form)
    found = FigureChoice(**vars(choice), measure=measure, form=form, is_smooth=is_smooth)
    if why := refusal(found):
        raise UnknownAddress(f"map.refused.{why}", measure=measure.name)
    return found


def _type(reader: Reader, code: str | None) -> str | None:
    if code is not None:
        _known("type", code, tuple(row.type_code for row in reader.ask(FrameProjectTypes).rows))
    return code


def _codes(text: str) -> frozenset[str]:
    found = frozenset(text.split(".")) if text else frozenset()
    for code in sorted(found):
        if not _CODE.fullmatch(code):
            raise UnknownAddress("map.error.area", value=code)
    return found


def _known(what: str, value: str, known: tuple[str, ...] | frozenset[str]) -> None:
    if value not in known:
        raise UnknownAddress(f"map.error.{what}", value=value)
