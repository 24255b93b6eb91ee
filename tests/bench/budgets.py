"""The budgets in one place, and a measured value held against them."""

from __future__ import annotations

from dataclasses import dataclass

SECONDS, SECONDS_PER_MILLION, GIGABYTES, MILLISECONDS, KILOBYTES, MEGABYTES = (
    "s",
    "s per million rows",
    "GB",
    "ms",
    "kB",
    "MB",
)
PERCENT = "%"
TIMES = "times"


@dataclass(frozen=True)
class Budget:
    """The most that is allowed; None where a value is only told."""

    unit: str
    most: float | None = None


BUDGETS = {
    "build_time": Budget(SECONDS_PER_MILLION, 60),
    "build_memory": Budget(GIGABYTES, 1.4),
    "euros_all": Budget(SECONDS, 15),
    "euros_quarter": Budget(SECONDS, 5),
    "euros_off": Budget(PERCENT, 0.5001),
    "euros_off_p90": Budget(PERCENT, 1.5001),
    "euros_off_demo": Budget(PERCENT, 3.0001),
    "euros_off_p90_demo": Budget(PERCENT, 8.0001),
    "euros_off_partner_demo": Budget(PERCENT, 5.0001),
    "euros_off_told": Budget(PERCENT),
    "outside": Budget(PERCENT, 7.0001),  # what is shown lies within its 95 % margin in at least 93 % of cases
    "outside_told": Budget(PERCENT),
    "intake_time": Budget(SECONDS_PER_MILLION),
    "answer_median": Budget(MILLISECONDS, 40),
    "answer_worst": Budget(MILLISECONDS, 100),
    "document_page": Budget(SECONDS, 4),
    "document_report": Budget(SECONDS, 20),
    "document_memory": Budget(MEGABYTES, 300),
    "rerun": Budget(MILLISECONDS, 40),
    "rerun_told": Budget(MILLISECONDS),
    "first_visit_paint": Budget(MILLISECONDS),
    "first_visit_readable": Budget(MILLISECONDS, 1000),
    "first_visit_complete": Budget(MILLISECONDS, 2500),
    "first_visit_bytes": Budget(KILOBYTES, 2000),
    "first_readable": Budget(MILLISECONDS, 500),
    "complete": Budget(MILLISECONDS, 1500),
    "click_page": Budget(MILLISECONDS, 250),
    "click_card": Budget(MILLISECONDS, 450),
    "click_map": Budget(MILLISECONDS, 450),
    "click_wide_map": Budget(MILLISECONDS, 1000),
    "first_map": Budget(MILLISECONDS, 2500),
    "bytes_map": Budget(KILOBYTES, 100),
    "bytes_wide_map": Budget(KILOBYTES),
    "bytes_page": Budget(KILOBYTES, 1000),
    "bytes_click": Budget(KILOBYTES, 300),
    "session_memory": Budget(MEGABYTES, 15),
    "crowd_p95": Budget(MILLISECONDS, 300),
    "crowd_told": Budget(MILLISECONDS),
    "long_growth": Budget(PERCENT, 10),
    "long_files": Budget(TIMES, 5),  # the connections that are kept, and no more
    "long_sessions": Budget(TIMES, 1),
    "long_told": Budget(TIMES),
    "missed": Budget(PERCENT, 7.0001),  # a nominal 95 % interval covers 93 % or more
    "false_alarms": Budget(PERCENT, 6.0001),
    "funnel_alarms": Budget(PERCENT, 0.5001),
    "seen": Budget(PERCENT),
}


@dataclass(frozen=True)
class Row:
    """One measured value: which budget it belongs to, what was measured, and a word about how."""

    budget: str
    what: str
    value: float
    note: str = ""

    @property
    def verdict(self) -> str:
        """``ok``, ``over`` or nothing."""
        most = BUDGETS[self.budget].most
        if most is None:
            return ""
        return "ok" if self.value < most else "OVER"

    def as_cells(self) -> str:
        """One row of a table in Markdown."""
        budget = BUDGETS[self.budget]
        most = "" if budget.most is None else f"{budget.most:g}"
        told = " · ".join(filter(None, (self.verdict, self.note)))
        return f"| {self.what} | {self.value:.3g} {budget.unit} | {most} | {told} |"

    def as_dict(self) -> dict[str, object]:
        """For the JSON file."""
        limit = BUDGETS[self.budget]
        return {
            "budget": self.budget, "what": self.what, "unit": limit.unit, "most": limit.most,
            "value": round(self.value, 2), "verdict": self.verdict, "note": self.note,
        }  # fmt: skip

    def as_line(self) -> str:
        """For the table."""
        limit = BUDGETS[self.budget]
        most = "" if limit.most is None else f"< {limit.most:g}"
        digits = 1 if self.value < 100 else 0
        return f"{self.what:<62} {most:>7} {self.value:>9.{digits}f} {limit.unit:<18} {self.verdict:<5} {self.note}".rstrip()
