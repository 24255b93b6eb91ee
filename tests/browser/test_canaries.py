"""The sample holds odd exact figures that may never leave the vault: look for them in all that reaches a browser.

Every message over the websocket (pages, figures, decks, tables), every response, every download, and the server's log.
"""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest

from dashboard.tools.sample import CANARIES

pytestmark = pytest.mark.browser

SPELLED = [str(canary) for canary in CANARIES] + [f"{canary // 1000}.{canary % 1000:03d}" for canary in CANARIES]
# A number by itself: four digits inside a hash or a name are no figure.
TEXT = re.compile(rb"(?<![\w.,])(" + "|".join(map(re.escape, SPELLED)).encode() + rb")(?!\w)")
PACKED = re.compile(rb'"bdata": ?"([A-Za-z0-9+/=\\]+)"')
KINDS = ("<f8", "<f4", "<i4", "<i8", "<u4", "<i2", "<u2")


def canaries(message: bytes) -> list[str]:
    """Canaries in a message, as text or in packed numbers of a figure."""
    hits = [hit.decode() for hit in TEXT.findall(message)]
    for packed in PACKED.findall(message):
        raw = base64.b64decode(packed.replace(b"\\u003d", b"="))
        for kind in KINDS:
            numbers = np.frombuffer(raw[: len(raw) // int(kind[2]) * int(kind[2])], kind)
            hits += [str(canary) for canary in CANARIES if (numbers == canary).any()]
    return hits


def test_a_canary_would_be_found():
    packed = base64.b64encode(np.array([5.0, CANARIES[1]]).tobytes())

    assert canaries(b"a figure of 91357 euro") == ["91357"]
    assert canaries(b"een bedrag van 91.357 euro") == ["91.357"]
    assert canaries(b'{"y": {"dtype": "f8", "bdata": "' + packed + b'"}}') == ["91357"]
    assert canaries(b"52.913570, 491357, 91.3571") == []


# Where a canary would stand out; ``test_pages`` looks at every page over all years.
NARROWED = [("/", "period=2019-2026&area=GM9001"), ("/kaart", "period=2023&measure=eur_backpay")]


@pytest.mark.parametrize(("path", "query"), NARROWED)
def test_no_canary_reaches_the_browser_where_it_would_stand_out(visit, path, query):
    tab = visit()
    messages = overhear(tab)
    tab.open(f"{path}?{query}")
    tab.open_tables()
    messages += [*tab.downloads().values(), tab.page.content().encode()]

    assert sum(map(len, messages)) > 10_000
    assert [hit for message in messages for hit in canaries(message)] == []


def overhear(tab):
    """All that comes over the websockets of a tab from now on, as it comes in."""
    messages = []

    def keep(data):
        messages.append(data.encode() if isinstance(data, str) else data)

    tab.listen("websocket", lambda socket: socket.on("framereceived", keep))
    return messages
