"""Real deliveries with something done to them, through the door they come in by: no fault, nothing half, nothing let in wrongly."""

from __future__ import annotations

import io
import shutil
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import UserError
from dashboard.settings import SAMPLE, Settings
from dashboard.steward.intake import archive
from dashboard.steward.intake.contract import BY_NAME, SHEETS
from dashboard.steward.intake.example import EXAMPLE
from dashboard.steward.intake.facts import Known
from dashboard.steward.intake.standing import Standing
from dashboard.steward.intake.template import write_template
from dashboard.steward.intake.typed import typed_name
from dashboard.steward.intake.workers import examine_all
from dashboard.text import say
from tests.mutations import BOOK, FILE, NUMBERS, WRITING, Verdict, read, totals

AT = "2026-11-27T09:00:00+00:00"
NAMES = (
    "BD_2019.zip",
    "DTO_2024Q3.xlsx",
    "GEM_GM9001_2024Q3.zip",
    "POL_2026Q3.zip",
    "SVB_2024Q1.xlsx",
    "UWV_2025Q1.xlsx",
)
AS_IT_IS = "as it is"
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """By their name the bytes of some deliveries of the sample, and of the template that somebody filled in."""
    file = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(file)
    book = openpyxl.load_workbook(file)
    for sheet in SHEETS:
        heads = [str(cell.value).rstrip(" *") for cell in book[sheet.heading][1]]
        for number, row in enumerate(EXAMPLE[sheet.name], start=2):
            for name, text in row.items():
                book[sheet.heading].cell(number, heads.index(name) + 1, text)
    filled = io.BytesIO()
    book.save(filled)
    return {name: (SAMPLE / "deliveries" / name).read_bytes() for name in NAMES} | {"template.xlsx": filled.getvalue()}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return Settings(data=tmp_path_factory.mktemp("mutated"))


def mutated(chance, data, content, written, done):
    """The bytes of a delivery after what is done to its content, to how it is written and to its file; and what it should come to.

    What may happen to a file may also take away what was wrong in it.
    """
    if written == AS_IT_IS:
        return FILE[done].make(chance, data), FILE[done].verdict
    steps = BOOK[content], WRITING[written], FILE[done]
    book = {
        name: [[head.rstrip("* ") for head in rows[0]], *(row for row in rows[1:] if any(row))]
        for name, rows in read(data).items()
        if name in {sheet.heading for sheet in SHEETS}
    }
    for step in steps:
        book = step.make(chance, book)
    verdict = Verdict.EITHER if FILE[done].verdict == Verdict.EITHER else max(step.verdict for step in steps)
    return book, verdict


def taken_in(home, path):
    """The receipt of a delivery and what it holds by the intake, or the sentence that refuses it; leaves the archive empty."""
    (candidate,) = examine_all([path], home, Known(), AT)
    if isinstance(candidate, UserError):
        assert candidate.key != "intake.unreadable.unforeseen", say(candidate.key, **candidate.values)
        assert list(home.archive.iterdir()) == []
        return None, say(candidate.key, **candidate.values)
    with archive.alone(home):
        receipt = archive.settle(candidate, home, Standing())
    assert archive.receipts(home) == [receipt]
    names = {one.name for one in home.archive.iterdir()} - {archive.LOCK, typed_name(receipt.sha256)}
    assert names == {f"{receipt.sha256}.json", f"{receipt.sha256}{receipt.suffix}"}
    held = archive.load(receipt, home).sheets if receipt.status == "accepted" else None
    shutil.rmtree(home.archive)
    return held, " ".join(problem.what for problem in receipt.problems)


def sums(sheets):
    """As ``totals`` says them, of a delivery as the intake reads it."""
    return {
        BY_NAME[name].heading: (
            len(frame),
            {
                column.name: Decimal(str(float(frame[column.name].sum()))).quantize(CENT)
                for column in BY_NAME[name].columns
                if column.kind in NUMBERS and float(frame[column.name].sum())
            },
        )
        for name, frame in sheets.items()
        if len(frame)
    }


def rounded(found):
    return {
        name: (n, {one: total.quantize(CENT) for one, total in columns.items()}) for name, (n, columns) in found.items()
    }


def plainly(data, before):
    """What a plain reading finds in these bytes; that of the delivery before where no library can read them."""
    try:
        return rounded(totals(read(data)))
    except Exception:  # noqa: BLE001  whatever a library makes of damage
        return rounded(totals(read(before)))


def one_of(mutations):
    """Half of the time one that leaves it what it was: of a delivery that suffers twice nearly all are refused."""
    gentle = sorted(name for name, one in mutations.items() if one.verdict == Verdict.TAKEN)
    return st.sampled_from(gentle) | st.sampled_from(sorted(mutations))


@pytest.mark.parametrize("times", [10, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_mutated_delivery_is_refused_or_means_what_it_says(real, home, tmp_path, times):
    @settings(max_examples=times, derandomize=times == 10)
    @given(
        name=st.sampled_from(sorted(real)),
        content=one_of(BOOK),
        written=st.sampled_from([AS_IT_IS, *sorted(WRITING)]),
        done=one_of(FILE),
        chance=st.randoms(use_true_random=False),
    )
    def mutate(name, content, written, done, chance):
        data, verdict = mutated(chance, real[name], content, written, done)
        path = tmp_path / ("levering.xlsx" if b"xl/workbook.xml" in data[:2000] else "levering.zip")
        path.write_bytes(data)

        held, said = taken_in(home, path)

        if verdict == Verdict.TAKEN:
            assert held is not None, said
        if verdict == Verdict.REFUSED:
            assert held is None
            assert said
        if held is not None:
            assert sums(held) == plainly(data, real[name])

    mutate()
