"""What projects pass on to others: lessons as they were delivered, by theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.named import delivered
from dashboard.text import say
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.answers.rows import ProjectsLessons

# In the order of a project.
THEMES = ("preparation", "cooperation", "data_and_privacy", "selection", "execution", "residents", "sustainment")
EMPTY = "–"


def theme_name(code: str) -> str:
    """A theme in words."""
    return say(f"lessons.theme.{code}")


def by_theme(lessons: Sequence[ProjectsLessons]) -> list[ProjectsLessons]:
    """The lessons in the order of a project, otherwise as they were."""
    return sorted(lessons, key=lambda lesson: THEMES.index(lesson.theme_code))


def lesson_table(lessons: Sequence[ProjectsLessons]) -> pd.DataFrame:
    """Theme, what worked, what did not, and whether the project would do so again; delivered texts are plain."""
    return pd.DataFrame(
        {
            say("lessons.theme_label"): [theme_name(lesson.theme_code) for lesson in lessons],
            say("lessons.worked"): delivered(clean(lesson.what_worked) or EMPTY for lesson in lessons),
            say("lessons.did_not"): delivered(clean(lesson.what_did_not) or EMPTY for lesson in lessons),
            say("lessons.again"): [again(lesson) for lesson in lessons],
        }
    )


def again(lesson: ProjectsLessons) -> str:
    """Whether the project would do so again, or that it did not say."""
    if lesson.would_do_again is None:
        return say("projects.unknown")
    return say(f"lessons.{'yes' if lesson.would_do_again else 'no'}")
