"""One line says what a viewer does not see."""

from __future__ import annotations

import pytest

from dashboard.access import VIEWER, Rights
from dashboard.ui.limits import hides_texts, limits

PARTICIPATION = "Teksten en kosten staan alleen bij projecten waaraan u deelneemt; elders staat ⊘."
NAMES = {"GM0363": "Amsterdam", "GM0599": "Rotterdam"}


@pytest.mark.parametrize(
    ("rights", "line"),
    [
        (VIEWER, ""),
        (
            Rights(True, (), "municipality", ()),
            "U ziet wijken en buurten alleen zover uw rol dat toelaat: tot op de gemeente. Teksten en kosten van projecten ziet u niet; waar een tekst staat, ziet u ⊘.",
        ),
        (
            Rights(True, ("GM0363", "GM0599"), "district", ("GM0363",)),
            "U ziet wijken en buurten alleen zover uw rol dat toelaat: Amsterdam, Rotterdam tot op de buurt, elders tot op de wijk. "
            + PARTICIPATION,
        ),
        (
            Rights(True, None, "neighbourhood", ("UWV",)),
            PARTICIPATION,
        ),
    ],
)
def test_what_is_hidden_is_said(rights, line):
    assert limits(rights, NAMES) == line


def test_a_project_says_by_its_reason_that_its_texts_are_hidden():
    assert hides_texts("⊘")
    assert not hides_texts(None)
    assert not hides_texts("Veel meldingen")
