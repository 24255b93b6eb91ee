"""``datapackage.json``: the tables for programs, by the Tabular Data Package of Frictionless (specs.frictionlessdata.io, version 1).

Dutch stands under the names the standard knows, English beside it under the same name with ``_en``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.documents.open_data.edition import LICENCE, LICENCE_ADDRESS, LICENCE_NAME, PUBLISHER

if TYPE_CHECKING:
    from dashboard.answers.tables import Words
    from dashboard.documents.open_data.edition import Edition, Field, File, Resource


def data_package(edition: Edition) -> dict[str, Any]:
    """The whole package as plain data."""
    return {
        "profile": "tabular-data-package",
        "name": "lsi-results",
        "id": f"lsi-release-{edition.id}",
        "version": edition.id,
        "created": edition.made_at,
        **_named("title", edition.title),
        **_named("description", edition.about),
        "keywords": ["LSI", "interventieteams", "handhaving", "sociale zekerheid", "enforcement", "social security"],
        "licenses": [{"name": LICENCE, "path": LICENCE_ADDRESS, "title": LICENCE_NAME}],
        "contributors": [{"title": PUBLISHER.nl, "title_en": PUBLISHER.en, "role": "publisher"}],
        "temporal": {"start": str(edition.first_day), "end": str(edition.last_day)} if edition.first_day else {},
        "resources": [_resource(resource) for resource in edition.resources],
    }


def _resource(resource: Resource) -> dict[str, Any]:
    table = resource.table
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        **_named("title", table.title),
        **_named("description", table.text),
        **_file(resource.csv, "csv", "text/csv"),
        "encoding": "utf-8",
        "rows": resource.n_rows,
        "alternatives": [_file(resource.parquet, "parquet", "application/vnd.apache.parquet")],
        "schema": {
            "fields": [_field(field) for field in resource.fields],
            "missingValues": [""],
            **({"primaryKey": list(resource.key)} if resource.key else {}),
            "foreignKeys": [_reference(table.name, field) for field in resource.fields if field.refers],
        },
    }


def _file(file: File, kind: str, media_type: str) -> dict[str, Any]:
    sha256 = f"sha256:{file.sha256}"
    return {"path": file.name, "format": kind, "mediatype": media_type, "bytes": file.n_bytes, "hash": sha256}


def _field(field: Field) -> dict[str, Any]:
    column = field.column
    constraints: dict[str, Any] = {"required": True} if field.is_required else {}
    if field.codes:
        constraints["enum"] = list(field.codes)
    if column.unit == "count":
        constraints["minimum"] = 0
    return {
        "name": column.name,
        "type": field.kind,
        **_named("title", column.title),
        **_named("description", column.text),
        **({"unit": column.unit} if column.unit else {}),
        **({"codes": column.codes} if column.codes else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _reference(own: str, field: Field) -> dict[str, Any]:
    table, column = field.refers
    return {
        "fields": field.column.name,
        "reference": {"resource": "" if table == own else table, "fields": column},
    }


def _named(name: str, words: Words) -> dict[str, str]:
    return {name: words.nl, f"{name}_en": words.en}
