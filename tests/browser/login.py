"""A real provider of logins on this machine, the file that says what its claims mean, and people who log in."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager

from tests.browser.conftest import PATIENCE, free_port, wait_for

ROLES = {
    "lezer": "viewer",
    "gemeente": "municipality",
    "partner": "partner",
    "adviseur": "adviser",
    "bestuur": "board",
    "beheer": "steward",
    "goedkeuring": "approver",
    "fg": "privacy_officer",
}
OWN = "GM9001"
PEOPLE = {f"{role}-1": {"roles": [role], "name": f"Proef {role}"} for role in ROLES}
PEOPLE["gemeente-1"] |= {"gemeente": OWN}
PEOPLE["partner-1"] |= {"organisatie": ["UWV"]}
PEOPLE["niemand-1"] = {"name": "Proef niemand"}
PEOPLE["gemeente-zonder"] = {"roles": ["gemeente"], "name": "Proef zonder"}


@contextmanager
def provider(log_file, seconds=3600):
    """The provider on a free port; its tokens hold for so many seconds."""
    port = free_port()
    people = [f"--user-claims={json.dumps({'sub': sub} | claims)}" for sub, claims in PEOPLE.items()]
    command = [sys.executable, "-m", "oidc_provider_mock", f"--port={port}", f"--token-max-age={seconds}", *people]
    with log_file.open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process, "/.well-known/openid-configuration")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def access_file(folder, provider_address, port, desk_port=None):
    """An ``access.toml`` with its secrets beside it, for viewers on one port and the desk on another; gives its path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("client_secret", "cookie_secret"):
        (folder / name).write_text(f"{name}-" * 8, encoding="utf-8")
        (folder / name).chmod(0o600)
    file = folder / "access.toml"
    roles = "\n".join(f'"{value}" = "{role}"' for value, role in ROLES.items())
    file.write_text(
        f"""
[provider]
metadata = "{provider_address}/.well-known/openid-configuration"
client_id = "lsi"
redirect = "http://127.0.0.1:{port}/oauth2callback"
desk_redirect = "http://127.0.0.1:{desk_port or port}/oauth2callback"
client_secret_file = "client_secret"
cookie_secret_file = "cookie_secret"
[claims]
municipalities = "gemeente"
partners = "organisatie"
[roles]
{roles}
""",
        encoding="utf-8",
    )
    return file


def log_in(page, address, subject, path="/"):
    """Go to a page, press Aanmelden, be who one is at the provider, and come back."""
    page.goto(address + path)
    page.get_by_role("button", name="Aanmelden").click(timeout=PATIENCE)
    page.get_by_role("button", name=subject, exact=True).first.click(timeout=PATIENCE)
    page.wait_for_url(f"{address}/**", timeout=PATIENCE)


def agree(page):
    """Read what is read first."""
    page.get_by_role("button", name="Gelezen").click(timeout=PATIENCE)
