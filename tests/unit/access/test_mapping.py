"""Claims become a person by one file; what is not said gives nothing, and a file with a mistake says where."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.access import STRANGER, Rights, Role
from dashboard.access.mapping import person, read_access
from dashboard.errors import AccessDenied, LoginEnded, UserError
from tests.conftest import ROOT

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
SOON, PAST = NOW.timestamp() + 60, NOW.timestamp()
PROVIDER = """
[provider]
metadata = "https://login.example/.well-known/openid-configuration"
client_id = "lsi"
redirect = "https://lsi.example/oauth2callback"
client_secret_file = "client_secret"
cookie_secret_file = "cookie_secret"
"""
REST = """
[claims]
roles = "realm_access.roles"
municipalities = "gemeente"
partners = "organisatie"
[roles]
"lezer" = "viewer"
"gemeente" = "municipality"
"partner" = "partner"
"adviseur" = "adviser"
"beheer" = "steward"
[municipalities]
"Amsterdam" = "GM0363"
[partners]
"Uitvoeringsinstituut" = "UWV"
"""


@pytest.fixture
def write(tmp_path):
    """Write an ``access.toml`` with its secrets."""
    for name in ("client_secret", "cookie_secret"):
        (tmp_path / name).write_text("x" * 40, encoding="utf-8")
        (tmp_path / name).chmod(0o600)

    def write(text=PROVIDER + REST):
        (tmp_path / "access.toml").write_text(text, encoding="utf-8")
        return tmp_path / "access.toml"

    return write


@pytest.fixture
def said(write):
    return read_access(write())


def claims(*roles, **more):
    return {"is_logged_in": True, "sub": "s-1", "exp": SOON, "realm_access": {"roles": list(roles)}} | more


def test_nobody_logged_in_is_a_stranger(said):
    assert person({}, said, NOW) == STRANGER
    assert person(claims("adviseur") | {"is_logged_in": False}, said, NOW) == STRANGER


@pytest.mark.parametrize(
    ("given", "rights", "delivers"),
    [
        (claims("lezer"), Rights(True, (), "municipality", ()), ()),
        (claims("gemeente", gemeente="GM0363"), Rights(True, ("GM0363",), "district", ("GM0363",)), ("GM0363",)),
        (claims("gemeente", gemeente="Amsterdam"), Rights(True, ("GM0363",), "district", ("GM0363",)), ("GM0363",)),
        (
            claims("gemeente", gemeente=["GM0599", "Amsterdam"]),
            Rights(True, ("GM0363", "GM0599"), "district", ("GM0363", "GM0599")),
            ("GM0363", "GM0599"),
        ),
        (claims("partner", organisatie="Uitvoeringsinstituut"), Rights(True, (), "district", ("UWV",)), ("UWV",)),
        (claims("adviseur"), Rights(True, None, "neighbourhood", None), ()),
        (claims("beheer"), Rights(True, None, "neighbourhood", None), None),
        # Of several roles the widest counts, for each kind of thing by itself.
        (
            claims("lezer", "gemeente", gemeente="GM0363"),
            Rights(True, ("GM0363",), "district", ("GM0363",)),
            ("GM0363",),
        ),
        (claims("partner", "adviseur", organisatie="UWV"), Rights(True, None, "neighbourhood", None), ("UWV",)),
    ],
)
def test_roles_give_rights(said, given, rights, delivers):
    somebody = person(given, said, NOW)
    assert somebody.rights == rights
    assert somebody.delivers_for == delivers
    assert somebody.subject == "s-1"


@pytest.mark.parametrize(
    "given",
    [
        claims(),
        claims("bestuur"),  # no role of this file
        claims("gemeente"),  # of none
        claims("gemeente", gemeente="Utrecht"),  # a name nobody mapped
        claims("gemeente", gemeente="GM0363' or '1'='1"),
        claims("gemeente", gemeente={"GM0363": True}),
        claims("partner", organisatie=[1, None]),
        {"is_logged_in": True, "sub": "s-1", "exp": SOON, "roles": ["lezer"]},  # under another name
        {"is_logged_in": True, "sub": "s-1", "exp": SOON, "realm_access": "lezer"},
    ],
)
def test_what_is_not_said_gives_nothing(said, given):
    somebody = person(given, said, NOW)
    assert somebody.rights == Rights()
    assert somebody.delivers_for == ()


def test_a_claim_may_bear_its_whole_name(said):
    given = claims() | {"realm_access.roles": "lezer"}
    assert person(given, said, NOW).has(Role.VIEWER)


@pytest.mark.parametrize(
    ("change", "kind", "key"),
    [
        ({"exp": PAST}, LoginEnded, "access.error.ended"),
        ({"exp": None}, AccessDenied, "access.error.no_end"),
        ({"exp": "9999999999"}, AccessDenied, "access.error.no_end"),
        ({"exp": True}, AccessDenied, "access.error.no_end"),
        ({"sub": ""}, AccessDenied, "access.error.no_subject"),
        ({"sub": None}, AccessDenied, "access.error.no_subject"),
        ({"sub": "s" * 201}, AccessDenied, "access.error.no_subject"),
        ({"sub": ["s-1"]}, AccessDenied, "access.error.no_subject"),
    ],
)
def test_a_token_that_ended_or_says_not_whose_it_is_is_refused(said, change, kind, key):
    with pytest.raises(kind) as refused:
        person(claims("adviseur") | change, said, NOW)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[provider", "access.error.unreadable"),
        (REST, "access.error.missing"),
        (PROVIDER.replace('client_id = "lsi"', ""), "access.error.missing"),
        (PROVIDER + "[rolls]", "access.error.unknown"),
        (PROVIDER + '[claims]\nrole = "x"', "access.error.unknown"),
        (PROVIDER + '[roles]\n"x" = "king"', "access.error.role"),
        (PROVIDER + '[municipalities]\n"x" = "0363"', "access.error.code"),
        (PROVIDER + '[partners]\n"x" = "Uwv"', "access.error.code"),
        (PROVIDER + "[log]\nkeep_days = 0", "access.error.days"),
        (PROVIDER.replace('"client_secret"', '"elsewhere"'), "access.error.no_secret"),
    ],
)
def test_a_file_with_a_mistake_says_what_and_where(write, text, key):
    with pytest.raises(UserError) as told:
        read_access(write(text))
    assert told.value.key == key


def test_a_secret_others_can_read_or_that_is_short_is_refused(write, tmp_path):
    (tmp_path / "cookie_secret").chmod(0o644)
    with pytest.raises(UserError) as told:
        read_access(write())
    assert told.value.key == "access.error.open_secret"
    (tmp_path / "cookie_secret").chmod(0o600)
    (tmp_path / "cookie_secret").write_text("short", encoding="utf-8")
    with pytest.raises(UserError) as told:
        read_access(write(PROVIDER))
    assert told.value.key == "access.error.short_secret"


def test_no_secret_is_in_what_is_printed(said):
    assert "x" * 40 not in repr(said)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(UserError) as told:
        read_access(tmp_path / "access.toml")
    assert told.value.key == "access.error.unreadable"


def test_the_example_is_read(write, tmp_path):
    said = read_access(write((ROOT / "docs" / "access.example.toml").read_text(encoding="utf-8")))
    assert set(said.roles.values()) == set(Role)
    assert said.keep_days == 730
