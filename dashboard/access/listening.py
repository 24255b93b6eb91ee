"""Where the dashboard may listen: without a login on this machine only, unless somebody says that it is open."""

from __future__ import annotations

import os
from ipaddress import ip_address
from pathlib import Path

from dashboard.access.mapping import AccessFile, read_access
from dashboard.errors import UserError

OPEN = "open"


def access_setting() -> str:
    """``LSI_ACCESS``: the path of ``access.toml``, ``open``, or empty for this machine only."""
    return os.environ.get("LSI_ACCESS", "").strip()


def access_file() -> AccessFile | None:
    """What claims mean; None without a login.

    Raises:
        UserError: the setting names a file that cannot be used.
    """
    setting = access_setting()
    return None if setting in {"", OPEN} else read_access(Path(setting))


def is_open() -> bool:
    """Whether everybody who reaches the dashboard may see all of it, on purpose."""
    return access_setting() == OPEN


def hold_to_this_machine(host: str) -> None:
    """Refuse to listen elsewhere than on this machine without a login.

    Raises:
        UserError: no login is set up, and nobody said that the dashboard is open.
    """
    if access_setting():
        access_file()
        return
    if not is_loopback(host):
        raise UserError("access.error.not_here", host=host)


def is_loopback(host: str) -> bool:
    """Whether an address leads to this machine and no other can reach it."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
