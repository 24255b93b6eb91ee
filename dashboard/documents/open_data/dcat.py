"""The record of a catalogue: DCAT-AP-NL 3.0 (Geonovum), as JSON-LD and as Turtle.

Addresses are relative to the record, so it holds wherever the folder is put.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dashboard.documents.open_data.csvw import both
from dashboard.documents.open_data.edition import LICENCE_ADDRESS, PUBLISHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.documents.open_data.edition import Edition, File, Resource

Node = dict[str, Any]
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
MEDIA = "https://www.iana.org/assignments/media-types"
KINDS = {"csv": ("CSV", "text/csv"), "parquet": ("PARQUET", "application/vnd.apache.parquet")}
LANGUAGES = [{"@id": f"{EU}/language/NLD"}, {"@id": f"{EU}/language/ENG"}]
DATASET, PUBLISHED_BY, CONTACT = "#dataset", "#publisher", "#contact"


def record(edition: Edition) -> list[Node]:
    """The record as nodes: the dataset first, then who published it and every file."""
    files = [(resource, file) for resource in edition.resources for file in (resource.csv, resource.parquet)]
    dataset = {
        "@id": DATASET,
        "@type": "dcat:Dataset",
        "dct:title": both(edition.title),
        "dct:description": both(edition.about),
        "dct:identifier": f"lsi-release-{edition.id}",
        "dcat:version": edition.id,
        "dct:issued": _typed(edition.issued_at, "dateTime"),
        "dct:modified": _typed(edition.made_at, "dateTime"),
        "dct:publisher": {"@id": PUBLISHED_BY},
        "dct:creator": {"@id": PUBLISHED_BY},
        "dcat:contactPoint": {"@id": CONTACT},
        "dct:license": {"@id": LICENCE_ADDRESS},
        "dct:accessRights": {"@id": f"{EU}/access-right/PUBLIC"},
        "dcat:theme": [{"@id": f"{EU}/data-theme/GOVE"}, {"@id": f"{EU}/data-theme/SOCI"}],
        "dct:language": LANGUAGES,
        "foaf:page": {"@id": "README.md"},
        "dct:spatial": {"@id": f"{EU}/country/NLD"},
        **_period(edition),
        "dcat:distribution": [{"@id": file.name} for _, file in files],
    }
    name = both(PUBLISHER)
    return [
        dataset,
        {"@id": PUBLISHED_BY, "@type": "foaf:Agent", "foaf:name": name},
        {"@id": CONTACT, "@type": "vcard:Organization", "vcard:fn": PUBLISHER.nl},
        *(_distribution(resource, file) for resource, file in files),
    ]


def json_ld(nodes: list[Node]) -> str:
    """The nodes as JSON-LD."""
    return json.dumps({"@context": PREFIXES, "@graph": nodes}, indent=1, ensure_ascii=False)


def turtle(nodes: list[Node]) -> str:
    """The same nodes as Turtle."""
    heads = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    return "\n".join([*heads, *(f"\n<{node['@id']}>\n    {_pairs(node)} ." for node in nodes)]) + "\n"


def _distribution(resource: Resource, file: File) -> Node:
    kind, media_type = KINDS[file.name.rsplit(".", 1)[1]]
    return {
        "@id": file.name,
        "@type": "dcat:Distribution",
        "dct:title": both(resource.table.title),
        "dct:description": both(resource.table.text),
        "dcat:accessURL": {"@id": file.name},
        "dcat:downloadURL": {"@id": file.name},
        "dct:format": {"@id": f"{EU}/file-type/{kind}"},
        "dcat:mediaType": {"@id": f"{MEDIA}/{media_type}"},
        "dcat:byteSize": _typed(str(file.n_bytes), "nonNegativeInteger"),
        "dct:license": {"@id": LICENCE_ADDRESS},
        "dct:language": LANGUAGES,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": f"{PREFIXES['spdx']}checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(file.sha256, "hexBinary"),
        },
    }


def _period(edition: Edition) -> Node:
    if edition.first_day is None:
        return {}
    first, last = (_typed(str(day), "date") for day in (edition.first_day, edition.last_day))
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}}


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}


def _pairs(node: Mapping[str, Any]) -> str:
    return " ;\n    ".join(_predicates(node))


def _predicates(node: Mapping[str, Any]) -> Iterator[str]:
    if "@type" in node:
        yield f"a {node['@type']}"
    for name, value in node.items():
        if not name.startswith("@"):
            yield f"{name} {', '.join(map(_object, value if isinstance(value, list) else [value]))}"


def _object(value: str | Mapping[str, Any]) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if "@value" in value:
        tail = f"@{value['@language']}" if "@language" in value else f"^^{value['@type']}"
        return json.dumps(value["@value"], ensure_ascii=False) + tail
    return f"<{value['@id']}>" if "@id" in value else f"[ {' ; '.join(_predicates(value))} ]"
