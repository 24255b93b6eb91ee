from dashboard.steward.intake.facts import Checked, Delivery, Facts, Known


def test_nothing_is_known_unless_it_is_given():
    assert Known() == Known({})
    assert Known().areas is not Known().areas


def test_a_check_is_accepted_when_it_has_a_delivery():
    facts = Facts("GEM", None, None, None, "final")
    assert Checked("a", "b", (), Delivery("b", facts, {}), facts).is_accepted
    assert not Checked("a", "b", (), None, facts).is_accepted
