"""What a viewer who may not see all of a release gets of each of its tables, by ``rights.toml``.

The statements of pages stay as they are. Who may not see all asks a database in which every table of the release is replaced by a view
that shows what may be seen: finer rows of other municipalities are left out or stand at a coarser level, so that totals stay what they
are, and texts and costs of projects of others are not there. A table that is not in the list is in no such database.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.access import LEVELS
from dashboard.frozen import freeze
from dashboard.store import Narrowing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.access import Rights

CODE = re.compile(r"[A-Z]+[0-9]*")
HIDDEN_TEXT = "⊘"  # stands where a text is that may not be read
WHOLE = "release"  # the name the release has in the database of who may not see all of it
READABLE = f"""(
    select project_code from {WHOLE}.mart.project
    where list_has_any([lead_partner_code] || partner_codes || municipality_codes, {{sources}}::varchar[])
)"""
HIDDEN = f"""(
    select area_code from {WHOLE}.mart.area where not ({{coarse}} or {{own}})
    union
    select area_code from {WHOLE}.mart.place where not ({{coarse}} or {{own}})
)"""


@cache
def rules() -> Mapping[str, Any]:
    """What ``rights.toml`` says."""
    listed = tomllib.loads(Path(__file__).with_name("rights.toml").read_text(encoding="utf-8"))
    frozen: Mapping[str, Any] = freeze(listed)
    return frozen


def narrowed(rights: Rights, answer: str = "") -> Narrowing | None:
    """What a viewer gets of every table; None for one who may see all of them.

    Args:
        rights: of the viewer.
        answer: name of the statement that asks; some read all rows for a reason.
    """
    every = rights.municipalities is None or rights.elsewhere == LEVELS[-1]
    if every and rights.projects_of is None:
        return None
    if answer and "whole" in rules()["answer"].get(answer, ()):
        return None
    return _narrowing(rights)


def condition(rights: Rights, answer: str) -> str:
    """The condition on what a statement gives to a viewer; empty where there is none."""
    rows = rules()["answer"].get(answer, {}).get("rows", "")
    return _filled(rows, rights) if rows and narrowed(rights) else ""


@lru_cache(maxsize=512)
def _narrowing(rights: Rights) -> Narrowing:
    return Narrowing(tuple((name, _view(name, rule, rights)) for name, rule in rules()["mart"].items()))


def _view(mart: str, rule: Mapping[str, Any], rights: Rights) -> str:
    columns = rule.get("columns", {}) | (rules()["coarsened"] if rule.get("coarsened") else {})
    replaced = ", ".join(f"{_filled(term, rights)} as {name}" for name, term in columns.items())
    star = f"* replace ({replaced})" if replaced else "*"
    where = f" where {_filled(rule['rows'], rights)}" if "rows" in rule else ""
    rows = f"select {star} from {WHOLE}.mart.{mart}{where}"
    if not rule.get("summed"):
        return rows
    added = ", ".join(f"sum({name})::bigint as {name}" for name in rule["summed"])
    return f"select * replace ({added}) from ({rows}) group by all"


def _filled(term: str, rights: Rights) -> str:
    """A condition of the list with what it stands for."""
    own = "true" if rights.municipalities is None else f"municipality_code in {_codes(rights.municipalities)}"
    coarse = f"level in {_codes(LEVELS[: LEVELS.index(rights.elsewhere) + 1])}"
    simple = {"own": f"coalesce({own}, false)", "coarse": coarse}
    sources = "[" + ", ".join(_quoted(rights.projects_of or ())) + "]"
    readable = f"(select project_code from {WHOLE}.mart.project)"
    return term.format(
        **simple,
        district=str(rights.elsewhere != "municipality").lower(),
        hidden=HIDDEN.format(**simple),
        readable=readable if rights.projects_of is None else READABLE.format(sources=sources),
    )


def _codes(codes: Iterable[str]) -> str:
    return f"({', '.join(_quoted(codes)) or 'null'})"


def _quoted(codes: Iterable[str]) -> list[str]:
    """Codes as they stand in a statement.

    Raises:
        ValueError: something that is no code, which whoever makes rights refuses already.
    """
    listed = list(codes)
    if strange := [code for code in listed if not CODE.fullmatch(code) and code not in LEVELS]:
        raise ValueError(strange)
    return [f"'{code}'" for code in listed]
