"""The sample holds odd exact figures that may never leave the vault: look for them in all that reaches a browser.

Every message over the websocket (pages, figures, decks, tables), every response, every download, and the server's log.
"""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest

from dashboard.addresses import ADDRESSES
from dashboard.tools.sample import CANARIES

pytestmark = pytest.mark.browser

PATHS = [f"/{kind.path}" for kind in ADDRESSES.values()]
SPELLED = [str(canary) for canary in CANARIES] + [f"{canary // 1000}.{canary % 1000:03d}" for canary in CANARIES]
# A number by itself: four digits inside a hash or a name are no figure.
TEXT = re.compile(rb"(?<![\w.,])(" + "|".join(map(re.escape, SPELLED)).encode() + rb")(?!\w)")
PACKED = re.compile(rb'"bdata": ?"([A-Za-z0-9+/=\\]+)"')
KINDS = ("<f8", "<f4", "<i4", "<i8", "<u4", "<i2", "<u2")


def found(message: bytes) -> list[str]:
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

    assert found(b"a figure of 91357 euro") == ["91357"]
    assert found(b"een bedrag van 91.357 euro") == ["91.357"]
    assert found(b'{"y": {"dtype": "f8", "bdata": "' + packed + b'"}}') == ["91357"]
    assert found(b"52.913570, 491357, 91.3571") == []


# Every page with all years; those with amounts or areas once more, narrowed to where a canary would stand out.
NARROWED = ("/", "/kaart")
SEEN = [(path, "p=2019-2026") for path in PATHS]
SEEN += [(path, query) for path in NARROWED for query in ("p=2019-2026&g=GM9001", "p=2023&m=eur_backpay")]


@pytest.mark.parametrize(("path", "query"), SEEN)
def test_no_canary_reaches_the_browser(visit, path, query):
    tab = visit()
    messages: list[bytes] = []
    tab.listen("websocket", lambda socket: socket.on("framereceived", lambda data: messages.append(as_bytes(data))))
    tab.open(f"{path}?{query}")
    for button in tab.page.get_by_role("button", name="Download (CSV)").all():
        with tab.page.expect_download() as wait:
            button.click()
        messages.append(wait.value.path().read_bytes())
    tables = tab.page.get_by_text("Tabel", exact=True)
    for number in range(tables.count()):
        tables.nth(number).click()
    tab.settle()
    messages.append(tab.page.content().encode())

    assert sum(map(len, messages)) > 10_000
    assert [hit for message in messages for hit in found(message)] == []


def test_no_canary_is_logged(visit, server_log):
    visit().open("/?period=onzin")

    assert found(server_log.read_bytes()) == []


def as_bytes(data: str | bytes) -> bytes:
    """A websocket message as bytes."""
    return data.encode() if isinstance(data, str) else data
