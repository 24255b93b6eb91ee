"""The addresses of map layers, answered for whoever may ask what they show."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import text
from dashboard.addresses import EVERYWHERE
from dashboard.answers import Reader, derived
from dashboard.answers.rows import MapDrawings, MapProjects, MapShapes
from dashboard.charts.palette import palette
from dashboard.errors import AccessDenied, UserError
from dashboard.policy import use_policy
from dashboard.text import LANGUAGES, say
from dashboard.ui.map.address import AREAS, ROOT, UnknownAddress, read_address
from dashboard.ui.map.deck import STYLE
from dashboard.ui.map.drawing import box, drawings
from dashboard.ui.map.layers import (
    areas_layer,
    around_layer,
    borders_layer,
    choice_layer,
    names_layer,
    outline_layer,
    projects_layer,
)
from dashboard.ui.map.picture import FigureChoice, ask_picture
from dashboard.ui.map.view import fit
from dashboard.ui.run import for_readers, status_of
from dashboard.ui.who import who_asks

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from dashboard.access import Person
    from dashboard.answers import Answer, Row
    from dashboard.charts.palette import Palette
    from dashboard.store import Release
    from dashboard.ui.map.address import LayerAddress
    from dashboard.ui.map.drawing import Drawing
    from dashboard.ui.map.picture import MapChoice

TILES = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"


def routes(served: Callable[[str, Person], Release]) -> list[Route]:
    """The routes of every layer.

    Args:
        served: a release by its id, when this person may see it; raises ``UserError`` where they may not.
    """

    def layer(request: Request) -> Response:
        return _answered(request, served)

    place = f"{ROOT}/{{release}}/{{level}}/{{parent}}"
    return [Route(f"{place}/{{layer}}", layer), Route(place, layer), Route(STYLE, _style)]


def _answered(request: Request, served: Callable[[str, Person], Release]) -> Response:
    """A layer, packed; or one sentence that says why there is none."""
    path = request.path_params
    query = dict(request.query_params)
    asked = query.get("language", "")
    text.use(asked if asked in LANGUAGES else LANGUAGES[0])
    try:
        person = who_asks(request)
        release = served(path["release"], person)
    except UserError as error:
        return PlainTextResponse(for_readers(error), status_code=status_of(error))
    use_policy(release.policy)
    try:
        reader = Reader(person.rights, release)
        wanted = read_address(reader, path["level"], path["parent"], path.get("layer", AREAS), query)
        body = _body(reader, wanted)
    except UnknownAddress as error:
        return PlainTextResponse(say(error.key, **error.values), status_code=404)
    except AccessDenied as error:
        return PlainTextResponse(say(error.key), status_code=status_of(error))
    stamp = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    kept = {"cache-control": "private, no-cache", "etag": stamp}
    if request.headers.get("if-none-match") == stamp:
        return Response(status_code=304, headers=kept)
    return Response(body, media_type="application/json", headers=kept | {"content-encoding": "gzip"})


def _body(reader: Reader, wanted: LayerAddress) -> bytes:
    choice, colours = wanted.choice, palette(wanted.theme)
    if wanted.layer == "outline":
        asked = choice.shapes | {"tolerance_m": wanted.tolerance_m}
        return derived(outline_layer, _some(reader.ask(MapShapes, **asked), choice), wanted.codes)
    if wanted.layer == "projects":
        if not choice.from_month or not choice.until_month:
            raise UnknownAddress("map.error.period")
        _some(reader.ask(MapDrawings, **choice.shapes), choice)
        return derived(projects_layer, reader.ask(MapProjects, **choice.projects), colours)
    shapes = _some(reader.ask(MapDrawings, **choice.shapes), choice)
    if wanted.layer == "around":
        every = reader.ask(MapShapes, level="municipality", parent=None, tolerance_m=choice.tolerance_m)
        return derived(around_layer, every, derived(box, shapes), colours)
    if wanted.layer == "borders":
        return derived(borders_layer, shapes)
    if wanted.layer == "names":
        return derived(names_layer, derived(drawings, shapes), fit(derived(box, shapes)).metres_per_pixel)
    return _areas(reader, choice, derived(drawings, shapes), colours)


def _areas(reader: Reader, choice: MapChoice, drawn: tuple[Drawing, ...], colours: Palette) -> bytes:
    if isinstance(choice, FigureChoice):
        picture = ask_picture(reader, choice)
        return areas_layer(drawn, picture.areas, picture.cuts, colours)
    return choice_layer(drawn, choice.chosen, (say("map.chosen_area"), say("map.other_area")), colours)


def _some(answer: Answer[Row], choice: MapChoice) -> Answer[Row]:
    if answer.empty:
        raise UnknownAddress("map.error.area", value=choice.parent or EVERYWHERE)
    return answer


def _style(_request: Request) -> Response:
    """The grey background as a style of MapLibre."""
    tiles = {"type": "raster", "tiles": [TILES], "tileSize": 256, "attribution": say("map.credit")}
    layers = [{"id": "tiles", "type": "raster", "source": "tiles"}]
    return JSONResponse({"version": 8, "sources": {"tiles": tiles}, "layers": layers})
