"""Documentation that cannot lie: commands, links, generated parts, settings, licences."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard import __version__
from dashboard.cli import main
from dashboard.settings import QUERIES, Settings
from tests.catalogue_readme import readme

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAPERS = [
    *sorted(ROOT.glob("*.md")),
    *sorted(ROOT.glob("decisions/*.md")),
    *sorted(ROOT.glob("docs/*.md")),
    ROOT / "deploy" / "README.md",
    QUERIES / "README.md",
]
TRACKED = [
    ROOT / line
    for line in subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
]
# Names of hosts and of this place that no file may hold.
FORBIDDEN = re.compile(
    r"files\.pythonhosted|pypi\.org/simple|registry\.npmjs|--index-url|--extra-index-url|/(?:work|root|home|tmp)/\w"
)


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


def test_what_users_found_is_held_by_tests_that_are_there():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "tried-by-users.md").read_text(encoding="utf-8")))
    there = {
        name
        for path in TRACKED
        if path.suffix == ".py"
        for name in re.findall(r"def (test_\w+)\(", path.read_text("utf-8"))
    }

    assert len(named) > 40
    assert named - there == set()


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


def test_every_recipe_is_there_and_says_what_it_is_for():
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    recipes = {line.split(":")[0]: above for above, line in pairwise(lines) if re.match(r"[a-z]+:", line)}
    phony = next(line for line in lines if line.startswith(".PHONY")).split()[1:]

    assert set(phony) == set(recipes)
    assert [name for name, above in recipes.items() if not above.startswith("#")] == []


def test_the_version_has_one_home():
    published = re.search(r"softwareVersion: (\S+)", (ROOT / "publiccode.yml").read_text(encoding="utf-8"))

    assert published[1] == __version__
    assert f"## {__version__}, " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", sorted((ROOT / "decisions").glob("0*.md")), ids=lambda paper: paper.stem)
def test_a_decision_says_why_and_stands_in_the_list(paper):
    text = paper.read_text(encoding="utf-8")

    assert re.findall(r"^## (\w+)", text, re.MULTILINE) == ["Context", "Options", "Decision", "Consequences"]
    assert f"({paper.name})" in (ROOT / "decisions" / "README.md").read_text(encoding="utf-8")


def test_no_paper_names_a_file_that_is_not_there():
    """Paths in backticks that look like files of this project."""
    named = {
        (paper.name, path)
        for paper in PAPERS
        if paper.name != "CHANGELOG.md"
        for path in re.findall(
            r"`((?:dashboard|queries|tests|docs|data)/[\w./-]+\.\w+)`", paper.read_text(encoding="utf-8")
        )
    }

    assert [(paper, path) for paper, path in sorted(named) if not (ROOT / path).exists()] == []


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
        "documents/fonts/IBMPlexSans-Regular.ttf",
        "documents/report.typ",
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
