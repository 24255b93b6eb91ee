"""Errors a person may see. Each carries a text key, the values for its sentence and an exit code.

Lowest floor of the house: imports nothing of ours.
"""

from __future__ import annotations

from functools import partial


class DashboardError(Exception):
    """Everything this product raises on purpose."""


class UserError(DashboardError):
    """A mistake or situation the user can act on; shown as one sentence, never with a traceback.

    Args:
        key: text key in ``text/*.toml`` of the sentence (what, where, what to do).
        values: what fills the sentence's ``{placeholders}``.
    """

    exit_code = 2

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[partial[UserError], tuple[()]]:
        """From one process to another with its values."""
        return partial(type(self), self.key, **self.values), ()


class DeliveryRefused(UserError):
    """A delivery breaks the contract; the problem list says where."""

    exit_code = 1


class DataMissing(UserError):
    """There is no release (yet), or it was withdrawn."""

    exit_code = 10


class ReleaseGone(DataMissing):
    """A release that was published and is not shown any more: withdrawn, or not kept."""

    exit_code = 21


class DataDamaged(UserError):
    """A release, key or area file is damaged, hand-edited, half-written or of a newer format."""

    exit_code = 11


class BuilderBusy(UserError):
    """Another builder holds the vault's lock."""

    exit_code = 12


class PolicyViolation(UserError):
    """Something would leave the vault without a protection rule, or the attack succeeded."""

    exit_code = 13


class AccessDenied(UserError):
    """The viewer has no right to this."""

    exit_code = 14


class LoginEnded(AccessDenied):
    """A login is past its time."""

    exit_code = 24


class AreasInvalid(UserError):
    """An area file lacks a CRS, a layer or a column, or its areas do not nest."""

    exit_code = 15


class DiskFull(UserError):
    """There is no room left to write, or a file may grow no larger."""

    exit_code = 16


class NotPermitted(UserError):
    """This account may not read or write a file, or its disk can only be read."""

    exit_code = 17


class StorageFailed(UserError):
    """A file or a database cannot be read or written for another reason."""

    exit_code = 18


class StateAway(UserError):
    """The database of what people did cannot be reached or written."""

    exit_code = 22


class LogBroken(UserError):
    """The audit log is not what was written: an entry was changed, left out or moved."""

    exit_code = 23


class NoCode(DashboardError):
    """Something other than a code was to be noted in the log: a programming mistake."""


class SecondPersonNeeded(UserError):
    """What two persons do together was asked for by one of them alone, or before the other one did their part."""

    exit_code = 26


class ChecklistBlocks(UserError):
    """Something on the checklist of a release keeps it from being published."""

    exit_code = 27


class UnknownQuery(DashboardError):
    """A page asked for an answer that does not exist: a programming mistake."""
