"""What people of each role come for: short recipes with a way to the screen. The texts stand in the files of words, by code."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("board", "municipality", "adviser", "partner", "steward")
DESK = "desk"  # instead of a room: what happens at the desk


@dataclass(frozen=True)
class Recipe:
    """One task.

    Attributes:
        code: its texts stand under ``help.recipe.<code>``.
        room: where it is done: a page, or ``DESK``.
        keys: of the address of that page.
    """

    code: str
    room: str
    keys: tuple[tuple[str, str], ...] = ()


RECIPES: dict[str, tuple[Recipe, ...]] = {
    "board": (
        Recipe("decide", "overview"),
        Recipe("certain", "overview", (("money", "decision"),)),
        Recipe("missing", "partners"),
        Recipe("board_report", "report", (("kind", "board"),)),
    ),
    "municipality": (
        Recipe("own_results", "overview"),
        Recipe("wijken", "compare"),
        Recipe("on_map", "area_map"),
        Recipe("compose", "own_area"),
    ),
    "adviser": (
        Recipe("dossier", "project"),
        Recipe("changed", "effect"),
        Recipe("lasting", "sustainment"),
        Recipe("evaluation", "report", (("kind", "evaluation"),)),
    ),
    "partner": (
        Recipe("hand_in", DESK),
        Recipe("check_in", "partners"),
        Recipe("own_lessons", "projects"),
    ),
    "steward": (
        Recipe("publish", DESK),
        Recipe("answer", DESK),
        Recipe("oversee", DESK),
        Recipe("account", "accountability"),
    ),
}
KEYS = ("tab", "enter", "search", "escape", "arrows")
