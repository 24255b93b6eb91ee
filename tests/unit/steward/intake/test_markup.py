import io

import pytest

from dashboard.errors import UserError
from dashboard.steward.intake.markup import elements, gather, unescaped


def read(xml):
    return io.BytesIO(xml.encode("utf-8"))


def test_elements_come_in_their_order_without_prefixes():
    xml = '<x:a xmlns:x="u"><x:b x:id="1"/><c/></x:a>'
    listed = list(elements(read(xml), "a.xlsx"))
    assert [tag for tag, _ in listed] == ["a", "b", "c"]
    assert listed[1][1] == {"id": "1"}


@pytest.mark.parametrize(
    "xml", ["", "<a>", "<a></b>", "x", "<!DOCTYPE a><a/>", "<a>&b;</a>", '<a b="1" b="2"/>', "<a>\x01</a>"]
)
def test_what_is_no_xml_or_declares_something_is_damaged(xml):
    with pytest.raises(UserError, match="damaged"):
        list(elements(read(xml), "a.xlsx"))


def test_runs_of_one_text_are_read_together_and_other_texts_apart():
    xml = "<c><r><t>jan@voor</t></r><r><t>beeld.nl</t></r><p>een</p><p>twee</p></c>"
    assert {"jan@voorbeeld.nl", "een", "twee"} <= gather(read(xml), "a.xlsx")


def test_figures_identifiers_and_numbers_are_no_texts():
    xml = '<c id="{123456789-1111-2222-3333-444455556666}" n="12" name="34"><numCache><v>a</v></numCache><q>5</q><q>e</q></c>'
    texts = gather(read(xml), "a.xlsx")
    assert not texts & {"12", "5", "a"}
    assert {"34", "e"} <= texts
    assert "5" in gather(read(xml), "a.xlsx", with_numbers=True)


@pytest.mark.parametrize(
    ("text", "sign"), [("a_x0041_", "aA"), ("_x005F_x0041_", "_x0041_"), ("_x41_", "_x41_"), ("x_", "x_")]
)
def test_escapes_of_excel_are_undone_once(text, sign):
    assert unescaped(text) == sign
