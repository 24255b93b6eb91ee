"""Who somebody is, by what the provider of logins says and by the one file that says what that means here (``access.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dashboard.access import LEVELS, STRANGER, Person, Rights, Role
from dashboard.access.narrowing import rules
from dashboard.errors import AccessDenied, LoginEnded, UserError
from dashboard.frozen import FrozenDict, freeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

SECTIONS: Mapping[str, frozenset[str] | None] = FrozenDict(
    {  # None: any name
        "provider": frozenset(
            {"metadata", "client_id", "client_secret_file", "cookie_secret_file", "redirect", "desk_redirect", "scope"}
        ),
        "claims": frozenset({"subject", "roles", "municipalities", "partners", "name"}),
        "roles": None,
        "municipalities": None,
        "partners": None,
        "log": frozenset({"keep_days"}),
    }
)
NEEDED = ("metadata", "client_id", "client_secret_file", "cookie_secret_file", "redirect")
CLAIMS: Mapping[str, str] = FrozenDict(
    {"subject": "sub", "roles": "roles", "municipalities": "municipalities", "partners": "partners", "name": "name"}
)
SHORTEST_SECRET = 32  # signs of what signs the cookies
LONGEST_SUBJECT = 200
MUNICIPALITY, PARTNER = re.compile(r"GM\d{4}"), re.compile(r"[A-Z]{2,12}")
KEEP_DAYS = 730


@dataclass(frozen=True)
class Provider:
    """Where people log in.

    Attributes:
        metadata: address of the provider's description of itself.
        client_id: how it knows this dashboard.
        redirect: where a browser comes back to.
        desk_redirect: the same for the desk.
        scope: what is asked for.
        client_secret: by which the dashboard shows that it is itself.
        cookie_secret: what signs the cookies of those who logged in.
    """

    metadata: str
    client_id: str
    redirect: str
    desk_redirect: str
    scope: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)


@dataclass(frozen=True)
class AccessFile:
    """What ``access.toml`` says.

    Attributes:
        provider: where people log in.
        claims: where each claim stands, with dots between names.
        roles: role by value of the claim of roles.
        municipalities: code by value of the claim of municipalities; a code counts as itself.
        partners: likewise for partners.
        keep_days: how long an entry of the log is kept.
    """

    provider: Provider
    claims: Mapping[str, str]
    roles: Mapping[str, Role]
    municipalities: Mapping[str, str]
    partners: Mapping[str, str]
    keep_days: int = KEEP_DAYS


def read_access(path: Path) -> AccessFile:
    """What an ``access.toml`` says; read again when it changed.

    Raises:
        UserError: it is not there, cannot be read, or says something nobody knows; names where.
    """
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError) as error:
        raise UserError("access.error.unreadable", file=path.name, kind=type(error).__name__) from None


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> AccessFile:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    strange = [name for name in said if name not in SECTIONS]
    for section, names in SECTIONS.items():
        strange += [f"{section}.{name}" for name in said.get(section, {}) if names is not None and name not in names]
    if strange:
        raise UserError("access.error.unknown", file=path.name, names=", ".join(strange))
    if unknown := [str(role) for role in said.get("roles", {}).values() if role not in set(Role)]:
        raise UserError("access.error.role", file=path.name, names=", ".join(unknown), roles=", ".join(Role))
    return AccessFile(
        _provider(path, said.get("provider", {})),
        freeze(CLAIMS | said.get("claims", {})),
        FrozenDict({value: Role(role) for value, role in said.get("roles", {}).items()}),
        _codes(path, "municipalities", said, MUNICIPALITY),
        _codes(path, "partners", said, PARTNER),
        _days(path, said.get("log", {}).get("keep_days", KEEP_DAYS)),
    )


def _provider(path: Path, said: Mapping[str, Any]) -> Provider:
    if missing := [f"provider.{name}" for name in NEEDED if not isinstance(said.get(name), str) or not said[name]]:
        raise UserError("access.error.missing", file=path.name, names=", ".join(missing))
    cookie_secret = _secret(path, said["cookie_secret_file"])
    if len(cookie_secret) < SHORTEST_SECRET:
        raise UserError("access.error.short_secret", file=said["cookie_secret_file"], n=SHORTEST_SECRET)
    return Provider(
        said["metadata"],
        said["client_id"],
        said["redirect"],
        said.get("desk_redirect", said["redirect"]),
        said.get("scope", "openid profile"),
        _secret(path, said["client_secret_file"]),
        cookie_secret,
    )


def _secret(path: Path, name: str) -> str:
    """What stands in a file beside ``access.toml`` that others may not read."""
    file = path.parent / name
    try:
        if file.stat().st_mode & 0o007:
            raise UserError("access.error.open_secret", file=name)
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        raise UserError("access.error.no_secret", file=name) from None


def _codes(path: Path, section: str, said: Mapping[str, Any], pattern: re.Pattern[str]) -> Mapping[str, str]:
    listed = said.get(section, {})
    if strange := [str(code) for code in listed.values() if not pattern.fullmatch(str(code))]:
        raise UserError("access.error.code", file=path.name, section=section, names=", ".join(strange))
    return FrozenDict(listed)


def _days(path: Path, days: object) -> int:
    if not isinstance(days, int) or days < 1:
        raise UserError("access.error.days", file=path.name)
    return days


def person(claims: Mapping[str, Any], said: AccessFile, now: datetime) -> Person:
    """Who logged in, with all that any of their roles may.

    Args:
        claims: what the provider said and the dashboard signed; empty when nobody logged in.
        said: what claims mean here.
        now: with its time zone.

    Returns:
        A stranger when nobody logged in; one without rights when no claim says what they are.

    Raises:
        LoginEnded: the token is past its time.
        AccessDenied: the token does not say who it is of, or until when.
    """
    if not claims.get("is_logged_in"):
        return STRANGER
    subject, ends = _claim(claims, said.claims["subject"]), claims.get("exp")
    if not isinstance(subject, str) or not subject or len(subject) > LONGEST_SUBJECT:
        raise AccessDenied("access.error.no_subject")
    if not isinstance(ends, (int, float)) or isinstance(ends, bool):
        raise AccessDenied("access.error.no_end")
    if ends <= now.timestamp():
        raise LoginEnded("access.error.ended")
    roles = frozenset(said.roles[one] for one in _values(claims, said.claims["roles"]) if one in said.roles)
    municipalities = _places(claims, said.claims["municipalities"], said.municipalities, MUNICIPALITY)
    partners = _places(claims, said.claims["partners"], said.partners, PARTNER)
    name = _claim(claims, said.claims["name"])
    return with_roles(subject, roles, municipalities, partners, name if isinstance(name, str) else "")


def with_roles(
    subject: str, roles: frozenset[Role], municipalities: tuple[str, ...], partners: tuple[str, ...], name: str = ""
) -> Person:
    """Somebody with all that any of these roles may, by ``rights.toml``.

    Args:
        subject: their id.
        roles: what they are.
        municipalities: whose they are; without one the role of a municipality gives nothing.
        partners: likewise for partners.
        name: how they are called.
    """
    of = {"municipalities": municipalities, "partners": partners, "claim": municipalities, "all": None, "none": ()}
    counting = [rules()["role"][role] for role in sorted(roles) if _counts(role, municipalities, partners)]
    if not counting:
        return Person(subject, roles, name=name)
    rights = Rights(
        True,
        _together(of[one["own"]] for one in counting),
        max((one["elsewhere"] for one in counting), key=LEVELS.index),
        _together(of[one["projects"]] for one in counting),
    )
    return Person(subject, roles, rights, _together(of[one["delivers"]] for one in counting), name)


def _counts(role: Role, municipalities: tuple[str, ...], partners: tuple[str, ...]) -> bool:
    return bool({Role.MUNICIPALITY: municipalities, Role.PARTNER: partners}.get(role, ("all",)))


def _together(each: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """All codes of several roles; None, every code, wins."""
    listed = list(each)
    if None in listed:
        return None
    return tuple(sorted({code for codes in listed if codes for code in codes}))


def _places(
    claims: Mapping[str, Any], claim: str, codes: Mapping[str, str], pattern: re.Pattern[str]
) -> tuple[str, ...]:
    values = [codes.get(value, value) for value in _values(claims, claim)]
    return tuple(sorted({value for value in values if pattern.fullmatch(value)}))


def _values(claims: Mapping[str, Any], claim: str) -> tuple[str, ...]:
    """The texts of a claim, whether it is one or a list of them."""
    value = _claim(claims, claim)
    listed = value if isinstance(value, (list, tuple)) else [value]
    return tuple(one for one in listed if isinstance(one, str))


def _claim(claims: Mapping[str, Any], claim: str) -> object:
    """What stands under a name; one with dots stands within others, unless a claim bears the whole name."""
    if claim in claims:
        return claims[claim]
    value: object = claims
    for name in claim.split("."):
        value = value.get(name) if hasattr(value, "get") else None
    return value
