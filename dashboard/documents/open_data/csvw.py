"""``<table>.csv-metadata.json``: one table for programs that read CSV on the Web (W3C, Metadata Vocabulary for Tabular Data).

Names stand in the first line of the file, so a column has no ``titles``; what people call it stands under ``rdfs:label``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.documents.open_data.edition import LICENCE_ADDRESS, PUBLISHER

if TYPE_CHECKING:
    from dashboard.answers.tables import Words
    from dashboard.documents.open_data.edition import Field, Resource


def table_description(resource: Resource) -> dict[str, Any]:
    """The description of one table as plain data."""
    table = resource.table
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": resource.csv.name,
        "dc:title": both(table.title),
        "dc:description": both(table.text),
        "dc:license": {"@id": LICENCE_ADDRESS},
        "dc:publisher": both(PUBLISHER),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {
            "columns": [_column(field) for field in resource.fields],
            **({"primaryKey": list(resource.key)} if resource.key else {}),
        },
    }


def both(words: Words) -> list[dict[str, str]]:
    """A text in both languages, as JSON-LD writes it."""
    return [{"@value": words.nl, "@language": "nl"}, {"@value": words.en, "@language": "en"}]


def _column(field: Field) -> dict[str, Any]:
    column = field.column
    return {
        "name": column.name,
        "datatype": field.kind,
        "required": field.is_required,
        "rdfs:label": both(column.title),
        "dc:description": both(column.text),
        **({"schema:unitText": column.unit} if column.unit else {}),
    }
