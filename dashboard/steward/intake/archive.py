"""The archive: every delivery that could be read, under the SHA-256 of its bytes, with its receipt beside it.

A delivery is taken whole or not at all; a refused one is kept with its problems but never listed as accepted. The original
is written before its receipt, each to a temporary file that is renamed: a process that is killed leaves no half delivery.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from dashboard.errors import DataDamaged, DataMissing, UserError
from dashboard.files import file_hash, listed, put_in_place, runs, write_atomically
from dashboard.private import private_folder
from dashboard.steward.intake.check import check, read_again
from dashboard.steward.intake.container import pack
from dashboard.steward.intake.facts import NUMBER, Content, Delivery, Described, Facts, Stake
from dashboard.steward.intake.problems import Problem, Report, errors_among
from dashboard.steward.intake.standing import Accepted, Standing, judge
from dashboard.steward.intake.typed import examined_name, pack_sheets, read_sheets, typed_name
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dashboard.settings import Settings
    from dashboard.steward.intake.facts import Checked, Known

ONLY_READ = 0o400
SHORTEST = 8  # digits of a number by which a delivery can be meant
HASH = re.compile(r"[0-9a-f]{64}")
HISTORY = ".history"
TAKING_IN = ".taking-in-"
LOCK = ".lock"
LATER = "content"  # what a receipt of release 0.1 or 0.2 does not say


@dataclass(frozen=True)
class Receipt:
    """What was taken in, when, and what came of it.

    Attributes:
        file_name: as it was called when it came in.
        suffix: ``.xlsx`` or ``.zip``, of the archived original.
        received_at: moment in ISO 8601.
        facts: None when the sheet levering could not be read.
        content: what later deliveries must know of it.
        why: reason of its withdrawal.
    """

    sha256: str
    file_name: str
    suffix: str
    status: Literal["accepted", "refused", "withdrawn"]
    received_at: str
    problems: tuple[Problem, ...]
    facts: Facts | None = None
    content: Content = field(default_factory=Content)
    why: str = ""

    @property
    def number(self) -> str:
        """What people call it by: the first digits of its hash."""
        return self.sha256[:NUMBER]

    def told(self) -> Facts:
        """The facts of an accepted delivery.

        Raises:
            DataDamaged: they are not in the receipt.
        """
        if self.facts is None:
            raise DataDamaged("intake.archive.damaged", file=self.file_name)
        return self.facts

    def public_facts(self) -> dict[str, Any]:
        """What a release tells of this delivery: no file name, no moment, no hash by which its content could be guessed."""
        facts = self.told()
        return {
            "partner_code": facts.partner_code,
            "sources": list(facts.sources),
            "reference_date": facts.reference_date.isoformat(),
            "period_from": facts.period_from.isoformat(),
            "period_to": facts.period_to.isoformat(),
            "delivery_status": facts.status,
        }


def accept(
    path: Path,
    settings: Settings,
    known: Known | None = None,
    *,
    standing: Standing | None = None,
    received_at: datetime | None = None,
) -> Receipt:
    """Check a delivery, by itself and beside those accepted before, and put it in the archive.

    The same bytes again give the first receipt and change nothing, unless a refused delivery has become acceptable since
    (its areas were imported) or its original went missing.

    Args:
        path: workbook, folder or ZIP.
        settings: say where the archive is.
        known: official areas.
        standing: the accepted deliveries, read from the archive unless given.
        received_at: now, unless given.

    Raises:
        UserError: it cannot be read at all; nothing is archived.
    """
    if standing is None:
        hold_sound(settings)
        standing = stand(settings)
    return settle(examine(path, settings, known, received_at=received_at), settings, standing)


def examine(
    path: Path, settings: Settings, known: Known | None = None, *, received_at: datetime | None = None
) -> Receipt:
    """Check a delivery by itself and put its original in the archive; it counts only once it is settled.

    Raises:
        UserError: it cannot be read at all; nothing is archived.
    """
    private_folder(settings.archive)
    moment = received_at or datetime.now(UTC)
    with tempfile.TemporaryDirectory(dir=settings.archive, prefix=f"{TAKING_IN}{os.getpid()}-") as folder:
        copy = Path(folder) / path.name
        suffix = _copy(path, copy)
        sha256 = file_hash(copy)
        target = settings.archive / f"{sha256}{suffix}"
        earlier = _receipt(settings.archive, sha256)
        if earlier and earlier.status != "refused" and target.exists():
            return earlier
        half_done = _examined(settings, sha256)
        if half_done and target.exists():
            return half_done
        checked = check(copy, known, today=moment.date())
        put_in_place(copy, target, ONLY_READ)
        receipt = _judged(checked, path.name, suffix, moment)
        if checked.delivery:
            _keep_typed(checked.delivery, settings)
            write_atomically(settings.archive / examined_name(sha256), _as_json(receipt), ONLY_READ)
    return receipt


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Let nobody else settle, withdraw or restore a delivery meanwhile; waits until whoever does is ready."""
    lock = os.open(private_folder(settings.archive) / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def settle(
    receipt: Receipt,
    settings: Settings,
    standing: Standing,
    entering: Callable[[Receipt, Settings], bool] | None = None,
) -> Receipt:
    """Judge an examined delivery beside the accepted ones and write its receipt.

    Args:
        receipt: as `examine` gave it.
        settings: say where the archive is.
        standing: the accepted deliveries; takes this one up when it is accepted.
        entering: writes the receipt together with who handed it in; by default nobody is noted.
    """
    receipt = weigh(receipt, settings, standing)
    if (entering or enter)(receipt, settings) and receipt.status == "accepted":
        standing.add(_as_accepted(receipt, settings))
    return receipt


def weigh(receipt: Receipt, settings: Settings, standing: Standing) -> Receipt:
    """Judge an examined delivery beside the accepted ones; the receipt it has already, or is to get. Nothing is written."""
    earlier = _receipt(settings.archive, receipt.sha256)
    if earlier and earlier.status != "refused":
        return earlier
    if receipt.status == "accepted":
        beside = judge(receipt.told(), receipt.content, standing, _results(receipt, settings))
        receipt = _with_problems(receipt, beside)
    return earlier if earlier and earlier.status == receipt.status else receipt


def enter(receipt: Receipt, settings: Settings) -> bool:
    """Write the receipt of a weighed delivery, from when on it counts; whether it was not there yet."""
    earlier = _receipt(settings.archive, receipt.sha256)
    is_new = earlier is None or (earlier.status == "refused" and receipt.status == "accepted")
    if is_new:
        write_atomically(settings.archive / f"{receipt.sha256}.json", _as_json(receipt), ONLY_READ)
    (settings.archive / examined_name(receipt.sha256)).unlink(missing_ok=True)
    return is_new


def drop(receipt: Receipt, settings: Settings) -> None:
    """Take what was examined away again; one that has a receipt stays."""
    if (settings.archive / f"{receipt.sha256}.json").exists():
        return
    for name in (f"{receipt.sha256}{receipt.suffix}", typed_name(receipt.sha256), examined_name(receipt.sha256)):
        (settings.archive / name).unlink(missing_ok=True)


def stand(settings: Settings) -> Standing:
    """The accepted deliveries as a new one must know them, as far as their receipts can be read.

    Enough for a check, which tells of `damaged` ones. Who takes deliveries in calls `hold_sound` first.
    """
    standing = Standing()
    for receipt in counting(survey(settings)[0]):
        standing.add(_as_accepted(receipt, settings))
    return standing


def hold_sound(settings: Settings) -> None:
    """Refuse to take anything in while a receipt is damaged: what it accepted cannot be held against the new one.

    Raises:
        DataDamaged: names the first damaged one.
    """
    receipts(settings)


def outside_every_total(settings: Settings) -> dict[str, Stake]:
    """Projects that nobody described, with what their results are about: these are in the archive and in no figure."""
    those = accepted(settings)
    described = {code for one in those for code in one.content.projects}
    waiting: dict[str, Stake] = {}
    for one in those:
        for code, stake in one.content.stakes.items():
            if code not in described:
                waiting[code] = waiting.get(code, Stake(0, 0, 0.0)) + stake
    return dict(sorted(waiting.items()))


def check_beside(
    checked: Checked, settings: Settings, standing: Standing, results: Callable[[], pd.DataFrame | None]
) -> tuple[Problem, ...]:
    """The problems of a delivery that is not taken in, by itself and beside the accepted ones.

    Args:
        checked: what was found by itself.
        settings: say where the archive is.
        standing: the accepted deliveries.
        results: reads its typed rows of results.
    """
    if not checked.is_accepted or checked.facts is None:
        return checked.problems
    try:
        earlier = _receipt(settings.archive, checked.sha256)
        if earlier and earlier.status != "refused":  # taken in before: it stands beside the others already
            return checked.problems
    except DataDamaged:  # told by `survey`
        pass
    problems = judge(checked.facts, checked.content, standing, lambda: _series(results()))
    return Report([*checked.problems, *problems]).sorted()


def sweep(settings: Settings) -> None:
    """Remove what processes that were ended left half taken in, and what another version of the code kept.

    Once a run, because it lists the whole archive.
    """
    for folder in settings.archive.glob(f"{TAKING_IN}*"):
        process = folder.name.removeprefix(TAKING_IN).partition("-")[0]
        if process.isdecimal() and not runs(int(process)):
            shutil.rmtree(folder, ignore_errors=True)
    for path in (*settings.archive.glob("*.typed"), *settings.archive.glob("*.examined")):
        sha256 = path.name.partition(".")[0]
        if path.name not in {typed_name(sha256), examined_name(sha256)}:
            path.unlink(missing_ok=True)


def accepted(settings: Settings) -> list[Receipt]:
    """Receipts of the accepted deliveries that were not withdrawn, by reference date and then by hash.

    Raises:
        DataDamaged: a receipt is damaged.
    """
    return counting(receipts(settings))


def receipts(settings: Settings) -> list[Receipt]:
    """Every receipt, by moment of receipt and then by hash.

    Raises:
        DataDamaged: a receipt is damaged.
    """
    sound, damaged = survey(settings)
    if damaged:
        raise damaged[0]
    return sound


def survey(settings: Settings) -> tuple[list[Receipt], list[DataDamaged]]:
    """Every receipt that can be read, by moment of receipt and then by hash; and an error for each that cannot, by hash."""
    sound: list[Receipt] = []
    damaged: list[DataDamaged] = []
    for sha256 in _hashes(settings):
        try:
            receipt = _receipt(settings.archive, sha256)
        except DataDamaged as error:
            damaged.append(error)
        else:
            sound += [receipt] if receipt else []
    return sorted(sound, key=lambda one: (one.received_at, one.sha256)), damaged


def _hashes(settings: Settings) -> list[str]:
    return [path.stem for path in listed(settings.archive, "*.json") if HASH.fullmatch(path.stem)]


def counting(listed: list[Receipt]) -> list[Receipt]:
    """Of some receipts those of accepted deliveries, by reference date and then by hash."""
    return sorted(
        (one for one in listed if one.status == "accepted"), key=lambda one: (one.told().reference_date, one.sha256)
    )


def refused(settings: Settings) -> list[Receipt]:
    """Receipts of the refused deliveries, by moment of receipt and then by hash."""
    return [one for one in receipts(settings) if one.status == "refused"]


def withdraw(settings: Settings, number: str, why: str, at: str) -> Receipt:
    """Take an accepted delivery out of every later build; it stays in the archive with the reason.

    Raises:
        DataMissing: no delivery has this number, or several do.
        UserError: it does not count now, or no reason is given.
    """
    return _turn(settings, number, ("accepted", "withdrawn"), why, at)


def restore(settings: Settings, number: str, why: str, at: str) -> Receipt:
    """Let a withdrawn delivery count again, as if it came in now: it must stand beside those accepted since.

    Raises:
        DataMissing: no delivery has this number, or several do.
        UserError: it is not withdrawn, does not stand beside the others any more, or no reason is given.
    """
    receipt = numbered(settings, number)
    if receipt.status == "withdrawn":
        hold_sound(settings)
        problems = judge(receipt.told(), receipt.content, stand(settings), _results(receipt, settings))
        if wrong := next(iter(errors_among(problems)), None):
            raise UserError(
                "intake.archive.not_restored", number=receipt.number, why=f"{wrong.what} {wrong.what_to_do}"
            )
    return _turn(settings, number, ("withdrawn", "accepted"), why, at)


def numbered(settings: Settings, number: str) -> Receipt:
    """The receipt of the delivery with this number.

    Raises:
        DataMissing: no delivery has this number, or several do.
        DataDamaged: this receipt is damaged; another one that is does no harm.
    """
    meant = [one for one in _hashes(settings) if len(number) >= SHORTEST and one.startswith(number.lower())]
    receipt = _receipt(settings.archive, meant[0]) if len(meant) == 1 else None
    if receipt is None:
        raise DataMissing("intake.archive.no_such_delivery", number=number)
    return receipt


def _turn(settings: Settings, number: str, states: tuple[str, str], why: str, at: str) -> Receipt:
    """Give a delivery another state, with who was told why and when kept below the earlier ones."""
    receipt = numbered(settings, number)
    if receipt.status != states[0]:
        raise UserError(
            "intake.archive.other_state", number=receipt.number, state=say(f"intake.state.{receipt.status}")
        )
    if not why.strip():
        raise UserError("intake.archive.no_reason")
    path = settings.archive / f"{receipt.sha256}{HISTORY}"
    history = [*_history(path), {"state": states[1], "at": at, "why": why.strip()}]
    write_atomically(path, json.dumps(history, ensure_ascii=False, indent=2), ONLY_READ)
    return numbered(settings, number)


def _history(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    try:
        history = json.loads(path.read_text(encoding="utf-8"))
        return [{key: str(line[key]) for key in ("state", "at", "why")} for line in history]
    except (ValueError, TypeError, KeyError) as error:
        raise DataDamaged("intake.archive.damaged_history", file=path.name) from error


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
    """Keep the typed sheets beside the original; those of another version of the code that reads go with `sweep`."""
    write_atomically(settings.archive / typed_name(delivery.sha256), pack_sheets(delivery.sheets), ONLY_READ)


def _judged(checked: Checked, file_name: str, suffix: str, moment: datetime) -> Receipt:
    return Receipt(
        sha256=checked.sha256,
        file_name=file_name,
        suffix=suffix,
        status="accepted" if checked.is_accepted else "refused",
        received_at=moment.isoformat(timespec="seconds"),
        problems=checked.problems,
        facts=checked.facts,
        content=checked.content if checked.is_accepted else Content(),
    )


def _with_problems(receipt: Receipt, more: tuple[Problem, ...]) -> Receipt:
    """The receipt with what stands against it beside the others."""
    report = Report([*receipt.problems, *more])
    if report.refuses:
        return replace(receipt, problems=report.sorted(), status="refused", content=Content())
    return replace(receipt, problems=report.sorted())


def _as_accepted(receipt: Receipt, settings: Settings) -> Accepted:
    return Accepted(receipt.number, receipt.told(), receipt.content, _results(receipt, settings))


def _results(receipt: Receipt, settings: Settings) -> Callable[[], pd.DataFrame]:
    return lambda: _series(load(receipt, settings).sheets.get("result"))


def _series(result: pd.DataFrame | None) -> pd.DataFrame:
    """Rows of results with the texts as texts, to lay beside those of another delivery."""
    if result is None:
        return pd.DataFrame({"month": pd.Series(dtype="datetime64[us]")})
    return result.astype({name: "object" for name in result.columns if str(result[name].dtype) in {"category", "str"}})


def _as_json(receipt: Receipt) -> str:
    stored = asdict(receipt)
    stored.pop("why")
    return json.dumps(stored, ensure_ascii=False, indent=2, default=str)


def _receipt(archive: Path, sha256: str) -> Receipt | None:
    """The receipt of a delivery with what became of it since; None where there is none."""
    path = archive / f"{sha256}.json"
    receipt = _read(path, sha256)
    if receipt is None:
        return None
    history = _history(archive / f"{sha256}{HISTORY}")
    if not history or receipt.status == "refused":
        return receipt
    last = history[-1]
    return replace(receipt, status="withdrawn" if last["state"] == "withdrawn" else "accepted", why=last["why"])


def _examined(settings: Settings, sha256: str) -> Receipt | None:
    """What an earlier run found of a delivery before it was stopped; None where it found nothing or by other rules."""
    try:
        return _read(settings.archive / examined_name(sha256), sha256)
    except DataDamaged:
        return None


def _read(path: Path, sha256: str) -> Receipt | None:
    if not path.exists():
        return None
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if LATER not in stored and stored.get("sha256") == sha256:
            raise DataDamaged("intake.archive.older_receipt", file=path.name)
        problems = tuple(Problem(**problem) for problem in stored.pop("problems"))
        facts, content = stored.pop("facts"), stored.pop("content")
        receipt = Receipt(
            problems=problems, facts=_facts(facts) if facts else None, content=_content(content), **stored
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataDamaged("intake.archive.damaged_receipt", file=path.name) from error
    if receipt.sha256 != sha256 or receipt.status not in {"accepted", "refused"}:
        raise DataDamaged("intake.archive.damaged_receipt", file=path.name)
    return receipt


def _facts(stored: dict[str, Any]) -> Facts:
    return Facts(
        partner_code=stored["partner_code"],
        reference_date=date.fromisoformat(stored["reference_date"]),
        period_from=date.fromisoformat(stored["period_from"]),
        period_to=date.fromisoformat(stored["period_to"]),
        status=stored["status"],
        municipality_codes=tuple(stored["municipality_codes"]),
        replaces=tuple(stored["replaces"]),
    )


def _content(stored: dict[str, Any]) -> Content:
    return Content(
        projects={
            code: Described(one["lead"], tuple(one["municipality_codes"])) for code, one in stored["projects"].items()
        },
        parts=stored["parts"],
        stakes={code: Stake(**stake) for code, stake in stored["stakes"].items()},
        rows=stored["rows"],
        is_cumulative=stored["is_cumulative"],
    )


def _copy(path: Path, copy: Path) -> str:
    """Copy the original, or pack a folder; what is checked is then what is kept. Gives the suffix."""
    with copy.open("xb") as file:
        return pack(path, file)
