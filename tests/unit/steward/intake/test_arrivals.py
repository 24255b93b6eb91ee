import pytest

from dashboard.errors import UserError
from dashboard.steward.intake.arrivals import arrivals


@pytest.fixture
def folder(tmp_path):
    """Make a folder with files and, where a name ends in a slash, empty folders."""

    def make(*names):
        for name in names:
            path = tmp_path / "alles" / name
            if name.endswith("/"):
                path.mkdir(parents=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"x")
        return tmp_path / "alles"

    return make


def named(folder, listed):
    return sorted(path.relative_to(folder).as_posix() for path in listed)


@pytest.mark.parametrize("name", ["resultaten.csv", "resultaten.CSV", "a.tsv", "levering.TXT", "Q1 - resultaten.txt"])
def test_a_folder_with_a_table_is_one_delivery(folder, name):
    made = folder(name, "Thumbs.db", "map/nog een.csv")
    assert arrivals([made]).deliveries == [made]


def test_a_folder_of_deliveries_is_each_of_them_and_what_lies_beside_them_is_skipped(folder):
    made = folder("a.xlsx", "b.zip", "c/levering.csv", "d/e/f.xlsx", "brief.pdf", "leeg/", "leesmij.txt", "~$a.xlsx")
    listed = arrivals([made])
    assert named(made, listed.deliveries) == ["a.xlsx", "b.zip", "brief.pdf", "c", "d/e/f.xlsx"]
    assert named(made, listed.skipped) == ["leeg", "leesmij.txt", "~$a.xlsx"]


def test_a_file_is_itself_whatever_it_is_called(folder):
    file = folder("leesmij.txt") / "leesmij.txt"
    assert arrivals([file]).deliveries == [file]


@pytest.mark.parametrize("names", [("leeg/",), ("Thumbs.db", "leesmij.txt")])
def test_a_folder_without_a_delivery_is_refused(folder, names):
    with pytest.raises(UserError, match="no_tables"):
        arrivals([folder(*names)])


def test_a_folder_that_is_a_link_is_refused_wherever_it_lies(folder, tmp_path):
    made = folder("a.xlsx")
    (tmp_path / "link").symlink_to(made)
    (made / "link").symlink_to(tmp_path)
    for path in (tmp_path / "link", made):
        with pytest.raises(UserError, match="link"):
            arrivals([path])
