"""A row is called by its name in the language of the page."""

from __future__ import annotations

import pytest

from dashboard import text
from dashboard.answers.rows import PartnersNames, ProjectsList
from dashboard.charts.named import coded, delivered, named
from dashboard.text.markup import Delivered
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


def test_a_column_goes_on_knowing_what_projects_wrote():
    column = delivered([Delivered("Huisbezoek <b>"), "–", None])

    assert list(map(type, column)) == [Delivered, str, type(None)]


@pytest.mark.parametrize("kind", [str, Delivered])
def test_a_text_behind_its_code_is_of_whom_it_was(kind):
    told = coded("LSI-2024-001", kind("Adrescontrole"))

    assert told == "LSI-2024-001 Adrescontrole"
    assert type(told) is kind
