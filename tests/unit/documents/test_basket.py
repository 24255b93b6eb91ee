from __future__ import annotations

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.documents.basket import MOST_ITEMS, MOST_TITLE, Basket, Item, opened, pack, saved, unpack
from dashboard.errors import UserError

PLAIN = st.text(st.characters(codec="utf-8", categories=["L", "N"]), max_size=60)
ITEMS = st.builds(Item, link=PLAIN, text=PLAIN, title=PLAIN, name=PLAIN).filter(lambda item: item.link or item.text)
A, B, C = (Item(text=letter) for letter in "abc")


@given(st.builds(Basket, st.lists(ITEMS, max_size=5).map(tuple), PLAIN))
def test_what_goes_into_a_link_or_a_file_comes_out(basket):
    assert opened(saved(basket)) == basket
    assert unpack(pack(basket) or pack(Basket(title="x"))) in {basket, Basket(title="x")}


def test_nothing_takes_no_room_in_a_link():
    assert pack(Basket()) == ""


def test_a_report_of_twenty_panels_fits_in_a_link():
    links = [
        f"/?area=GM900{n % 9}&period=2019-2026&type=alle&language=nl&release=2db3344694#panel{n}" for n in range(20)
    ]
    assert len(pack(Basket(tuple(Item(link=link, name=f"Figuur {link[-3:]}") for link in links)))) < 1_500


def test_things_are_added_moved_changed_and_taken_away():
    basket = Basket((A, B, C))
    assert basket.moved(0, 1).items == (B, A, C)
    assert basket.moved(2, 5).items == (A, B, C)
    assert basket.moved(0, -1).items == (A, B, C)
    assert basket.without(1).items == (A, C)
    assert basket.changed(1, A).items == (A, A, C)
    assert Basket((Item(link="/x"),)).added(Item(link="/x")).items == (Item(link="/x"),)
    with pytest.raises(UserError):
        Basket((A,) * MOST_ITEMS).added(B)


def bomb() -> str:
    return base64.urlsafe_b64encode(zlib.compress(b" " * 50_000_000)).decode().rstrip("=")


@pytest.mark.parametrize("packed", ["x", "eJw", "%%%", "Zm9v", bomb(), pack(Basket((A,)))[:-6]])
def test_a_link_that_holds_no_report_is_refused(packed):
    with pytest.raises(UserError) as error:
        unpack(packed)
    assert error.value.key == "basket.error.link"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00",
        b"[]",
        b"{}",
        b'{"formaat": "anders", "inhoud": []}',
        b'{"formaat": "lsi-rapport", "inhoud": [1]}',
        b"[" * 90_000,
        b" " * 300_000,
    ],
)
def test_a_file_that_is_no_report_is_refused(content):
    with pytest.raises(UserError) as error:
        opened(content)
    assert error.value.key == "basket.error.file"


def test_what_a_file_holds_is_plain_and_no_longer_than_it_may_be():
    tree = {
        "formaat": "lsi-rapport",
        "titel": "t" * 500,
        "inhoud": [{"text": "a\u202eb\nc\x00"}, {"link": 3}, {"title": "x"}] + [{"text": "y"}] * 90,
    }
    basket = opened(json.dumps(tree).encode())

    assert basket.title == "t" * MOST_TITLE
    assert basket.items[0].text == "ab\nc"
    assert len(basket.items) == MOST_ITEMS - 2
