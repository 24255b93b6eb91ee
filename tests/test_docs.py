"""Documentation that cannot lie: commands, links, generated parts, settings, licences."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.settings import QUERIES, Settings
from tests.catalogue_readme import readme

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAPERS = [*sorted(ROOT.glob("*.md")), QUERIES / "README.md"]
TRACKED = [
    ROOT / line
    for line in subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
]
# Names of hosts and of this place that no file may hold.
FORBIDDEN = re.compile(r"files\.pythonhosted|pypi\.org/simple|registry\.npmjs|--index-url|--extra-index-url|/work/main")


@pytest.mark.parametrize("name", sorted(set(main.commands) - {"demo"}))
def test_every_command_is_documented_and_has_help(name):
    assert f"`lsi {name}" in README
    assert main.commands[name].help


def test_every_setting_is_documented():
    for field in fields(Settings):
        assert f"DASHBOARD_{field.name.upper()}" in README


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_links_lead_somewhere(paper):
    for target in re.findall(r"\]\(([^)#]+)\)", paper.read_text(encoding="utf-8")):
        assert target.startswith("http") or (paper.parent / target).exists(), target


def test_queries_readme_is_current():
    assert (QUERIES / "README.md").read_text(encoding="utf-8") == readme()


def test_no_file_names_a_registry_or_this_machine():
    own = Path(__file__)
    offending = [
        str(path)
        for path in TRACKED
        if path != own
        and path.suffix in {".txt", ".toml", ".py", ".md", ".sh", ".yml", ".sql", ""}
        and path.is_file()
        and FORBIDDEN.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]

    assert offending == []


def test_every_requirement_has_a_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[\w.-]+==", text, re.MULTILINE)

        assert len(pins) > 20
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\w)", text))


def test_make_has_a_comment_per_recipe_and_stays_short():
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 60


def test_the_wheel_holds_queries_texts_and_sample(tmp_path):
    """What ``pip install .`` would put in place."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [sys.executable, "-m", "zipfile", "-e", str(next(tmp_path.glob("*.whl"))), str(tmp_path / "in")], check=True
    )
    inside = tmp_path / "in" / "dashboard"

    for part in (
        "_queries/answers/frame__areas.sql",
        "_sample/areas/provinces.csv",
        "text/nl.toml",
        ".streamlit/config.toml",
    ):
        assert (inside / part).exists(), part
    code = "from dashboard.settings import QUERIES, SAMPLE; print(QUERIES); print(SAMPLE)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "in")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(inside / "_queries") in found.stdout


def test_the_sample_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in (ROOT / "data" / "sample").rglob("*") if path.is_file()) < 12 * 2**20
