"""Files leave packed as the browser reads them, and are kept as long as their address says."""

from __future__ import annotations

import gzip
from importlib.resources import files

import brotli
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.assets import FULL, STATIC, asset
from dashboard.packed import Packed, found

YEAR = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def client():
    rest = Route("/{path:path}", lambda _request: PlainTextResponse("the app's"), methods=["GET", "POST"])
    return TestClient(Starlette(routes=[rest], middleware=[Middleware(Packed)]))


def sent(client, address, accepts=""):
    """The answer and its bytes as they went over the wire."""
    with client.stream("GET", address, headers={"accept-encoding": accepts}) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize(
    ("accepts", "coding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("br;q=0.5", "br", brotli.decompress),
        ("", None, bytes),
        ("identity", None, bytes),
    ],
)
def test_a_script_leaves_in_the_smallest_form_that_is_read(client, accepts, coding, unpack):
    answer, body = sent(client, "/app/static/print.js", accepts)

    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-length"] == str(len(body))
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert unpack(body) == (STATIC / "print.js").read_bytes()


def test_letters_are_packed_already(client):
    answer, body = sent(client, "/app/static/ibm-plex-sans-latin-400-normal.woff2", "br")

    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"] == "font/woff2"
    assert body == (STATIC / "ibm-plex-sans-latin-400-normal.woff2").read_bytes()


def test_what_changes_under_its_name_is_asked_again_and_what_does_not_is_kept(client):
    kept = {
        address: client.get(f"/{address}").headers["cache-control"]
        for address in (asset("print.js"), "app/static/print.js", "app/static/print.js?v=000000000000", FULL)
    }
    assert list(kept.values()) == [YEAR, "no-cache", "no-cache", YEAR]
    theirs = next(address for address in streamlits() if address.endswith(".js"))
    assert client.get(theirs).headers["cache-control"] == YEAR


def test_who_has_it_gets_nothing_again(client):
    first = client.get("/app/static/print.js", headers={"accept-encoding": "br"})
    again = client.get(
        "/app/static/print.js", headers={"accept-encoding": "br", "if-none-match": first.headers["etag"]}
    )
    other = client.get("/app/static/print.js", headers={"accept-encoding": "", "if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def test_a_head_has_no_body_and_says_how_long_it_would_be(client):
    answer = client.head("/app/static/print.js", headers={"accept-encoding": ""})

    assert answer.headers["content-length"] == str((STATIC / "print.js").stat().st_size)
    assert answer.content == b""


@pytest.mark.parametrize(
    "address", ["/", "/app/static/", "/app/static/../main.py", "/app/static/%2e%2e/main.py", "/static/nothing.js"]
)
def test_anything_else_is_the_apps(client, address):
    assert client.get(address).text == "the app's"


def test_what_is_sent_in_is_the_apps(client):
    assert client.post("/app/static/print.js").text == "the app's"


def test_every_file_of_streamlits_page_is_here():
    assert all(found(address) for address in streamlits())


def streamlits():
    """Addresses its first HTML names."""
    page = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    return [f"/{part.split(chr(34))[0]}" for part in page.split('"./')[1:] if part.startswith("static/")]
