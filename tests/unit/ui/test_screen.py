"""A long table is read a part at a time; what leaves the page has all of it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

N = 143


def script():
    import pandas as pd

    from dashboard.ui import screen

    screen.table(pd.DataFrame({"Gebied": [f"Wijk {at}" for at in range(143)]}))
    screen.table(pd.DataFrame({"Gebied": [f"Wijk {at}" for at in range(50)]}))


def test_the_parts_of_a_long_table_add_up_to_all_its_rows():
    app = AppTest.from_function(script).run()
    seen, told = [], []
    while True:
        assert len(app.table) == 2
        seen += app.table[0].value["Gebied"].tolist()
        told.append(app.caption[0].value)
        (later,) = [button for button in app.button if button.key.startswith("later_")]
        if later.disabled:
            break
        later.click().run()

    assert seen == [f"Wijk {at}" for at in range(N)]
    assert told == ["Rij 1–50 van 143", "Rij 51–100 van 143", "Rij 101–143 van 143"]
    assert len(app.table[1].value) == 50


def test_the_way_back_is_there_from_the_second_part_on():
    app = AppTest.from_function(script).run()

    def earlier():
        return next(button for button in app.button if button.key.startswith("earlier_"))

    assert earlier().disabled
    next(button for button in app.button if button.key.startswith("later_")).click().run()
    app.run()  # another run of the page leaves the part where it was
    assert app.caption[0].value == "Rij 51–100 van 143"
    earlier().click().run()
    assert app.caption[0].value == "Rij 1–50 van 143"
