"""What axe finds wrong for who hears a page, sees little or uses no mouse.

Axe comes with a package of ours and is read into the page over the protocol of the browser, because the policy of the page
runs no script of others. Of a table it looks at five rows: the others are drawn alike, and ten thousand cells
take it a minute.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib.resources import files

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """async (rules) => {
  const rows = [...document.querySelectorAll("[data-testid=stTable] tbody tr:nth-child(n + 6)")].map((row) => [row, row.parentElement]);
  rows.forEach(([row]) => row.remove());
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations", "incomplete", "passes"] });
  rows.forEach(([row, body]) => body.append(row));
  const nodes = (kind) => found[kind].flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, html }) => ({ rule: id, impact, at: target.join(" "), html: html.slice(0, 200) })));
  return { version: axe.version, passed: found.passes.map(({ id }) => id), violations: nodes("violations"), incomplete: nodes("incomplete") };
}"""


@dataclass(frozen=True)
class Found:
    """What axe says of one page.

    Attributes:
        version: of axe.
        passed: rules that held somewhere.
        violations: rule, impact, element and its HTML of each that broke one.
        undecided: how many elements it could not judge, by rule.
    """

    version: str
    passed: frozenset[str]
    violations: tuple[str, ...]
    undecided: Counter


def examine(tab) -> Found:
    """Look at a page as it stands."""
    if not tab.page.evaluate("() => 'axe' in window"):
        session = tab.page.context.new_cdp_session(tab.page)
        session.send("Runtime.evaluate", {"expression": SOURCE})
        session.detach()
    found = tab.page.evaluate(RUN, RULES)
    lines = (f"{one['rule']} ({one['impact']}): {one['at']} {one['html']}" for one in found["violations"])
    undecided = Counter(one["rule"] for one in found["incomplete"])
    return Found(found["version"], frozenset(found["passed"]), tuple(lines), undecided)


def faults(tab) -> tuple[str, ...]:
    """What is wrong on a page as it stands; nothing is excused."""
    return examine(tab).violations
