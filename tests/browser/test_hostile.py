"""Somebody who logged in and wants more: own client, forged state, every address, guessed keys, other releases.

A thousand tries (two hundred among the daily tests) by a gemeente, a partner, a viewer and nobody, over real HTTP and real websockets, give not one area, text or release
beyond what each may see. What is looked for are codes of areas and texts of projects that a try did not send itself.
"""

from __future__ import annotations

import json
import random
import shutil
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import connect

from dashboard.addresses import ADDRESSES
from dashboard.answers.tables import open_tables
from dashboard.store import cursor
from dashboard.ui.chart import NAME as FIGURE
from tests.browser.conftest import free_port, process
from tests.browser.login import access_file, log_in, provider
from tests.pages.test_rights import person_of

pytestmark = pytest.mark.browser
TRIES = [200, pytest.param(1000, marks=pytest.mark.slow)]  # in all
SUBJECTS = ("gemeente-1", "partner-1", "lezer-1", "")
BY_SOCKET = 5  # every so manieth try is a run of a page, the others ask addresses
DRAFT, WITHDRAWN = "dddddddddd", "eeeeeeeeee"
LAYERS = ("areas", "borders", "names", "outline", "projects", "around")
LEVELS = ("province", "municipality", "district", "neighbourhood")
PATIENCE = 60


@pytest.fixture(scope="module")
def home(data, release, tmp_path_factory):
    """The sample's release, a draft of it that nobody may see, and one that was withdrawn."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(data / "releases", folder / "releases")
    manifest = json.loads(release.path.with_suffix(".json").read_text(encoding="utf-8"))
    for name, statuses in ((DRAFT, ["draft"]), (WITHDRAWN, ["draft", "published", "withdrawn"])):
        history = [{"status": one, "at": "2026-11-01T09:00:00+00:00", "why": "proef"} for one in statuses]
        told = manifest | {"id": name, "history": history}
        (folder / "releases" / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
        shutil.copyfile(release.path, folder / "releases" / f"{name}.duckdb")
    return folder


@pytest.fixture(scope="module")
def cookies(home, chromium, tmp_path_factory):
    """The address of the server, and the cookies of each who logged in."""
    logs, port = tmp_path_factory.mktemp("logs"), free_port()
    with provider(logs / "provider.log") as where:
        file = access_file(logs / "access", where, port)
        with process("serve", home, logs / "server.log", port=port, LSI_ACCESS=str(file)) as (address, _):
            found = {}
            for subject in SUBJECTS:
                context = chromium.new_context(locale="nl-NL")
                page = context.new_page()
                if subject:
                    log_in(page, address, subject)
                    page.get_by_role("button", name="Gelezen").click()
                    page.get_by_role("heading", name="Overzicht").wait_for()
                else:
                    page.goto(address)
                    page.get_by_role("button", name="Aanmelden").wait_for()
                found[subject] = {one["name"]: one["value"] for one in context.cookies()}
                context.close()
            yield address, found


@pytest.fixture(scope="module")
def pool(release):
    """What somebody could know or guess: codes of everything there is."""
    with cursor(release) as connection:

        def column(sql):
            return [value for (value,) in connection.execute(sql).fetchall()]

        return {
            "areas": column("select area_code from mart.area order by 1"),
            "projects": column("select project_code from mart.project order by 1"),
            "measures": column("select measure_code from mart.measure order by 1"),
            "partners": column("select partner_code from mart.partner order by 1"),
            "finer": connection.execute(
                "select area_code, level, municipality_code from mart.area where level in ('district', 'neighbourhood')"
            ).fetchall(),
            "texts": connection.execute(
                """
                select what_worked, [lead_partner_code] || partner_codes || municipality_codes
                from mart.lesson inner join mart.project using (project_code) where length(what_worked) > 20
                union all
                select agreement, [lead_partner_code] || partner_codes || municipality_codes
                from mart.sustainment inner join mart.project using (project_code) where length(agreement) > 20
                """
            ).fetchall(),
        }


class Hostile:
    """One who tries."""

    def __init__(self, address, cookies, subject, pool, release_id):
        self.address, self.cookies, self.pool, self.release_id = address, cookies, pool, release_id
        self.draw = random.Random(f"hostile {subject}")
        self.client = httpx.Client(base_url=address, cookies=cookies, timeout=PATIENCE)
        rights = person_of(subject).rights if subject else None
        self.codes = {code for code, level, of in pool["finer"] if not (rights and rights.shows(level, of))}
        read = {
            text
            for text, sources in pool["texts"]
            if rights and rights.projects_of and set(rights.projects_of) & set(sources)
        }
        self.texts = {text for text, _ in pool["texts"]} - read
        self.shown = 0

    def one_of(self, name):
        return self.draw.choice(self.pool[name])

    def value(self):
        """Anything a key of an address could be set to."""
        strange = [
            "",
            "alle",
            "'; drop table mart.area; --",
            "../../vault/key",
            "%00",
            "9" * 400,
            "<script>",
            "neighbourhood",
            "all",
        ]
        kinds = (
            lambda: self.one_of("areas"),
            lambda: self.one_of("projects"),
            lambda: self.one_of("measures"),
            lambda: self.one_of("partners"),
            lambda: self.draw.choice(strange),
        )
        return self.draw.choice(kinds)()

    def release(self):
        return self.draw.choice([self.release_id, self.release_id, DRAFT, WITHDRAWN, "0123456789", "../vault"])

    def ask_address(self):
        """One request, and what it sent."""
        areas = "/".join((self.release(), self.draw.choice(LEVELS), self.one_of("areas"), self.draw.choice(LAYERS)))
        months = {"from": "2025-01-01", "until": "2025-12-01"}
        query = {"measure": self.one_of("measures"), "form": "count", "codes": self.one_of("areas")} | months
        table = self.draw.choice(open_tables()).name
        path = self.draw.choice(
            [
                f"/api/areas/{areas}?{urlencode(query)}",
                f"/api/areas/{areas}",
                f"/api/data/{self.release()}/{table}.{self.draw.choice(['csv', 'parquet'])}",
                f"/api/data/{self.release()}/{self.value()}",
                f"/media/{self.draw.randbytes(28).hex()}.csv",
                f"/app/static/../../releases/{self.release_id}.duckdb",
                f"/_stcore/{self.draw.choice(['metrics', 'message', 'upload_file/x/y', 'script-health-check'])}",
            ]
        )
        headers = self.draw.choice(
            [{}, {"x-forwarded-user": "bestuur-1"}, {"range": "bytes=0-9999"}, {"accept": "text/html"}]
        )
        answer = self.client.get(path, headers=headers)
        assert answer.status_code < 500 or answer.status_code == 503, (path, answer.status_code)
        if (
            any(bad in path for bad in (DRAFT, WITHDRAWN)) and ".." not in path
        ):  # with dots it is another path when it is sent
            assert answer.status_code >= 400, path
        return answer.content, path

    def run_page(self):
        """One run of a page with forged choices over a websocket of one's own, then one with forged widgets."""
        room = self.draw.choice(list(ADDRESSES))
        kind = ADDRESSES[room]
        names = self.draw.sample(sorted(kind.names()), k=min(4, len(kind.names())))
        query = {name: self.value() for name in names} | self.draw.choice([{}, {"release": self.release()}])
        text = urlencode(query)
        token = self.cookies.get("_streamlit_xsrf", "x")
        header = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with connect(
            self.address.replace("http", "ws") + "/_stcore/stream",
            subprotocols=["streamlit", token],
            origin=self.address,
            additional_headers={"Cookie": header},
            max_size=None,
        ) as socket:
            message = BackMsg()
            message.rerun_script.query_string = text
            message.rerun_script.page_script_hash = calc_hash(kind.path or room)
            sent, widgets = self._run(socket, message)
            again = BackMsg()
            again.rerun_script.CopyFrom(message.rerun_script)
            for widget in self.draw.sample(sorted(widgets), k=min(5, len(widgets))):
                state = again.rerun_script.widget_states.widgets.add(id=widget)
                if self.draw.random() < 0.5:
                    state.string_value = forged = self.value()
                    text += forged
                else:
                    state.trigger_value = True
            return sent + self._run(socket, again)[0], text

    def _run(self, socket, message):
        socket.send(message.SerializeToString())
        sent, widgets = b"", set()
        while True:
            received = socket.recv(timeout=PATIENCE)
            sent += received
            forward = ForwardMsg()
            forward.ParseFromString(received)
            widgets |= set(ids(forward))
            self.shown += forward.delta.new_element.bidi_component.component_name == FIGURE
            if forward.WhichOneof("type") == "script_finished":
                return sent, widgets


def ids(message):
    """Every id of a widget in a message."""
    for field, value in message.ListFields():
        if field.message_type and field.is_repeated:
            if not field.message_type.GetOptions().map_entry:
                for one in value:
                    yield from ids(one)
        elif field.message_type:
            yield from ids(value)
        elif field.name == "id" and isinstance(value, str) and value.startswith("$$"):
            yield value


@pytest.mark.parametrize("tries", TRIES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_beyond_ones_rights_comes_out(cookies, pool, release, subject, tries):
    address, of = cookies
    hostile = Hostile(address, of[subject], subject, pool, release.id)
    for number in range(tries // len(SUBJECTS)):
        content, sent = hostile.run_page() if number % BY_SOCKET == 0 else hostile.ask_address()
        said = content.decode("utf-8", "replace")
        assert not [code for code in hostile.codes if code in said and code not in sent], sent
        assert not [text for text in hostile.texts if text in said], sent
    # It was a try and no locked door for everybody: who may see something saw something.
    assert (hostile.shown > 0) == bool(subject)


def test_a_cookie_of_somebody_else_under_another_key_is_nobody(cookies, release):
    address, of = cookies
    stolen = SimpleCookie()
    stolen["_streamlit_user_tokens"] = of["gemeente-1"]["_streamlit_user"]
    for name in ("_streamlit_user_tokens", "_streamlit_user_1", "streamlit_user"):
        with httpx.Client(base_url=address, cookies={name: of["gemeente-1"]["_streamlit_user"]}) as client:
            assert client.get(f"/api/areas/{release.id}/municipality/alle").status_code == 403
