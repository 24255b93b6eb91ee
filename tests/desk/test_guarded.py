"""Both servers as they run: who is refused, what a page may do in a browser, and that no secret comes out."""

from __future__ import annotations

import http.client
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from dashboard.desk.navigation import ROOMS
from tests.browser.conftest import Visit, process, serve
from tests.desk.serving import desk

pytestmark = pytest.mark.browser

MESSAGE_TOO_BIG = 1009  # of RFC 6455
COMMANDS = ("serve", "desk")
PASSWORD, CLIENT_SECRET, COOKIE_SECRET = "canary-pass-7d1e", "canary-client-52aa", "canary-cookie-c0de91"
SECRETS = f"""
[auth]
redirect_uri = "http://127.0.0.1:1/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
client_id = "lsi"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "http://127.0.0.1:1/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module", params=COMMANDS)
def guarded(request, data, tmp_path_factory):
    """A server that people come to by https, through a proxy."""
    log = tmp_path_factory.mktemp("server") / "server.log"
    with process(request.param, data, log, DASHBOARD_ADDRESS="https://lsi.example") as (address, _):
        yield address


def ask(address, path, method="GET", body=None, **headers):
    """An answer as its bytes: status, headers, body."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, given)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def test_another_host_gets_one_sentence_from_both(guarded):
    status, headers, body = ask(guarded, "/", Host="evil.example", Accept="text/html")

    assert status == 400
    assert body.decode().startswith("De server kent deze naam niet.")
    assert "evil.example" not in str(headers)
    assert ask(guarded, "/api/health", Host="lsi.example")[0] == 200


def handshake(address, origin, **headers):
    where = f"{address.replace('http', 'ws')}/_stcore/stream"
    try:
        with connect(where, origin=origin, additional_headers=headers, subprotocols=["streamlit"]):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_a_websocket_is_opened_by_a_page_of_this_server_alone(guarded):
    assert handshake(guarded, guarded) == 101
    assert handshake(guarded, "https://lsi.example") == 101
    assert handshake(guarded, "https://evil.example") == 403
    assert handshake(guarded, "http://localhost:1") == 403


def test_a_message_over_the_websocket_is_no_larger_than_a_file_may_be(guarded):
    """The desk takes files of 50 MB, the viewers' server of 20."""
    where = f"{guarded.replace('http', 'ws')}/_stcore/stream"
    with connect(where, origin=guarded, subprotocols=["streamlit"]) as socket:
        socket.send(b"x" * 60_000_000)
        with pytest.raises(ConnectionClosed) as closed:
            list(iter(socket.recv, None))

    assert closed.value.rcvd.code == MESSAGE_TOO_BIG


def test_the_cookie_of_streamlit_travels_by_https_alone(guarded):
    _, headers, _ = ask(guarded, "/_stcore/health")
    cookie = headers["set-cookie"]

    assert cookie.startswith("_streamlit_xsrf=")
    assert {part.strip() for part in cookie.split(";")[1:]} == {"Path=/", "SameSite=Lax", "Secure"}


def test_who_tries_to_log_in_without_end_is_stopped_whatever_address_they_claim(guarded):
    """uvicorn by itself would believe the claim of a program on the same machine."""
    claims = (f"9.9.{n}.9" for n in range(61))
    answers = [ask(guarded, "/auth/logout", X_Forwarded_For=claim) for claim in claims]

    assert {status for status, _, _ in answers[:60]} == {302}
    assert answers[60][0] == 429
    assert int(answers[60][1]["retry-after"]) >= 1


def test_other_programs_drive_no_page(guarded):
    status, _, body = ask(guarded, "/_stcore/agent/interact", "POST", b"{}", Content_Type="application/json")

    assert status == 403
    assert b"not_available" in body


# What somebody would try who got words onto a page, and whether it did something.
INJECTED = """async () => {
  await new Promise((done) => setTimeout(done))  // what the browser runs for a test may do more than a page, up to here
  const add = (tag, keys) => document.body.append(Object.assign(document.createElement(tag), keys))
  add('script', {textContent: 'window.ran = "inline"'})
  add('script', {src: 'data:text/javascript,window.ran="data"'})
  document.body.insertAdjacentHTML('beforeend', '<img src="/nothing.png" onerror="window.ran = 1">')
  document.body.insertAdjacentHTML('beforeend', '<a id="link" href="javascript:window.ran = 1">x</a>')
  document.getElementById('link').click()
  try { eval('window.ran = "eval"') } catch {}
  try { new Function('window.ran = "function"')() } catch {}
  await new Promise((done) => setTimeout(done))
  return window.ran ?? null
}"""


@pytest.fixture
def tab(contexts, data, tmp_path):
    """A tab of the viewers' server, whose trouble is looked at by the test."""
    with serve(data, tmp_path / "server.log") as address:
        tab = Visit(contexts(1440, 900, "light").new_page(), address)
        yield tab
        tab.page.close()


def test_what_is_injected_into_a_page_does_not_run(tab):
    tab.open("/definities")
    assert tab.trouble == []

    assert tab.page.evaluate(INJECTED) is None
    refused = [line for line in tab.trouble if "Content Security Policy" in line]
    assert len(refused) >= 4  # so every test in the browser hears of a page that breaks the policy


def test_no_other_page_frames_this_one(tab):
    tab.open("/definities")
    outside = tab.address.replace("127.0.0.1", "localhost")
    tab.page.goto(f"{outside}/api/health")
    tab.trouble.clear()
    tab.page.evaluate(
        "(where) => new Promise((done) => { const frame = document.createElement('iframe');"
        " frame.onload = done; frame.src = where; document.body.append(frame) })",
        f"{tab.address}/definities",
    )

    assert any("frame" in line for line in tab.trouble)


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_of_the_desk_keeps_to_the_policy(contexts, guarded_desk, room):
    tab = Visit(contexts(1440, 900, "light").new_page(), guarded_desk)
    tab.open(f"/{ROOMS[room][0]}")
    tab.page.close()

    assert tab.trouble == []


@pytest.fixture(scope="module")
def guarded_desk(tmp_path_factory):
    log = tmp_path_factory.mktemp("desk") / "desk.log"
    with desk(tmp_path_factory.mktemp("data"), log) as address:
        yield address


def answers(address):
    """Everything the server says to somebody who tries what is wrong."""
    cookie = "_streamlit_user=2|1:0|bad; _streamlit_session=bad; _streamlit_xsrf=bad"
    tried = [
        ("/", {"Accept": "text/html"}),
        ("/auth/login", {}),
        ("/auth/login?provider=nobody", {}),
        ("/auth/logout", {"Cookie": cookie}),
        ("/oauth2callback?state=forged&code=forged", {"Cookie": cookie}),
        ("/oauth2callback?error=access_denied", {}),
        ("/api/health", {"Cookie": cookie}),
        ("/api/data/0000000000/outcome_area.csv", {}),
        ("/api/data/..%2f..%2fvault/key", {}),
        ("/app/static/..%2f..%2f.streamlit%2fsecrets.toml", {}),
        ("/media/..%2f..%2fsecrets.toml", {}),
        ("/component/../../secrets.toml", {}),
        ("/_stcore/host-config", {}),
        ("/_stcore/metrics", {}),
        ("/_stcore/upload_file/a/b", {}),
        ("/.streamlit/secrets.toml", {}),
    ]
    for path, headers in tried:
        _, given, body = ask(address, path, **headers)
        yield f"{path}: {given}\n{body.decode('utf-8', 'replace')}"


def command_lines(server):
    """What anybody on this machine may read of the server and of the processes it started."""
    whole = psutil.Process(server.pid)
    return [Path(f"/proc/{one.pid}/cmdline").read_bytes().decode() for one in [whole, *whole.children(recursive=True)]]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_secret_comes_out(command, contexts, data, tmp_path):
    """The database is away, the one who says who people are too, and cookies and paths are forged."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(SECRETS)
    log = tmp_path / "server.log"
    database = f"postgresql://lsi:{PASSWORD}@127.0.0.1:1/lsi"
    with process(command, data, log, folder=tmp_path, DASHBOARD_DATABASE=database) as (address, server):
        said = [*answers(address), *command_lines(server)]
        tab = Visit(contexts(1440, 900, "light").new_page(), address)
        messages = overheard(tab)
        tab.open("/logboek" if command == "desk" else "/definities")
        said += [tab.page.content(), *messages]
        tab.page.close()
    said.append(log.read_text())

    assert len(said) > 10
    assert "http://localhost" in said[-1]
    for secret in (PASSWORD, CLIENT_SECRET, COOKIE_SECRET):
        assert [one[:200] for one in said if secret in one] == []


def overheard(tab):
    """All that comes over the websockets of a tab, as it comes in."""
    said = []
    tab.listen(
        "websocket",
        lambda socket: socket.on(
            "framereceived", lambda one: said.append(one if isinstance(one, str) else one.decode("latin-1"))
        ),
    )
    return said
