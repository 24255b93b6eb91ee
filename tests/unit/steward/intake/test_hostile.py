"""Whatever is done to a delivery, the reader gives a report or one sentence, never a traceback; and says what it means."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import UserError
from dashboard.steward.intake.check import check
from dashboard.text import say
from tests.mutations import SNIPPETS, members_of, spliced

CUT = st.integers(0, 2**16)
CHANGES = st.lists(st.tuples(CUT, st.integers(0, 40), st.sampled_from(SNIPPETS)), min_size=1, max_size=4)
CELLS = st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.dates(), st.none(), st.booleans())


def changed(data, changes):
    """Bytes in which at some places a number of bytes became others."""
    for place, length, snippet in changes:
        at = place % (len(data) + 1)
        data = spliced(data, at, length, snippet)
    return data


def says_what_it_means(path):
    """The report, or the one sentence, of a file; anything else fails."""
    try:
        return [(problem.what, problem.what_to_do) for problem in check(path).problems]
    except UserError as error:
        return say(error.key, **error.values)


@pytest.fixture(params=[15, pytest.param(300, marks=pytest.mark.slow)], ids=["a few", "many"])
def often(request):
    """How often something is done to a delivery; each costs a whole check."""
    return settings(max_examples=request.param, deadline=None)


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture
def good(workbook, zipped, sheets):
    """The bytes of a correct workbook and of a correct ZIP with CSV files."""
    return workbook(sheets).read_bytes(), zipped(sheets).read_bytes()


def test_changes_in_any_part_of_a_workbook(good, target, often):
    @often
    @given(st.data(), CHANGES)
    def change(data, changes):
        members = members_of(good[0])
        name = data.draw(st.sampled_from(sorted(members)))
        members[name] = changed(members[name], changes)
        with zipfile.ZipFile(target / "a.xlsx", "w") as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        says_what_it_means(target / "a.xlsx")

    change()


def test_changes_in_the_bytes_of_a_zip(good, target, often):
    @often
    @given(st.sampled_from([0, 1]), CHANGES)
    def change(wrapping, changes):
        (target / "a.zip").write_bytes(changed(good[wrapping], changes))
        says_what_it_means(target / "a.zip")

    change()


def test_changes_in_the_bytes_of_a_csv_file(sheets, target, often):
    @often
    @given(st.sampled_from(["levering", "resultaten", "borging"]), CHANGES)
    def change(name, changes):
        with zipfile.ZipFile(target / "csv.zip", "w") as archive:
            for heading, rows in sheets.items():
                fields = list(dict.fromkeys(field for row in rows for field in row))
                lines = [";".join(fields), *(";".join(row.get(field, "") for field in fields) for row in rows)]
                data = "\r\n".join(lines).encode()
                archive.writestr(f"{heading}.csv", changed(data, changes) if heading == name else data)
        says_what_it_means(target / "csv.zip")

    change()


def test_any_value_in_any_cell(sheets, target, often):
    @often
    @given(st.data())
    def change(data):
        heading = data.draw(st.sampled_from(sorted(sheets)))
        row = data.draw(st.sampled_from(sheets[heading]))
        field = data.draw(st.sampled_from(sorted(row)))
        before, row[field] = row[field], str(data.draw(CELLS))
        with zipfile.ZipFile(target / "cells.zip", "w") as archive:
            for name, rows in sheets.items():
                out = io.StringIO(newline="")
                fields = list(dict.fromkeys(one for line in rows for one in line))
                out.write(";".join(fields) + "\n")
                for line in rows:
                    out.write(";".join('"' + line.get(one, "").replace('"', '""') + '"' for one in fields) + "\n")
                archive.writestr(f"{name}.csv", out.getvalue().encode("utf-8", errors="replace"))
        row[field] = before
        says_what_it_means(target / "cells.zip")

    change()
