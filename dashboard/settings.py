"""Deployment settings from the environment; unknown ``DASHBOARD_*`` names are an error.

Rules live in ``protect/policy.toml``, looks in ``.streamlit/config.toml``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = Path(__file__).parent


def _shipped(name_in_wheel: str, path_in_tree: str) -> Path:
    """A folder that is beside the package in the source tree and inside it in a wheel."""
    inside = PACKAGE / name_in_wheel
    return inside if inside.exists() else PACKAGE.parent / path_in_tree


PATHS = frozenset({"data", "policy", "chromium"})
NUMBERS = frozenset({"proxies", "upload_mb"})
QUERIES = _shipped("_queries", "queries")
SAMPLE = _shipped("_sample", "data/sample")


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

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read ``DASHBOARD_DATA`` and its kin; each field has one by its name.

        Raises:
            UserError: a ``DASHBOARD_*`` name or background nobody knows, or no number where one belongs, so a typing mistake
                cannot pass silently.
        """
        given = os.environ if environment is None else environment
        known = {f"DASHBOARD_{field.name.upper()}": field.name for field in fields(cls)}
        found = {name: value for name, value in given.items() if name.startswith("DASHBOARD_")}
        if unknown := sorted(set(found) - set(known)):
            raise UserError("error.unknown_setting", names=", ".join(unknown), known=", ".join(sorted(known)))
        values = {known[name]: value for name, value in found.items()}
        if (background := values.get("background", "")) not in {"", "pdok"}:
            raise UserError("error.unknown_background", value=background[:40])
        return replace(cls(), **{name: _read(name, value) for name, value in values.items() if value})


def _read(name: str, value: str) -> Any:
    if name in PATHS:
        return Path(value)
    if name not in NUMBERS:
        return value
    if not value.isascii() or not value.isdigit():
        raise UserError("error.setting_number", name=f"DASHBOARD_{name.upper()}")
    return int(value)


def cluster_address() -> str:
    """Where the scheduler of a cluster is that reads deliveries, from ``LSI_CLUSTER``; empty: this machine reads them."""
    return os.environ.get("LSI_CLUSTER", "").strip()
