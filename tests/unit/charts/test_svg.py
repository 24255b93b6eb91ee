"""Small drawings as addresses of their own."""

from __future__ import annotations

import base64

from dashboard.charts.svg import address, image
from dashboard.text.markup import escaped


def test_an_address_holds_the_whole_drawing_and_its_size():
    head, packed = address('<rect width="4"/>', 20, 10).split(",")

    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(packed).decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="4"/></svg>'
    )


def test_what_a_picture_shows_is_said_and_is_no_markdown():
    drawn = escaped(image("<g/>", 1, 1, "een [link](x) en **vet**"))

    assert drawn.endswith(f"]({address('<g/>', 1, 1)})")
    assert "[link](x)" not in drawn
    assert "**vet**" not in drawn
