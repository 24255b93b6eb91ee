"""The archive: every delivery that could be read, under the SHA-256 of its bytes, with its receipt beside it.

A delivery is taken whole or not at all; a refused one is kept with its problems but never listed as accepted. The original
is written before its receipt, each to a temporary file that is renamed: a process that is killed leaves no half delivery.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dashboard.errors import DataDamaged
from dashboard.files import file_hash, put_in_place, write_atomically
from dashboard.private import private_folder
from dashboard.steward.intake.check import check, read_again
from dashboard.steward.intake.container import pack
from dashboard.steward.intake.facts import Delivery, Facts
from dashboard.steward.intake.problems import Problem
from dashboard.steward.intake.typed import pack_sheets, read_sheets, typed_name

if TYPE_CHECKING:
    from dashboard.settings import Settings
    from dashboard.steward.intake.facts import Checked, Known

ONLY_READ = 0o400


@dataclass(frozen=True)
class Receipt:
    """What was taken in, when, and what came of it.

    Attributes:
        file_name: as it was called when it came in.
        suffix: ``.xlsx`` or ``.zip``, of the archived original.
        received_at: moment in ISO 8601.
        partner_code: and the other facts: None when the sheet levering could not be read.
        period_from: first day of the first month, ISO 8601; period_to of the last month.
        project_codes: projects it names itself, so that later deliveries may refer to them.
    """

    sha256: str
    file_name: str
    suffix: str
    status: Literal["accepted", "refused"]
    received_at: str
    problems: tuple[Problem, ...]
    partner_code: str | None = None
    reference_date: str | None = None
    period_from: str | None = None
    period_to: str | None = None
    delivery_status: str | None = None
    project_codes: tuple[str, ...] = ()

    def told(self) -> Facts:
        """The facts of an accepted delivery.

        Raises:
            DataDamaged: they are not in the receipt.
        """
        try:
            reference, first, last = (
                date.fromisoformat(day or "") for day in (self.reference_date, self.period_from, self.period_to)
            )
        except ValueError:
            raise DataDamaged("intake.archive.damaged", file=self.file_name) from None
        return Facts(self.partner_code or "", reference, first, last, self.delivery_status or "")

    def facts(self) -> dict[str, str | None]:
        """What a release tells of this delivery: no file name, no moment, no hash by which its content could be guessed."""
        return {
            "partner_code": self.partner_code,
            "reference_date": self.reference_date,
            "period_from": self.period_from,
            "period_to": self.period_to,
            "delivery_status": self.delivery_status,
        }


def accept(
    path: Path, settings: Settings, known: Known | None = None, *, received_at: datetime | None = None
) -> Receipt:
    """Check a delivery and put it in the archive.

    The same bytes again give the first receipt and change nothing, unless a refused delivery has become acceptable since
    (its areas were imported) or its original went missing.

    Args:
        path: workbook, folder or ZIP.
        settings: say where the archive is.
        known: projects and areas from elsewhere.
        received_at: now, unless given.

    Raises:
        UserError: it cannot be read at all; nothing is archived.
    """
    private_folder(settings.archive)
    moment = received_at or datetime.now(UTC)
    with tempfile.TemporaryDirectory(dir=settings.archive, prefix=".taking-in-") as folder:
        copy = Path(folder) / path.name
        suffix = _copy(path, copy)
        sha256 = file_hash(copy)
        target = settings.archive / f"{sha256}{suffix}"
        earlier = _receipt(settings.archive / f"{sha256}.json")
        if earlier and earlier.status == "accepted" and target.exists():
            return earlier
        checked = check(copy, known, today=moment.date())
        receipt = _judged(checked, path.name, suffix, moment)
        if earlier and earlier.status == receipt.status and target.exists():
            return earlier
        put_in_place(copy, target, ONLY_READ)
        if earlier and earlier.status == receipt.status:
            return earlier
        if checked.delivery:
            _keep_typed(checked.delivery, settings)
        content = json.dumps(asdict(receipt), ensure_ascii=False, indent=2)
        write_atomically(settings.archive / f"{sha256}.json", content, ONLY_READ)
    return receipt


def accepted(settings: Settings) -> list[Receipt]:
    """Receipts of the accepted deliveries, by reference date and then by hash.

    Raises:
        DataDamaged: a receipt is damaged.
    """
    receipts = [_receipt(path) for path in settings.archive.glob("*.json")]
    listed = [one for one in receipts if one is not None and one.status == "accepted"]
    return sorted(listed, key=lambda one: (one.reference_date or "", one.sha256))


def refused(settings: Settings) -> list[Receipt]:
    """Receipts of the refused deliveries, by moment of receipt and then by hash."""
    receipts = [_receipt(path) for path in settings.archive.glob("*.json")]
    listed = [one for one in receipts if one is not None and one.status == "refused"]
    return sorted(listed, key=lambda one: (one.received_at, one.sha256))


def load(receipt: Receipt, settings: Settings) -> Delivery:
    """An accepted delivery, typed: as it was kept, or else read again from its original and kept.

    Raises:
        DataDamaged: the original is missing, or its bytes are no longer those that were accepted.
    """
    path = settings.archive / f"{receipt.sha256}{receipt.suffix}"
    if not path.is_file():
        raise DataDamaged("intake.archive.missing", file=receipt.file_name)
    if file_hash(path) != receipt.sha256:
        raise DataDamaged("intake.archive.damaged", file=receipt.file_name)
    sheets = read_sheets(settings.archive / typed_name(receipt.sha256))
    if sheets is not None:
        return Delivery(receipt.sha256, receipt.told(), sheets)
    delivery = read_again(path, receipt.sha256)
    # A by-product: an archive that is full or may only be read stops no build.
    with suppress(OSError):
        _keep_typed(delivery, settings)
    return delivery


def _keep_typed(delivery: Delivery, settings: Settings) -> None:
    """Keep the typed sheets beside the original, in the place of those of another version of the code that reads."""
    kept = settings.archive / typed_name(delivery.sha256)
    write_atomically(kept, pack_sheets(delivery.sheets), ONLY_READ)
    for other in settings.archive.glob(typed_name(delivery.sha256, "*")):
        if other != kept:
            other.unlink()


def _judged(checked: Checked, file_name: str, suffix: str, moment: datetime) -> Receipt:
    facts = checked.facts
    return Receipt(
        sha256=checked.sha256,
        file_name=file_name,
        suffix=suffix,
        status="accepted" if checked.is_accepted else "refused",
        received_at=moment.isoformat(timespec="seconds"),
        problems=checked.problems,
        partner_code=facts.partner_code if facts else None,
        reference_date=facts.reference_date.isoformat() if facts else None,
        period_from=facts.period_from.isoformat() if facts else None,
        period_to=facts.period_to.isoformat() if facts else None,
        delivery_status=facts.status if facts else None,
        project_codes=_projects(checked),
    )


def _projects(checked: Checked) -> tuple[str, ...]:
    if checked.delivery is None:
        return ()
    return tuple(sorted({str(code) for code in checked.delivery.sheets["project"]["project_code"]}))


def _receipt(path: Path) -> Receipt | None:
    if not path.exists():
        return None
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        problems = tuple(Problem(**problem) for problem in stored.pop("problems"))
        projects = tuple(stored.pop("project_codes", ()))
        receipt = Receipt(problems=problems, project_codes=projects, **stored)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataDamaged("intake.archive.damaged", file=path.name) from error
    if receipt.sha256 != path.stem or receipt.status not in {"accepted", "refused"}:
        raise DataDamaged("intake.archive.damaged", file=path.name)
    return receipt


def _copy(path: Path, copy: Path) -> str:
    """Copy the original, or pack a folder; what is checked is then what is kept. Gives the suffix."""
    with copy.open("xb") as file:
        return pack(path, file)
