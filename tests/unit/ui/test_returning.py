"""After a login a browser is back where it came from, and nowhere else."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from dashboard.ui.returning import BACK, COOKIE, LOGIN, Returning, own_path
from tests.conftest import run_apart


def answer(path, answered, **heads):
    """The headers an answer bears once it came through."""
    sent = []

    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 302, "headers": answered})

    async def send(message):
        sent.append(message)

    headers = [(name.encode(), value.encode()) for name, value in heads.items()]
    run_apart(Returning(app)({"type": "http", "path": path, "headers": headers}, None, send))
    return sent[0]["headers"]


def test_the_page_that_asked_is_remembered_in_a_cookie_of_the_way_back():
    [(name, value)] = answer(LOGIN, [], referer="https://lsi.example/kaart?measure=hit_rate")
    assert name == b"set-cookie"
    assert value.startswith(f"{COOKIE}={quote('/kaart?measure=hit_rate', safe='')}; Path={BACK};".encode())
    assert b"HttpOnly; SameSite=Lax" in value


def test_who_logged_in_is_led_back_and_the_cookie_goes():
    found = answer(
        BACK,
        [(b"location", b"/"), (b"set-cookie", b"_streamlit_user=abc")],
        cookie=f"{COOKIE}={quote('/kaart?measure=hit_rate', safe='')}",
    )
    assert (b"location", b"/kaart?measure=hit_rate") in found
    assert any(value.startswith(f"{COOKIE}=; ".encode()) for _, value in found)


def test_who_failed_to_log_in_is_led_to_the_first_page():
    found = answer(BACK, [(b"location", b"/")], cookie=f"{COOKIE}=%2Fkaart")
    assert (b"location", b"/") in found


def test_other_answers_stay_what_they_are():
    assert answer("/kaart", [(b"location", b"/x")], cookie=f"{COOKIE}=%2Fkaart") == [(b"location", b"/x")]


def test_a_provider_that_is_down_is_one_sentence_and_no_traceback():
    async def app(_scope, _receive, _send):
        raise ConnectionError("geheim.example")

    assert status_and_body(app) == (503, "aanmelddienst")


def test_an_error_of_the_login_is_said_in_our_words():
    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 400, "headers": []})
        await send({"type": "http.response.body", "body": b"Authentication error"})

    assert status_and_body(app) == (503, "aanmelddienst")


def status_and_body(app):
    """Status of an answer, and the word of ours that is in it."""
    sent = []

    async def send(message):
        sent.append(message)

    run_apart(Returning(app)({"type": "http", "path": LOGIN, "headers": []}, None, send))
    body = sent[1]["body"].decode()
    assert "geheim" not in body
    assert "Authentication" not in body
    return sent[0]["status"], "aanmelddienst" if "aanmelddienst" in body else body


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "",
        "/" + "x" * 3000,
        "/a\r\nset-cookie: x=1",
        "/é",
    ],
)
def test_nobody_is_led_elsewhere(wanted):
    assert own_path(wanted) == "/"


def test_an_address_of_this_server_is_kept():
    assert own_path("/project?project=LSI-2019-001&chapter=all") == "/project?project=LSI-2019-001&chapter=all"
