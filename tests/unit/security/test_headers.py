"""What every answer tells a browser."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path

import streamlit

from dashboard.security.headers import inline_scripts, policy
from dashboard.ui.first_html import written


def directives(answer):
    parts = answer.headers["content-security-policy"].split("; ")
    return {name: values for name, *values in map(str.split, parts)}


def test_every_inline_script_of_a_page_is_named_by_its_hash():
    page = written((Path(streamlit.__file__).parent / "static" / "index.html").read_text(), "nl", "overview")
    between = [part.split("</script>")[0] for part in page.split("<script>")[1:]]
    digests = [b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in between]

    assert len(between) == 2
    assert set(inline_scripts()) == {f"'sha256-{digest}'" for digest in digests}


def test_no_script_runs_but_our_own(client):
    allowed = directives(client().get("/"))

    assert set(allowed["script-src"]) == {"'self'", *inline_scripts(), "'wasm-unsafe-eval'", "blob:"}
    assert allowed["default-src"] == ["'none'"]
    assert allowed["connect-src"] == ["'self'", "ws://localhost", "wss://localhost"]
    for name in ("worker-src", "frame-ancestors", "base-uri", "object-src"):
        assert allowed[name] == ["'none'"]


def test_tiles_come_from_one_more_host_where_the_setting_says_so(client):
    tiles = "https://tiles.example/{z}/{x}/{y}.png"

    assert "tiles.example" not in policy("localhost", "")
    assert "tiles.example" not in str(directives(client(background=tiles).get("/")))
    asked = client(background=tiles, host="localhost").get("/")
    assert directives(asked)["img-src"] == ["'self'", "data:"]


def test_with_a_background_tiles_and_their_worker_are_allowed(client, monkeypatch):
    monkeypatch.setenv("DASHBOARD_BACKGROUND", "pdok")
    allowed = directives(client(background="https://tiles.example/{z}.png").get("/"))

    assert allowed["img-src"] == ["'self'", "data:", "blob:", "https://tiles.example"]
    assert allowed["worker-src"] == ["blob:"]
    assert "https://tiles.example" in allowed["connect-src"]


def test_a_page_is_nobody_elses_frame_window_or_picture(client):
    headers = client().get("/").headers

    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


def test_a_refusal_says_the_same(client):
    assert "content-security-policy" in client().get("/", headers={"host": "evil.example"}).headers


def test_cookies_travel_by_https_alone_where_people_come_by_it(client):
    plain = client().get("/cookies").headers.get_list("set-cookie")
    secure = client(address="https://lsi.example").get("/cookies")

    assert not plain[0].endswith("Secure")
    user, already = secure.headers.get_list("set-cookie")
    assert {part.strip().lower() for part in user.split(";")[1:]} == {"httponly", "samesite=lax", "path=/", "secure"}
    assert already.lower().count("secure") == 1
    assert secure.headers["strict-transport-security"] == "max-age=31536000"
