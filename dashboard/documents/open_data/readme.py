"""``README.md`` and ``LICENCE``: what a stranger needs to know, first in Dutch and then in English."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dashboard.charts.numbers import day
from dashboard.documents.open_data.edition import LICENCE_ADDRESS, LICENCE_NAME, PUBLISHER
from dashboard.text import LANGUAGES, language, say

if TYPE_CHECKING:
    from dashboard.answers.tables import Words
    from dashboard.documents.open_data.edition import Edition, Resource

RULES = ("rounded", "zero", "missing", "levels", "amounts", "selected", "codes", "texts", "people")
EXAMPLE = """```sql
-- DuckDB
select name_nl, sum(n_value)
from 'outcome_area.parquet' join 'measure.parquet' using (measure_code)
where level = 'municipality' and month >= date '2024-01-01'
group by all;
```

```python
# pandas
import pandas as pd

counts = pd.read_csv("outcome_area.csv", parse_dates=["month"])
```"""


def readme(edition: Edition) -> str:
    """The whole text in Markdown, in both languages."""
    return "\n".join(edition.spoken(one, _readme, edition) for one in LANGUAGES)


def licence(edition: Edition) -> str:
    """What anybody may do with the data, and whom to name."""
    return "\n".join(edition.spoken(one, _licence, edition) for one in LANGUAGES)


def _readme(edition: Edition) -> str:
    parts = [
        f"# {_said(edition.title)}",
        _said(edition.about),
        say(
            "open_data.readme.release",
            id=edition.id,
            date=day(datetime.fromisoformat(edition.issued_at)),
            name=edition.policy.name,
            version=edition.policy.version,
        ),
        *_period(edition),
        f"## {say('open_data.readme.how')}",
        "\n".join(f"- {say(f'open_data.readme.rule.{rule}')}" for rule in RULES),
        f"## {say('open_data.readme.open')}",
        say("open_data.readme.formats"),
        EXAMPLE,
        f"## {say('open_data.readme.tables')}",
        "\n".join(
            [
                f"| {say('open_data.readme.table')} | {say('open_data.readme.what')} | {say('open_data.readme.rows')} |",
                "|---|---|---|",
                *(_line(resource) for resource in edition.resources),
            ]
        ),
        f"## {say('open_data.readme.files')}",
        say("open_data.readme.beside"),
        f"## {say('open_data.readme.licence')}",
        _licence(edition),
    ]
    return "\n\n".join(parts)


def _period(edition: Edition) -> list[str]:
    if edition.first_day is None or edition.last_day is None:
        return []
    return [say("open_data.readme.period", first=day(edition.first_day), last=day(edition.last_day))]


def _line(resource: Resource) -> str:
    title, what = _said(resource.table.title), _said(resource.table.text)
    return f"| `{resource.table.name}` | **{title}.** {what} | {resource.n_rows} |"


def _licence(edition: Edition) -> str:
    mention = say("open_data.licence.mention", publisher=_said(PUBLISHER), id=edition.id)
    given = say("open_data.licence.given", name=LICENCE_NAME, address=LICENCE_ADDRESS)
    return "\n\n".join([given, mention, say("open_data.licence.others")]) + "\n"


def _said(words: Words) -> str:
    return words.nl if language() == "nl" else words.en
