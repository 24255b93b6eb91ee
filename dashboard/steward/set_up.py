"""Build, attack and publish in one go: what a newcomer's first start and the steward's ``lsi build`` do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.errors import DataMissing, DeliveryRefused, PolicyViolation
from dashboard.files import file_hash
from dashboard.steward.attack.run import audit
from dashboard.steward.intake.archive import receipts
from dashboard.steward.intake.take_in import set_up_areas, take_in
from dashboard.steward.release.build import Built, build
from dashboard.steward.release.desk import publish
from dashboard.store import current_release, read_release

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.settings import Settings

    Progress = Callable[[str], None]


def build_and_attack(settings: Settings, progress: Progress, at: str) -> Built:
    """Make a draft release and attack it.

    Raises:
        PolicyViolation: an attack found more than is allowed; the draft stays and cannot be published.
        and what ``build`` raises.
    """
    built = build(settings, progress, at)
    if built.existed and built.release.attacks:
        return built
    progress("build.step.attack")
    if not audit(settings, built.release.id).passed:
        raise PolicyViolation("error.attack_found_more", id=built.release.id)
    progress("build.step.done")
    return Built(read_release(settings, built.release.id), existed=built.existed)


def set_up_sample(
    settings: Settings, sample: Path, at: str, progress: Progress, say_pace: Progress = lambda _: None
) -> None:
    """Import the sample's areas, take its deliveries in, build and publish; nothing when a release is served already.

    It is published without a second person, so only where nothing but the sample was ever taken in.

    Args:
        settings: where everything is kept.
        sample: its folder.
        at: ISO 8601.
        progress: called with the key of every step.
        say_pace: called now and then while deliveries are read, with a sentence.

    Raises:
        PolicyViolation: other deliveries stand in the archive.
    """
    try:
        current_release(settings)
    except DataMissing:
        pass
    else:
        return
    shipped = {file_hash(file) for file in (sample / "deliveries").iterdir() if file.is_file()}
    if any(receipt.sha256 not in shipped for receipt in receipts(settings)):
        raise PolicyViolation("error.release.sample_not_alone", folder=settings.data)
    progress("build.step.areas")
    set_up_areas(settings, sample)
    progress("build.step.take_in")
    if refused := take_in(settings, [sample / "deliveries"], at, lambda _: None, say_pace):
        raise DeliveryRefused("error.refused", n=refused)
    publish(settings, build_and_attack(settings, progress, at).release.id, at)
