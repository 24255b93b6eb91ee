"""A release as open data: what a stranger's programs make of the folder, and that it is whole or not there."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package

from dashboard.access import VIEWER, Rights
from dashboard.answers import Reader
from dashboard.answers.tables import code_lists, open_tables
from dashboard.documents.open_data.content import csv_bytes, plain
from dashboard.documents.open_data.csvw import table_description
from dashboard.documents.open_data.dcat import json_ld, record, turtle
from dashboard.documents.open_data.edition import File, edition
from dashboard.documents.open_data.export import CHECKSUMS, DOCUMENTS, OpenData, export
from dashboard.documents.open_data.package import data_package
from dashboard.documents.open_data.readme import licence, readme
from dashboard.errors import UserError
from dashboard.tools.sample import CANARIES
from tests.browser.test_canaries import canaries
from tests.forked import lsi

NAMES = [table.name for table in open_tables()]
FILE = File("x.csv", 1, "0" * 64)


@pytest.fixture(scope="module")
def folder(release, tmp_path_factory):
    """The sample's release, exported."""
    home = tmp_path_factory.mktemp("open") / "data"
    export(Reader(VIEWER, release), home)
    return home


@pytest.fixture(scope="module")
def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told(release, folder):
    """What the documents of the sample are made of."""
    return OpenData(Reader(VIEWER, release), folder)._edition


def test_frictionless_finds_the_package_as_it_says(folder):
    report = Package(str(folder / "datapackage.json")).validate()

    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid
    assert report.stats["tasks"] == len(NAMES)


def test_the_package_promises_all_the_list_does(package):
    """In the sample everything holds; the programme is an area of counts but of no list."""
    promised = {}
    for resource in package["resources"]:
        schema = resource["schema"]
        refers = {one["fields"] for one in schema["foreignKeys"]}
        for field in schema["fields"]:
            held = field.get("constraints", {})
            promised[resource["name"], field["name"]] = (
                held.get("required", False),
                "enum" in held,
                field["name"] in refers,
            )
        promised[resource["name"]] = tuple(schema.get("primaryKey", ()))

    assert promised == {
        key: value
        for table in open_tables()
        for key, value in [
            (table.name, table.key),
            *(((table.name, c.name), (not c.optional, bool(c.codes), bool(c.refers))) for c in table.columns),
        ]
    }


def test_everything_is_said_in_both_languages(package):
    told = [
        package,
        *package["resources"],
        *(field for one in package["resources"] for field in one["schema"]["fields"]),
    ]

    for one in told:
        for name in ("title", "description"):
            assert one[name]
            assert one[f"{name}_en"]
    fields = [field for one in package["resources"] for field in one["schema"]["fields"]]
    assert {field["unit"] for field in fields if "unit" in field} <= set(code_lists()["unit"])
    assert {field["codes"] for field in fields if "codes" in field} == set(code_lists())


def test_csv_and_parquet_hold_the_same_and_read_back(folder, package):
    with duckdb.connect() as connection:
        for resource in package["resources"]:
            path, parquet = (str(folder / one) for one in (resource["path"], resource["alternatives"][0]["path"]))
            connection.execute(f"create or replace view given as from '{parquet}'")
            types = dict(connection.execute("select column_name, column_type from (describe given)").fetchall())
            connection.execute(
                f"create or replace view written as from read_csv('{path}', header=true, columns={types}, quote='\"')"
            )
            one_way, other_way = (
                connection.execute(f"select count(*) from (from {a} except all from {b})").fetchall()
                for a, b in (("given", "written"), ("written", "given"))
            )
            assert (one_way, other_way) == ([(0,)], [(0,)]), resource["name"]
            frame = pd.read_csv(path)
            assert len(frame) == len(pd.read_parquet(parquet)) == resource["rows"]
            assert list(frame) == [field["name"] for field in resource["schema"]["fields"]] == list(types)


def test_checksums_hold_and_name_every_file(folder, package):
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    sums = {name: sha256 for sha256, name in (line.split("  ") for line in lines)}

    assert set(sums) | {CHECKSUMS} == {path.name for path in folder.iterdir()}
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sums} == sums
    for resource in package["resources"]:
        for one in (resource, *resource["alternatives"]):
            assert one["hash"] == f"sha256:{sums[one['path']]}"
            assert one["bytes"] == (folder / one["path"]).stat().st_size


def test_the_same_release_gives_the_same_bytes_also_in_a_folder_that_was_there(release, folder, tmp_path):
    (tmp_path / "again").mkdir()

    assert export(Reader(VIEWER, release), tmp_path / "again") == len(list(folder.iterdir()))
    assert [path.name for path in tmp_path.iterdir()] == ["again"]
    assert (tmp_path / "again" / CHECKSUMS).read_bytes() == (folder / CHECKSUMS).read_bytes()


def odd(table):
    """Canaries in a table: a number by itself, or within a text."""
    cells = [cell for column in table.columns for cell in column.to_pylist() if cell is not None]
    texts = "\n".join(cell for cell in cells if isinstance(cell, str))
    return [cell for cell in cells if cell in CANARIES] + canaries(texts.encode())


def test_no_canary_goes_out(folder):
    tables = {path.name: odd(pq.read_table(path)) for path in folder.glob("*.parquet")}
    words = {name: canaries((folder / name).read_bytes()) for name in DOCUMENTS}

    assert {name: found for name, found in (tables | words).items() if found} == {}
    assert len(tables) == len(NAMES)
    assert odd(pa.table({"eur": [5.0, float(CANARIES[1])], "text": ["x", f"een bedrag van {CANARIES[0]} euro"]}))[1:]


def test_csv_on_the_web_describes_what_stands_there(folder, package):
    for resource in package["resources"]:
        told = json.loads((folder / f"{resource['path']}-metadata.json").read_text(encoding="utf-8"))
        with (folder / told["url"]).open(encoding="utf-8", newline="") as file:
            head = next(csv.reader(file))
        columns = told["tableSchema"]["columns"]

        assert told["@context"] == "http://www.w3.org/ns/csvw"
        assert [column["name"] for column in columns] == head
        assert [column["datatype"] for column in columns] == [one["type"] for one in resource["schema"]["fields"]]
        assert told["tableSchema"].get("primaryKey") == resource["schema"].get("primaryKey")
        assert {one["@language"] for one in told["dc:title"]} == {"nl", "en"}


def test_the_record_has_what_dcat_ap_nl_asks_and_says_it_twice(told, folder):
    nodes = record(told)
    dataset, _publisher, _contact, *files = nodes
    written, same = turtle(nodes), json.loads(json_ld(nodes))["@graph"]
    asked = (
        "title",
        "description",
        "identifier",
        "creator",
        "publisher",
        "accessRights",
        "issued",
        "modified",
        "temporal",
        "spatial",
    )

    assert [name for name in asked if not dataset.get(f"dct:{name}")] == []
    assert dataset["dcat:contactPoint"]
    assert dataset["dcat:theme"]
    assert same == nodes
    assert [one["@id"] for one in dataset["dcat:distribution"]] == [one["@id"] for one in files]
    for one in files:
        content = (folder / one["@id"]).read_bytes()
        assert one["spdx:checksum"]["spdx:checksumValue"]["@value"] == hashlib.sha256(content).hexdigest()
        assert one["dcat:byteSize"]["@value"] == str(len(content))
        assert {"dcat:accessURL", "dct:license", "dct:format"} <= set(one)
        assert f"\n<{one['@id']}>\n    a dcat:Distribution ;" in written
        assert all(json.dumps(title["@value"], ensure_ascii=False) in written for title in one["dct:title"])
    assert written.count(" .\n") == len(nodes) + 6


def test_the_readme_names_every_table_in_both_languages_and_fills_in_the_rules(told):
    words = readme(told)

    assert [name for name in NAMES if words.count(f"| `{name}` |") != 2] == []
    assert "# Voorbeelddata: resultaten van LSI-projecten" in words
    assert "# Sample data: results of LSI projects" in words
    assert "veelvoud van 5 (10 bij strafrecht)" in words
    assert "multiple of 5 (10 for criminal law)" in words
    assert "bestaat niet" in words, "the sample is said to be made up"
    assert "{" not in words
    assert "creativecommons.org/licenses/by/4.0" in licence(told)


def test_only_made_up_data_say_that_they_are(told):
    real = replace(told, is_sample=False)

    assert data_package(told)["title_en"] == "Sample data: results of LSI projects"
    assert "bestaat niet" in data_package(told)["description"]
    for words in (readme(real), json_ld(record(real)), json.dumps(data_package(real), ensure_ascii=False)):
        assert "Resultaten van LSI-projecten" in words
        assert "Voorbeelddata" not in words
        assert "bestaat niet" not in words


def test_the_language_of_who_asks_stays_as_it_was(told):
    from dashboard import text

    text.use("en")
    readme(told)

    assert text.language() == "en"


def test_a_promise_that_does_not_hold_is_not_made(release, folder):
    found = {name: pq.read_table(folder / f"{name}.parquet") for name in NAMES}
    partner, step = found["partner"], found["project_step"]
    found["partner"] = pa.concat_tables([partner, partner])
    found["step"] = found["step"].slice(1)
    found["project"] = found["project"].set_column(7, "status", pa.array(["elsewhere"] * found["project"].num_rows))
    empty = pa.nulls(step.num_rows, pa.string())
    found["project_step"] = step.set_column(0, "project_code", empty)
    made = edition(release, found, dict.fromkeys(NAMES, (FILE, FILE)))
    made = {resource.table.name: resource for resource in made.resources}
    fields = {name: {one.column.name: one for one in resource.fields} for name, resource in made.items()}

    assert made["partner"].key == ()
    assert made["measure"].key == ("measure_code",)
    assert not fields["project_step"]["project_code"].is_required
    assert made["project_step"].key == ()
    assert fields["project_step"]["step_code"].refers == ()
    assert fields["project"]["status"].codes == ()
    assert fields["project"]["type_code"].refers == ("project_type", "type_code")


def test_a_release_without_results_is_described_still(release, folder):
    found = {name: pq.read_table(folder / f"{name}.parquet").slice(0, 0) for name in NAMES}
    made = edition(release, found, dict.fromkeys(NAMES, (FILE, FILE)))

    assert made.first_day is None
    assert data_package(made)["temporal"] == {}
    assert "dct:temporal" not in record(made)[0]
    assert table_description(made.resources[0])["url"] == "x.csv"
    assert "0 |" in readme(made)


def test_a_viewer_of_one_gemeente_gets_a_package_that_is_true_as_well(release, package, tmp_path):
    rights = Rights(may_view=True, municipalities=("GM9002",), elsewhere="district", projects_of=("GM9002",))
    export(Reader(rights, release), tmp_path / "mine")
    own = json.loads((tmp_path / "mine" / "datapackage.json").read_text(encoding="utf-8"))
    rows, every = ({one["name"]: one["rows"] for one in of["resources"]} for of in (own, package))

    assert rows["settlement"] == every["settlement"] > 0  # of the whole programme, as Partners shows it to everybody
    assert rows["project_cost"] < every["project_cost"]
    assert 0 < rows["outcome_area"] < every["outcome_area"]
    with duckdb.connect() as connection:
        lost = f"select count(*) from '{tmp_path}/mine/outcome_project.parquet' anti join '{tmp_path}/mine/project.parquet' using (project_code)"
        assert connection.execute(lost).fetchall() == [(0,)]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_texts_are_in_one_line_and_nothing_of_them_is_run(kind):
    """A frame of pandas keeps its texts in another way than an answer does."""
    texts = ["=1+1", "@a", "een\r\ntwee", "\x1b[31mrood", "", "  ", None, "gewoon, met komma", "-5"]
    made = plain(pa.table({"text": pa.array(texts, kind), "n": range(9)}))

    assert made["text"].to_pylist() == [
        "'=1+1", "'@a", "een twee", "[31mrood", None, None, None, "gewoon, met komma", "-5",
    ]  # fmt: skip
    assert made["n"].to_pylist() == list(range(9))
    assert csv_bytes(made).decode().splitlines()[:2] == ['"text","n"', '"\'=1+1",0']


def test_a_folder_that_holds_something_is_left_alone(release, tmp_path):
    (tmp_path / "iets.txt").write_text("van mij")
    with pytest.raises(UserError) as refused:
        export(Reader(VIEWER, release), tmp_path)

    assert refused.value.key == "open_data.error.not_empty"
    assert [path.name for path in tmp_path.iterdir()] == ["iets.txt"]


def test_a_full_disk_leaves_nothing_and_is_one_sentence(data, release, tmp_path):
    full = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300_000,) * 2)"
    done = lsi(data, "export", "open-data", release.id, "--to", tmp_path / "uit", first=full)

    assert done.returncode == 16, done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
