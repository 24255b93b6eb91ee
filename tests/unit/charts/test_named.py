"""A row is called by its name in the language of the page."""

from __future__ import annotations

import pytest

from dashboard import text
from dashboard.answers.rows import PartnersNames, ProjectsList
from dashboard.charts.named import named
from tests.conftest import row


@pytest.mark.parametrize(("language", "name"), [("nl", "Belastingdienst"), ("en", "Tax Administration")])
def test_a_name_follows_the_language(language, name):
    text.use(language)
    read = named(PartnersNames("BD", "Belastingdienst", "Tax Administration"))
    text.use("nl")

    assert read == name


def test_other_texts_in_two_languages_are_asked_by_name():
    project = row(ProjectsList, type_name_nl="Wijkgerichte aanpak", lead_name_nl="Gemeenten")

    assert (named(project, "type_name"), named(project, "lead_name")) == ("Wijkgerichte aanpak", "Gemeenten")
