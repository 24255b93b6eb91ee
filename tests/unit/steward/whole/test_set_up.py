"""Build, attack, publish: what fails its attack is not published."""

from __future__ import annotations

import pytest

from dashboard.errors import DataMissing, PolicyViolation
from dashboard.settings import SAMPLE, Settings
from dashboard.steward.attack.report import Attack, AttackReport
from dashboard.steward.intake.take_in import set_up_areas, take_in
from dashboard.steward.intake.template import write_template
from dashboard.steward.release import desk
from dashboard.steward.set_up import build_and_attack, set_up_sample
from dashboard.store import current_release

AT = "2026-11-01T09:00:00+00:00"
BROKEN = AttackReport((Attack("bounds", 10, 1.0, 0.0, {"domains": 2.0}),))


@pytest.fixture
def bordered(settings, tmp_path) -> Settings:
    """A data folder that knows the areas and has no deliveries."""
    here = Settings(data=tmp_path)
    (tmp_path / "areas").symlink_to(settings.areas, target_is_directory=True)
    return here


def test_borders_alone_pass_with_nothing_to_try(bordered):
    built = build_and_attack(bordered, lambda _step: None, AT)

    assert built.release.attacks["passed"]
    assert desk.publish(bordered, built.release.id, AT).status == "published"
    assert build_and_attack(bordered, lambda _step: None, AT).existed


def test_a_release_that_fails_its_attack_cannot_be_published(bordered, monkeypatch):
    monkeypatch.setattr("dashboard.steward.attack.run.attack", lambda *_, **__: BROKEN)

    with pytest.raises(PolicyViolation) as built:
        build_and_attack(bordered, lambda _step: None, AT)
    with pytest.raises(PolicyViolation) as published:
        desk.publish(bordered, built.value.values["id"], AT)

    assert built.value.key == published.value.key == "error.attack_found_more"
    with pytest.raises(DataMissing):
        current_release(bordered)


def test_a_second_set_up_does_nothing(settings, release):
    steps: list[str] = []

    set_up_sample(settings, SAMPLE, AT, steps.append)

    assert steps == []
    assert current_release(settings).id == release.id


def test_the_sample_is_not_published_beside_other_deliveries(tmp_path):
    """It goes round the second person, so it may take nothing else along."""
    here, other = Settings(data=tmp_path / "data"), tmp_path / "eigen.xlsx"
    write_template(other)
    set_up_areas(here, SAMPLE)
    take_in(here, [other], AT, str)
    with pytest.raises(PolicyViolation) as error:
        set_up_sample(here, SAMPLE, AT, str)

    assert error.value.key == "error.release.sample_not_alone"
    assert not here.releases.exists()
