"""Deployment settings from the environment: each has a form and a range, and a name nobody knows is an error.

Rules live in ``protect/policy.toml``, looks in ``.streamlit/config.toml``.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dashboard.errors import UserError
from dashboard.frozen import FrozenDict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PACKAGE = Path(__file__).parent


def _shipped(name_in_wheel: str, path_in_tree: str) -> Path:
    """A folder that is beside the package in the source tree and inside it in a wheel."""
    inside = PACKAGE / name_in_wheel
    return inside if inside.exists() else PACKAGE.parent / path_in_tree


OURS = ("DASHBOARD_", "LSI_")
# Settings that who uses them reads, by the rules of the part they belong to.
OTHERS = ("LSI_ACCESS", "LSI_CLUSTER", "LSI_RELEASES")
HOST = re.compile(r"[a-z0-9_.-]{1,253}|\[?[0-9a-f:.]{2,45}\]?", re.IGNORECASE)
LONGEST = 200  # signs of a setting in somebody's own words
MOST_PROXIES, MOST_UPLOAD_MB, MOST_CACHE_MB = 10, 2_000, 1_000_000
QUERIES = _shipped("_queries", "queries")
SAMPLE = _shipped("_sample", "data/sample")


@dataclass(frozen=True)
class Form:
    """What the value of a setting must be.

    Attributes:
        kind: of what it is; under ``error.setting`` stands the sentence for a value that is none.
        read: the value of a text; raises ``ValueError`` for one that is out of range.
        said: what fills the sentence, such as the range.
    """

    kind: str
    read: Callable[[str], Any]
    said: Mapping[str, object] = field(default_factory=FrozenDict)


def _file(text: str) -> Path:
    if "\0" in text:
        raise ValueError
    return Path(text)


def _line(text: str) -> str:
    if len(text) > LONGEST or not text.isprintable():
        raise ValueError
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)  # itself raises for a host that is none
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError
    _ = parts.port
    return text


def _each(text: str, is_sound: Callable[[str], object]) -> str:
    for one in text.split(","):
        if one.strip() and not is_sound(one.strip()):
            raise ValueError
    return text


def _hosts(text: str) -> str:
    return _each(text, HOST.fullmatch)


def _networks(text: str) -> str:
    return _each(text, ip_network)


def _one_of(*choices: str) -> Form:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError
        return text

    return Form("choice", read, FrozenDict({"choices": ", ".join(choices)}))


def _number(low: int, high: int) -> Form:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text[:LONGEST]) <= high:
            raise ValueError
        return int(text)

    return Form("number", read, FrozenDict({"low": low, "high": high}))


PATH, LINE, ADDRESS = Form("path", _file), Form("line", _line, FrozenDict({"most": LONGEST})), Form("address", _address)
FORMS: Mapping[str, Form] = FrozenDict(
    {
        "data": PATH,
        "language": _one_of("nl", "en"),
        "background": _one_of("pdok"),
        "contact": LINE,
        "address": ADDRESS,
        "marking": LINE,
        "desk": ADDRESS,
        "policy": PATH,
        "chromium": PATH,
        "database": LINE,
        "hosts": Form("hosts", _hosts),
        "proxies": _number(0, MOST_PROXIES),
        "upload_mb": _number(1, MOST_UPLOAD_MB),
        "cache_mb": _number(1, MOST_CACHE_MB),
        "metrics": Form("networks", _networks),
        "log": _one_of("lines", "json"),
    }
)

NAMES: Mapping[str, str] = FrozenDict({f"DASHBOARD_{name.upper()}": name for name in FORMS})
KNOWN = (*NAMES, *OTHERS)


@dataclass(frozen=True)
class Settings:
    """Where the data live and how the app starts.

    Attributes:
        data: folder of the vault, the archive, the areas and the releases.
        language: language of the first visit, ``nl`` or ``en``.
        background: ``pdok`` puts the grey map of PDOK under the areas; then browsers ask it for tiles. Empty: no request.
        contact: who to ask about releases and figures, such as an address of mail.
        address: where people reach the dashboard, such as ``https://lsi.example``, for links in documents.
        marking: who documents are for, on every page of them.
        desk: where people reach the desk, for a link in the menu of those who have something to do there.
        policy: file of the rules of disclosure control releases are built by; None takes the shipped one.
        chromium: the browser that draws the figures of documents; None looks where browsers are.
        database: where the audit log and the acts of people are kept, such as ``postgresql://lsi@db/lsi``; empty: SQLite below
            the data folder. A password belongs in libpq's password file.
        hosts: names the servers answer under, with commas between them; empty: this machine and the host of ``address``.
        proxies: how many proxies of our own stand before the servers, to know where a visitor comes from.
        upload_mb: most megabytes of one file that is delivered at the desk.
        cache_mb: most megabytes that releases fetched from object storage take together.
        metrics: addresses or networks of machines that may read the metrics, with commas between them; empty: this one alone.
        log: how the servers write their log: ``lines`` for people or ``json`` for machines.
    """

    data: Path = Path("var")
    language: str = "nl"
    background: str = ""
    contact: str = ""
    address: str = ""
    marking: str = "Intern LSI"
    desk: str = ""
    policy: Path | None = None
    chromium: Path | None = None
    database: str = ""
    hosts: str = ""
    proxies: int = 0
    upload_mb: int = 50
    cache_mb: int = 4_000
    metrics: str = ""
    log: str = "lines"

    @property
    def vault(self) -> Path:
        """Folder of the exact figures and the key; the app's viewers never open it."""
        return self.data / "vault"

    @property
    def archive(self) -> Path:
        """Original deliveries under their SHA-256."""
        return self.data / "archive"

    @property
    def state(self) -> Path:
        """Folder of the database of what people did, unless ``database`` names one."""
        return self.data / "state"

    @property
    def areas(self) -> Path:
        """Imported official areas, one folder of Parquet files per year."""
        return self.data / "areas"

    @property
    def events(self) -> Path:
        """Events of the steward, as they were last taken."""
        return self.data / "events.csv"

    @property
    def releases(self) -> Path:
        """Releases, their manifests and the pointer ``current``."""
        return self.data / "releases"

    @property
    def fetched(self) -> Path:
        """Folder of what a viewer fetched from object storage; may be taken away at any time."""
        return self.data / "fetched"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read ``DASHBOARD_DATA`` and its kin; each field has one by its name, and an empty one counts as not there.

        Raises:
            UserError: a name of ours nobody knows, or a value that is not of its form; a typing mistake cannot pass silently.
        """
        given = os.environ if environment is None else environment
        return _settings(tuple(sorted(one for one in given.items() if one[0].startswith(OURS))))


@lru_cache(maxsize=64)
def _settings(given: tuple[tuple[str, str], ...]) -> Settings:
    """The settings of these names and values: asked at every step, and mostly the same."""
    values = {}
    for name, value in given:
        _hold_known(name)
        if value and name in NAMES:
            values[NAMES[name]] = _read(name, value, FORMS[NAMES[name]])
    return Settings(**values)


def _hold_known(name: str) -> None:
    if name in KNOWN:
        return
    if nearest := get_close_matches(name, KNOWN, 1):
        raise UserError("error.setting.meant", name=name, nearest=nearest[0])
    raise UserError("error.setting.unknown", name=name, known=", ".join(sorted(KNOWN)))


def _read(name: str, value: str, form: Form) -> Any:
    try:
        return form.read(value)
    except ValueError:
        raise UserError(f"error.setting.{form.kind}", name=name, **form.said) from None


def cluster_address() -> str:
    """Where the scheduler of a cluster is that reads deliveries, from ``LSI_CLUSTER``; empty: this machine reads them."""
    return os.environ.get("LSI_CLUSTER", "").strip()
