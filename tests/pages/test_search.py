"""Searching from any page."""

from __future__ import annotations

from tests.conftest import said


def searched(app, word):
    """A page on which somebody opened the search with a word in it."""
    app.session_state["search_word"] = word
    return app.button(key="search").click().run()


def links(app):
    return {link.proto.label: link.proto.query_string for link in app.get("page_link")}


def test_a_hit_links_to_its_page_and_keeps_the_choice(page):
    app = searched(page("partners", period="2023-2024"), "goudkogge")

    assert not app.exception
    found = links(app)["Goudkogge"]
    assert "area=GM90" in found
    assert "period=2023-2024" in found


def test_nothing_found_says_what_can_be_searched_and_shows_the_word_as_it_is(page):
    app = searched(page("overview"), "xyzzyxyzzy [klik](http://x.nl)")

    assert "xyzzyxyzzy" in app.info[-1].value
    assert "[klik](" not in app.info[-1].value
    assert "U kunt zoeken op" in said(app)
