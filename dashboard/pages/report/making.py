"""A report out of the pages: each is read off the screen, so that the document says what the screen says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dashboard.addresses import ADDRESSES, EVERYWHERE, Address
from dashboard.documents.report import Block, Field, Panel, Part, Text
from dashboard.errors import UserError
from dashboard.pages.report.contents import READY, Asked, Chapter, Said
from dashboard.store import linked_release
from dashboard.text import language, say
from dashboard.text.markup import unmarked
from dashboard.ui import links, rooms
from dashboard.ui.excerpts import Pages, Panels, shared
from dashboard.ui.reports import report_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dashboard.documents.basket import Basket
    from dashboard.documents.report import Report
    from dashboard.pages.report.contents import Contents
    from dashboard.settings import Settings
    from dashboard.store import Release
    from dashboard.ui.links import Link
    from dashboard.ui.viewer import Viewer

    Step = Callable[[str, int, int], None]


def ready_made(kind: str, viewer: Viewer, base: str, step: Step) -> Report:
    """One of the ready-made reports, over what the viewer has chosen.

    Args:
        kind: which of ``READY``.
        viewer: area, period, type and release; ``subject`` is the project of a report about one.
        base: address of the dashboard without a path, for links.
        step: told of each page that is read: what, how many are done, of how many.
    """
    contents = READY[kind]
    n_pages = _n_pages(contents)

    def begin(room: str, done: int) -> None:
        step(say("report.reads_page", page=say(f"{room}.title")), done, n_pages)

    reader = Pages(viewer, begin)
    parts = tuple(_part(kind, chapter, reader, base) for chapter in contents.chapters)
    return report_of(viewer, kind, say(f"report.{kind}.title"), parts, base + _address(kind, viewer))


def of_basket(basket: Basket, viewer: Viewer, settings: Settings, base: str, step: Step) -> Report:
    """A report of one's own, on the release that is shown; what moved since a panel was put in it is told with it."""
    blocks: list[Block] = []
    for done, item in enumerate(basket.items):
        step(say("report.reads"), done, len(basket.items))
        if item.text:
            blocks.append(Text(item.text))
            continue
        found, told = again(item.link, viewer, settings)
        if found is None:
            blocks.append(Text(told))
            continue
        titled = replace(found, title=item.title or found.title, link=base + found.link)
        blocks += [titled, Text(told)] if told else [titled]
    title = basket.title or say("report.own.title")
    return report_of(viewer, "own", title, (Part(title, tuple(blocks)),), base + _address("own", viewer))


def again(link: str, viewer: Viewer, settings: Settings) -> tuple[Panel | None, str]:
    """A panel of before on the release that is shown, and what there is to tell of that.

    Returns:
        The panel, None where it cannot be shown any more; and a sentence that says why, or what moved; empty when nothing did.
    """
    try:
        parsed = links.parse(link)
        now = _panel(parsed, viewer, viewer.release)
    except UserError as error:
        return None, say(error.key, **error.values)
    if now is None:
        return None, say("report.own.gone", panel=parsed.panel, page=say(f"{parsed.room}.title"))
    before_id = parsed.query.get(Address.release.name, "")
    return now, "" if before_id in {"", viewer.release.id} else _moved(parsed, before_id, now, viewer, settings)


def _moved(parsed: Link, before_id: str, now: Panel, viewer: Viewer, settings: Settings) -> str:
    """What became of a panel since the release it was put in from."""
    try:
        before = _panel(parsed, viewer, linked_release(settings, before_id))
    except UserError:
        return say("report.own.not_kept", id=before_id)
    if before is None:
        return say("report.own.new", id=before_id)
    if before.sentence == now.sentence and before.table.equals(now.table):
        return say("report.own.same", id=before_id)
    return say("report.own.moved", id=before_id, sentence=before.sentence)


def _panel(parsed: Link, viewer: Viewer, release: Release) -> Panel | None:
    query = {**parsed.query, Address.language.name: language()}
    return next(iter(rooms.read(parsed.room, query, viewer.rights, release, {parsed.panel}).panels), None)


def _n_pages(contents: Contents) -> int:
    blocks = [block for chapter in contents.chapters for block in chapter.blocks if isinstance(block, Panels)]
    return len({(block.room, tuple(sorted(block.query.items()))) for block in blocks})


def _part(kind: str, chapter: Chapter, pages: Pages, base: str) -> Part:
    blocks: list[Block] = []
    for block in chapter.blocks:
        if isinstance(block, Said):
            blocks.append(Text(unmarked(say(f"report.said.{block.key}"))))
        elif isinstance(block, Asked):
            blocks.append(Field(say(f"report.asked.{block.key}.name"), say(f"report.asked.{block.key}.hint")))
        else:
            blocks += _panels(block, pages, base)
    return Part(say(f"report.{kind}.{chapter.key}"), tuple(blocks))


def _panels(source: Panels, pages: Pages, base: str) -> Iterable[Block]:
    """The panels asked for that the page has; where it has none, why."""
    found = [replace(panel, link=base + panel.link) for panel in pages.panels(source)]
    if found:
        return found
    why = [message for message in pages.read(source).messages if message != unmarked(say("frame.sample_banner"))]
    return [Text(" ".join(why) or say("report.nothing", page=say(f"{source.room}.title")))]


def _address(kind: str, viewer: Viewer) -> str:
    """The link that makes the same report again."""
    query = {name: value for name, value in shared(viewer).items() if value != EVERYWHERE}
    more: dict[str, Any] = {"kind": kind, Address.release.name: viewer.release.id}
    if viewer.subject:
        more["project"] = viewer.subject.code
    return f"/{ADDRESSES['report'].path}?{urlencode({**query, **more})}"
