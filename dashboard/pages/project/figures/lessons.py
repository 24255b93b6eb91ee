"""What a delivery holds of lessons: notes of steps, reasons of extension and stop, agreements with their verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.agreements import ABSENT, left_text
from dashboard.charts.numbers import day, number
from dashboard.text import language, say
from dashboard.text.markup import clean, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence


NO_AGREEMENTS = ("proposed", "approved", "running", "suspended", "dpia_stop", "rejected", "stopped_early")


def told(row: pd.Series, steps: pd.DataFrame) -> list[tuple[str, str]]:
    """What the project wrote itself: where it stands, and the text.

    Args:
        row: the project.
        steps: the classified steps.
    """
    found = [
        (f"{code} {name}", clean(note))
        for code, name, note in zip(steps["step_code"], steps[f"name_{language()}"], steps["note"], strict=True)
        if isinstance(note, str) and note.strip()
    ]
    if row["extended"] and isinstance(row["extension_reason"], str):
        title = say("project.lessons.extended", date=day(row["extended_until_date"]))
        found.append((title, clean(row["extension_reason"])))
    return found


def sentence(notes: Sequence[tuple[str, str]], agreements: pd.DataFrame, state: str) -> str:
    """How much there is to learn from, or that nothing was delivered."""
    first = say("project.lessons.notes", n=number(len(notes))) if notes else say("project.lessons.no_notes")
    if agreements.empty:
        key = "no_agreements_yet" if state in NO_AGREEMENTS else "no_agreements"
        return sentences(first, say(f"project.lessons.{key}"))
    sizes = agreements["verdict"].value_counts()
    words = {name: number(int(sizes.get(name, 0))) for name in ("lasts", "fades", "too_early", "unmeasurable")}
    return sentences(first, say("project.lessons.agreements", n=number(len(agreements)), **words))


def note_table(notes: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The texts as a table."""
    return pd.DataFrame(notes, columns=[say("project.lessons.where"), say("project.lessons.text")])


def agreements_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Agreements with owner, state, verdict, why and evidence; delivered texts are plain."""
    return pd.DataFrame(
        {
            say("sustainment.agreement"): [
                f"{c} {t}" for c, t in zip(rows["agreement_code"], rows["agreement"], strict=True)
            ],
            say("sustainment.kind.owner"): rows["owner"].tolist(),
            say("sustainment.status_label"): [say(f"sustainment.status.{code}") for code in rows["status"]],
            say("sustainment.verdict_label"): [say(f"sustainment.verdict.{name}") for name in rows["verdict"]],
            say("sustainment.left"): [left_text(found) for found in rows["lasting"]],
            say("sustainment.because"): [say(f"sustainment.reason.{found.reason}") for found in rows["lasting"]],
            say("sustainment.evidence"): [clean(text) or ABSENT for text in rows["evidence"]],
        }
    )
