import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import UserError
from dashboard.steward.intake.table import read_table

HEADINGS = {"partner", "waarde", "maand"}


def cells(text, encoding="utf-8"):
    data = text.encode(encoding) if isinstance(text, str) else text
    frame = read_table(data, "a.csv", HEADINGS).cells
    lines = zip(frame.index, frame.to_numpy(), strict=True)
    return {int(row): [one if isinstance(one, str) else None for one in line] for row, line in lines}


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_the_separator_is_found_by_the_headings(mark):
    assert cells(f"partner{mark}waarde\nGEM{mark}1\n") == {1: ["partner", "waarde"], 2: ["GEM", "1"]}


def test_commas_in_texts_do_not_fool_the_separator():
    assert cells("partner;waarde\na,b,c,d;1,5\n")[2] == ["a,b,c,d", "1,5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_letters_with_accents_survive_every_usual_encoding(encoding):
    assert cells("partner;waarde\nCuraçao – €;1\n", encoding)[2] == ["Curaçao – €", "1"]


def test_rows_are_numbered_as_in_the_file_and_blank_rows_count():
    assert list(cells("\n\npartner;waarde\n\nGEM;1\n")) == [1, 2, 3, 4, 5]


def test_a_text_over_two_lines_is_one_row():
    assert cells('partner;waarde\n"een\ntwee";1\nGEM;2\n') == {
        1: ["partner", "waarde"],
        2: ["een\ntwee", "1"],
        3: ["GEM", "2"],
    }


def test_a_row_with_too_many_fields_keeps_them_all():
    assert cells("partner;waarde\nGEM;1\n" + "x;1\n" * 30 + "GEM;1;5;6\n")[33][:4] == ["GEM", "1", "5", "6"]


def test_a_short_row_is_counted():
    grid = read_table(b"partner;waarde;maand\nGEM\n\n", "a.csv", HEADINGS)
    assert grid.n_fields.to_dict() == {1: 3, 2: 1, 3: 0}


def test_what_old_programs_put_behind_the_last_line_is_not_read():
    for end in ("\x1a", "\r\n\x1a\x1a", "\n\x1a\n"):
        assert cells(f"partner;waarde\nGEM;1{end}") == {1: ["partner", "waarde"], 2: ["GEM", "1"]}


def test_a_quoted_text_after_a_blank_is_the_text():
    assert cells('partner; waarde\n"GEM"; "1"\n')[2] == ["GEM", "1"]


@pytest.mark.parametrize(
    "rows",
    [
        '1;2;"drie\n4;5;6"\n',  # closes at the end of the next row
        '"1;2;3\n4";5;6\n',
        '1;"2;3\n4;5;6\n7;8";9\n',
        '1;"2;3\n4;"acht";6\n',  # closes where the next quoted text opens
    ],
)
def test_a_text_that_swallows_rows_is_named(rows):
    grid = read_table(f"partner;waarde;maand\n{rows}".encode(), "a.csv", HEADINGS)
    assert grid.swallowed == (2,)


def test_a_note_over_several_lines_swallows_nothing():
    rows = '1;"een; twee; drie\nvier";3\n1;"een\n\ntwee";3\n'
    assert read_table(f"partner;waarde;maand\n{rows}".encode(), "a.csv", HEADINGS).swallowed == ()


def test_words_that_pandas_takes_for_missing_stay_words():
    assert cells("partner;waarde\nNA;null\n")[2] == ["NA", "null"]


def test_windows_and_old_mac_line_ends_are_read():
    for end in ("\r\n", "\r"):
        assert cells(f"partner;waarde{end}GEM;1{end}")[2] == ["GEM", "1"]


def test_an_empty_file_has_no_rows():
    for data in (b"", b"\xef\xbb\xbf", b" \n \n"):
        assert read_table(data, "a.csv", HEADINGS).cells.empty


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("partner;waarde".encode("utf-16"), "not_text"),
        (b"partner;\x81\x8d\xff\n", "not_text"),
        (b'partner;waarde\n"GEM;1\nUWV;2\n', "open_quote"),
        (b'partner;waarde\nGEM;"1', "open_quote"),
        (b'partner;waarde\nGEM;"' + b"x" * 200_000 + b'"', "open_quote"),
        (b"partner;waarde\n" + b";" * 600, "too_wide"),
        (b"partner;waarde\n" + b"x;1\n" * 30 + b";" * 600, "too_wide"),
        (b"partner|waarde\nGEM|1\n", "separator"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data, key):
    with pytest.raises(UserError) as raised:
        read_table(data, "a.csv", HEADINGS)
    assert raised.value.key == f"intake.unreadable.{key}"


@given(st.lists(st.lists(st.text("ab;,\"\n é'", max_size=6), min_size=2, max_size=2), min_size=1, max_size=8))
def test_what_a_spreadsheet_writes_is_read_back(rows):
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    read = cells("partner;waarde\n" + "\n".join(quoted) + "\n")
    assert [[cell or "" for cell in read[n][:2]] for n in range(2, len(rows) + 2)] == rows
