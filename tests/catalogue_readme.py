"""Write ``queries/README.md`` from the headers of the statements: ``python -m tests.catalogue_readme``."""

from __future__ import annotations

from dashboard.catalogue import queries
from dashboard.settings import QUERIES

FOLDERS = {
    "staging": "Staging: rename and cast, nothing else",
    "exact": "Exact: which delivery wins; cells that protection reads",
    "public": "Public: facts that pass unprotected, each named in `dashboard/steward/protect/public.toml` with its reason",
    "marts": "Marts: the tables of a release",
    "macros": "Macros: what answers have in common, spelled once; they travel in the release",
    "answers": "Answers: one statement per question on screen",
    "checks": "Checks: offending rows; empty is a pass",
}
HEAD = """# Queries

Made from the headers of the statements by `python -m tests.catalogue_readme`; a test holds it current. Data walks from `raw` (what was
delivered) through `stg` and `exact` (in the vault) and protection to `mart` (in a release); marts read `protected`, `public`, `areas` and `seed`. Answers read marts only.
"""


def readme() -> str:
    """The text of the README."""
    parts = [HEAD]
    for folder, title in FOLDERS.items():
        parts += [f"## {title}\n", "| statement | what | grain | source |", "|---|---|---|---|"]
        for one in queries(folder):
            header = one.header
            parts.append(f"| `{one.name}` | {header['title']} | {header['grain']} | {header.get('source', '')} |")
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    (QUERIES / "README.md").write_text(readme(), encoding="utf-8")
