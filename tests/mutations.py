"""What people, programs and disks do to a delivery, each with what it should come to; and a plain reading to hold it against.

A mutation is a pure function of a source of chance and a delivery. Its verdict does not ask the intake: the content still is
what it was (``TAKEN``), must not be let in (``REFUSED``), or may be either, but when it is let in, as the plain reading has it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import openpyxl

from dashboard.steward.intake.contract import SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Book = dict[str, list[list[str]]]  # name of a sheet to its rows of texts, the headings first
KINDS = {sheet.heading: {column.heading: column for column in sheet.columns} for sheet in SHEETS}
NUMBERS = {"count", "amount", "days"}


class Verdict(IntEnum):
    """What a mutated delivery should come to; of several mutations the highest counts."""

    TAKEN = 0
    EITHER = 1
    REFUSED = 2


class Mutation(NamedTuple):
    """One thing that is done.

    Attributes:
        verdict: what it should come to.
        make: from chance and what is mutated to what comes of it.
    """

    verdict: Verdict
    make: Callable


TAKEN, EITHER, REFUSED = Verdict
BOOK: dict[str, Mutation] = {}
WRITING: dict[str, Mutation] = {}
FILE: dict[str, Mutation] = {}


def mutation(where: dict[str, Mutation], verdict: Verdict):
    """Note a mutation under the name of its function."""

    def note(make):
        where[make.__name__] = Mutation(verdict, make)
        return make

    return note


# -- a plain reading


def read(data: bytes) -> Book:
    """The texts of a delivery as any library gives them; whatever it cannot read raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            return _workbook(data)
        inside = [name for name in names if name.lower().endswith((".xlsx", ".xlsm"))]
        if inside:
            return _workbook(archive.read(inside[0]))
        tables = [name for name in names if name.endswith(".csv")]
        return {re.split(r"[/\\]", name)[-1][:-4]: _csv(archive.read(name)) for name in tables}


def _workbook(data: bytes) -> Book:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {sheet.title: [[_text(cell) for cell in row] for row in sheet.values] for sheet in book.worksheets}


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _csv(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    first = text.splitlines()[0] if text else ""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count)))


def totals(book: Book) -> dict[str, tuple[int, dict[str, Decimal]]]:
    """Per sheet of the contract its number of rows and the sum of each column of numbers."""
    found = {}
    for name, columns in KINDS.items():
        rows = [row for row in book.get(name, []) if any(_plain(cell) for cell in row)]
        folded = [[_plain(head).lower().replace(" ", "_") for head in row] for row in rows[:20]]
        top = next((n for n, heads in enumerate(folded) if len(columns.keys() & {*heads}) > 1), 0)
        rows = rows[top:]
        if len(rows) < 2:
            continue
        heads = folded[top]
        sums = {
            column.name: sum((_number(row[heads.index(head)]) for row in rows[1:] if head in heads), Decimal())
            for head, column in columns.items()
            if column.kind in NUMBERS
        }
        found[name] = (len(rows) - 1, {one: total for one, total in sums.items() if total})
    return found


def _plain(text: str) -> str:
    return re.sub(r"[\s\u200b\u200e\u200f\u202a-\u202e\ufeff\x00-\x08]+", " ", text).strip(" *")


def _number(text: str) -> Decimal:
    plain = re.sub(r"[€ +]", "", _plain(text)).removesuffix(",-")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", plain):
        plain = plain.replace(".", "")
    try:
        return Decimal(plain or "0")
    except InvalidOperation:
        return Decimal("NaN")


# -- what is done to the content


def _copied(book: Book) -> Book:
    return {name: [list(row) for row in rows] for name, rows in book.items()}


def _sheet(chance: Random, book: Book) -> list[list[str]]:
    """One of its sheets with rows in it, that of the delivery left alone."""
    return book[
        chance.choice([name for name, rows in book.items() if len(rows) > 1 and name in KINDS and name != "levering"])
    ]


def _cell(chance: Random, book: Book, wanted: Callable) -> tuple[list[str], int] | None:
    """A row and a place in it with a filled cell of a column that is wanted."""
    cells = [
        (row, n)
        for name, rows in book.items()
        for row in rows[1:]
        for n, text in enumerate(row)
        if text and n < len(rows[0]) and rows[0][n] in KINDS.get(name, ()) and wanted(KINDS[name][rows[0][n]])
    ]
    return chance.choice(cells) if cells else None


def _with(chance: Random, book: Book, wanted: Callable, change: Callable) -> Book:
    """The book with one cell changed; where none will do the sheet of the delivery names no partner, which is refused too."""
    changed = _copied(book)
    found = _cell(chance, changed, wanted)
    if found is None:
        changed["levering"][1][changed["levering"][0].index("partner")] = ""
        return changed
    row, n = found
    row[n] = change(row[n])
    return changed


def _every(book: Book, wanted: Callable, change: Callable) -> Book:
    return {
        name: rows[:1]
        + [
            [
                change(text) if text and (column := KINDS.get(name, {}).get(head)) and wanted(column) else text
                for head, text in zip(rows[0], row, strict=True)
            ]
            for row in rows[1:]
        ]
        for name, rows in book.items()
    }


@mutation(BOOK, TAKEN)
def nothing(_chance, book):
    return book


@mutation(BOOK, TAKEN)
def rows_in_another_order(chance, book):
    return {name: rows[:1] + chance.sample(rows[1:], len(rows) - 1) for name, rows in book.items()}


@mutation(BOOK, TAKEN)
def columns_in_another_order(chance, book):
    order = {name: chance.sample(range(len(rows[0])), len(rows[0])) for name, rows in book.items()}
    return {name: [[row[n] for n in order[name]] for row in rows] for name, rows in book.items()}


@mutation(BOOK, TAKEN)
def sheets_in_another_order(chance, book):
    return {name: book[name] for name in chance.sample(sorted(book), len(book))}


@mutation(BOOK, TAKEN)
def blank_rows(chance, book):
    changed = _copied(book)
    for rows in changed.values():
        for _ in range(chance.randint(0, 3)):
            rows.insert(chance.randint(1, len(rows)), [""] * len(rows[0]))
    return changed


@mutation(BOOK, TAKEN)
def blanks_round_cells(chance, book):
    blank = chance.choice([" ", "  ", "\u00a0", "\u200e", "\u2003"])
    return _every(book, lambda _: True, lambda text: f"{blank}{text}{blank}")


@mutation(BOOK, TAKEN)
def headings_as_people_write_them(chance, book):
    write = chance.choice([str.upper, str.capitalize, lambda text: text.replace("_", " "), lambda text: f" {text} * "])
    return {name: [[write(head) for head in rows[0]], *rows[1:]] for name, rows in book.items()}


@mutation(BOOK, TAKEN)
def an_empty_sheet_more(_chance, book):
    return book | {"Blad9": [[""]]}


@mutation(BOOK, TAKEN)
def dates_in_dutch(_chance, book):
    def dutch(text):
        return "-".join(reversed(text.split("-"))) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text

    return _every(book, lambda column: column.kind == "date", dutch)


@mutation(BOOK, TAKEN)
def codes_in_small_letters(_chance, book):
    return _every(book, lambda column: column.kind in {"area_code", "code", "key"}, str.lower)


@mutation(BOOK, TAKEN)
def amounts_with_a_sign(_chance, book):
    def euro(text):
        return f"€ {text}" if re.fullmatch(r"[0-9]+,[0-9]{2}", text) else text

    return _every(book, lambda column: column.kind == "amount", euro)


@mutation(BOOK, REFUSED)
def a_required_column_less(chance, book):
    changed = _copied(book)
    rows = _sheet(chance, changed)
    name = next(one for one, other in changed.items() if other is rows)
    n = chance.choice([n for n, head in enumerate(rows[0]) if head in KINDS[name] and KINDS[name][head].required])
    for row in rows:
        del row[n]
    return changed


@mutation(BOOK, REFUSED)
def no_sheet_of_the_delivery(_chance, book):
    return {name: rows for name, rows in book.items() if name != "levering"}


@mutation(BOOK, REFUSED)
def a_sheet_under_another_name(chance, book):
    chosen = _sheet(chance, book)
    return {("Blad1" if rows is chosen else one): rows for one, rows in book.items()}


@mutation(BOOK, REFUSED)
def the_delivery_twice(_chance, book):
    return book | {"levering": [*book["levering"], book["levering"][1]]}


@mutation(BOOK, REFUSED)
def a_row_twice_with_other_figures(chance, book):
    changed = _copied(book)
    sheets = [
        rows for name, rows in changed.items() if len(rows) > 1 and name in {"resultaten", "contextcijfers", "doelen"}
    ]
    if not sheets:
        return no_sheet_of_the_delivery(chance, book)
    rows = chance.choice(sheets)
    again = list(chance.choice(rows[1:]))
    n = rows[0].index("doelwaarde" if "doelwaarde" in rows[0] else "waarde")
    again[n] = str(int(float(again[n].replace(".", "").replace(",", "."))) + 1)
    rows.append(again)
    return changed


@mutation(BOOK, REFUSED)
def a_heading_twice(chance, book):
    changed = _copied(book)
    for row in _sheet(chance, changed):
        row.append(row[0])
    return changed


@mutation(BOOK, REFUSED)
def a_required_cell_empty(chance, book):
    return _with(chance, book, lambda column: column.required, lambda _: "")


@mutation(BOOK, REFUSED)
def no_number(chance, book):
    wrong = chance.choice(
        ["-5", "NaN", "inf", "1e5", "12 stuks", "0x1F", "#REF!", "#N/B", "1,2,3", "٣", "5;6", "=1+1", "9" * 30]
    )
    return _with(chance, book, lambda column: column.kind in NUMBERS, lambda _: wrong)


@mutation(BOOK, REFUSED)
def a_part_of_a_file(chance, book):
    return _with(chance, book, lambda column: column.kind == "count", lambda _: chance.choice(["1,5", "0.25", "2,50"]))


@mutation(BOOK, REFUSED)
def no_such_code(chance, book):
    return _with(chance, book, lambda column: column.kind == "code" and column.codes, lambda _: "zulks")


@mutation(BOOK, REFUSED)
def no_such_day(chance, book):
    wrong = chance.choice(["2024-02-30", "31-04-2024", "3/4/2024", "2150-01-01", "12-13-2024", "gisteren", "1-1-24"])
    return _with(chance, book, lambda column: column.kind == "date", lambda _: wrong)


@mutation(BOOK, REFUSED)
def no_area(chance, book):
    return _with(
        chance,
        book,
        lambda column: column.kind == "area_code",
        lambda text: chance.choice([text[:-1], f"X{text}", "BU"]),
    )


@mutation(BOOK, REFUSED)
def the_period_reversed(_chance, book):
    changed = _copied(book)
    heads, row = changed["levering"][0], changed["levering"][1]
    row[heads.index("periode_van")], row[heads.index("periode_tot")] = "2024-12", "2024-01"
    return changed


@mutation(BOOK, REFUSED)
def somebody_named(chance, book):
    who = chance.choice(["BSN 123456782", "j.jansen@example.nl", "06-12345678", "Dorpsstraat 12, 1234 AB"])
    return _with(
        chance,
        book,
        lambda column: column.kind == "text" and column.heading != "formatversie",
        lambda text: f"{text} {who}",
    )


@mutation(BOOK, REFUSED)
def another_format(_chance, book):
    heads, row = book["levering"][0], list(book["levering"][1])
    if "formatversie" not in heads:
        return no_sheet_of_the_delivery(_chance, book)
    row[heads.index("formatversie")] = "99"
    return book | {"levering": [heads, row]}


@mutation(BOOK, REFUSED)
def a_text_without_end(chance, book):
    return _with(
        chance, book, lambda column: column.kind == "text" and column.heading != "formatversie", lambda _: "a" * 200_000
    )


@mutation(BOOK, EITHER)
def any_text_in_any_cell(chance, book):
    text = chance.choice(
        [
            "0",
            "1",
            "12,0",
            "1.234",
            "1 234",
            "1234.5",
            "01-02-2024",
            "2024.1",
            "ja",
            "GM0001",
            "A" * 600,
            "x\ny",
            '"',
            ";",
            "'",
            "=A1",
            "\\",
            "<b>",
        ]
    )
    return _with(chance, book, lambda _: True, lambda _: text)


@mutation(BOOK, EITHER)
def a_column_nobody_asked_for(chance, book):
    changed = _copied(book)
    for n, row in enumerate(_sheet(chance, changed)):
        row.append("opmerking" if n == 0 else "x")
    return changed


@mutation(BOOK, EITHER)
def many_columns(chance, book):
    changed = _copied(book)
    for row in _sheet(chance, changed):
        row.extend([""] * 600)
    return changed


@mutation(BOOK, EITHER)
def lines_above_the_headings(chance, book):
    changed = _copied(book)
    rows = _sheet(chance, changed)
    rows.insert(0, ["Overzicht", *[""] * (len(rows[0]) - 1)])
    return changed


@mutation(BOOK, EITHER)
def rows_less(chance, book):
    changed = _copied(book)
    rows = _sheet(chance, changed)
    del rows[chance.randint(1, len(rows) - 1) :]
    return changed


# -- how it is written


def members_of(data: bytes) -> dict[str, bytes]:
    """The files in an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(
    tables: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED, wrap: Callable[[str], str] = "{}.csv".format
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in tables.items():
            archive.writestr(wrap(name), data)
    return out.getvalue()


def _tables(book: Book, encoding: str = "utf-8-sig", **dialect) -> dict[str, bytes]:
    made = {}
    for name, rows in book.items():
        out = io.StringIO(newline="")
        csv.writer(out, **({"delimiter": ";", "lineterminator": "\r\n"} | dialect)).writerows(rows)
        made[name] = out.getvalue().encode(encoding, errors="replace")
    return made


@mutation(WRITING, TAKEN)
def as_csv(chance, book):
    dialect = {
        "delimiter": chance.choice(";,\t"),
        "lineterminator": chance.choice(["\r\n", "\n"]),
        "quoting": chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    }
    return _zip(_tables(book, chance.choice(["utf-8", "utf-8-sig"]), **dialect))


@mutation(WRITING, TAKEN)
def packed_in_another_way(chance, book):
    how = chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    return _zip(_tables(book), how, chance.choice(["map/{}.csv", "map\\{}.csv", "a/b/{}.csv"]).format)


@mutation(WRITING, EITHER)
def in_another_encoding(chance, book):
    return _zip(_tables(book, chance.choice(["cp1252", "utf-16", "utf-8", "mac-roman", "cp850"])))


def _sheets(book: Book, value: Callable[[str], object]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in book.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([value(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)) for text in row])
        for cell in (one for row in sheet.iter_rows() for one in row):
            if cell.data_type == "f":  # a text that begins with =
                cell.data_type = "s"
    out = io.BytesIO()
    made.save(out)
    parts = members_of(out.getvalue())  # it holds the moment of writing, and one draw is to give the same bytes
    core = "docProps/core.xml"
    return _zip(parts | {core: re.sub(rb"[0-9-]{10}T[0-9:]{8}Z", b"2026-11-01T09:00:00Z", parts[core])}, wrap=str)


@mutation(WRITING, TAKEN)
def as_a_workbook_of_texts(_chance, book):
    return _sheets(book, lambda text: text or None)


@mutation(WRITING, TAKEN)
def as_a_workbook_of_numbers_and_dates(_chance, book):
    def value(text):
        if re.fullmatch(r"0|[1-9][0-9]{0,14}", text):
            return int(text)
        if re.fullmatch(r"[0-9]{1,12},[0-9]{2}", text):
            return float(text.replace(",", "."))
        if re.fullmatch(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-[0-2][1-8]", text):
            return datetime.fromisoformat(text)
        return text or None

    return _sheets(book, value)


@mutation(WRITING, TAKEN)
def as_a_workbook_in_a_zip(chance, book):
    return _zip({"levering": as_a_workbook_of_texts(chance, book)}, wrap="{}.xlsx".format)


# -- what is done to the file


@mutation(FILE, TAKEN)
def left_as_it_is(_chance, data):
    return data


@mutation(FILE, TAKEN)
def dust_beside_it(chance, data):
    return _beside(data, chance.choice(["Thumbs.db", "desktop.ini", "__MACOSX/._x.csv", ".DS_Store"]), b"\0\1\2")


def _beside(data: bytes, name: str, content: bytes) -> bytes:
    """With a file more in its ZIP, unless it is a workbook, in which that is another thing."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        if "xl/workbook.xml" not in archive.namelist():
            archive.writestr(name, content)
    return out.getvalue()


@mutation(FILE, REFUSED)
def cut_off(chance, data):
    return data[: chance.randint(0, len(data) * 9 // 10)]


@mutation(FILE, REFUSED)
def of_another_kind(chance, _data):
    return chance.choice(
        [
            b"",
            b"partner;peildatum\r\nGEM;2024-01-01\r\n",
            bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
            b"%PDF-1.7\n",
            b"PK\3\4",
            b"\x89PNG\r\n",
            b"PK\5\6" + b"\0" * 18,
        ]
    )


@mutation(FILE, REFUSED)
def a_path_that_leads_outside(_chance, data):
    return _zip(members_of(data) | {"../buiten.csv": b"x"}, wrap=str)


@mutation(FILE, REFUSED)
def a_file_twice(chance, data):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        name = chance.choice([one for one in archive.namelist() if one.endswith((".csv", ".xlsx", "workbook.xml"))])
        archive.writestr(name.upper() if chance.random() < 0.3 else name, archive.read(name))
    return out.getvalue()


@mutation(FILE, REFUSED)
def far_more_than_it_seems(_chance, data):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "xl/media/x.xml" if "xl/workbook.xml" in archive.namelist() else "lessen2.csv", b"0" * (20 << 20)
        )
    return out.getvalue()


@mutation(FILE, REFUSED)
def under_a_password(_chance, data):
    """Marked as encrypted, in both headers of the first file."""
    changed = bytearray(data)
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        changed[data.index(mark) + place] |= 1
    return bytes(changed)


@mutation(FILE, EITHER)
def a_stranger_beside_it(chance, data):
    return _beside(data, chance.choice(["foto.png", "brief.docx", "map/../x.csv", "extra.csv"]), b"\x89PNG")


@mutation(FILE, EITHER)
def bytes_turned(chance, data):
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


# What upsets readers of bytes, of text, of XML and of workbooks.
SNIPPETS = (
    *(
        b"",
        b"\0",
        b'"',
        b";",
        b"\n",
        b"\r",
        b"\xff\xfe",
        b"\x1a",
        b"\xe2\x80\x8e",
        b"9" * 30,
        b"A" * 300,
        b"-1",
        b"NaN",
        b"<",
        b">",
    ),
    *(
        b"&",
        b"&#0;",
        b"<!DOCTYPE x>",
        b"]]>",
        b"<row>",
        b"</c>",
        b'<c r="A1">',
        b'<c r="ZZZZ9"/>',
        b'<c t="s"><v>9999</v></c>',
    ),
    *(
        b"<v>1e999</v>",
        b'r="0"',
        b"#REF!",
        b"../x",
        b"xl/worksheets/sheet2.xml",
        b'<c r="A20000000"/>',
        b'<c r="XFD1048576"/>',
    ),
)


def spliced(data: bytes, at: int, length: int, snippet: bytes) -> bytes:
    """Bytes in which a number of them became others."""
    return data[:at] + snippet + data[at + length :]


@mutation(FILE, EITHER)
def a_part_rewritten(chance, data):
    """Bytes of one file in it become others, and its sums are right."""
    members = members_of(data)
    name = chance.choice(sorted(members))
    for _ in range(chance.randint(1, 3)):
        at, length = chance.randint(0, len(members[name])), chance.randint(0, 40)
        members[name] = spliced(members[name], at, length, chance.choice(SNIPPETS))
    return _zip(members, wrap=str)


@mutation(FILE, EITHER)
def a_part_less(chance, data):
    members = members_of(data)
    del members[chance.choice(sorted(members))]
    return _zip(members, wrap=str)
