"""A small correct delivery as people would send it, and the state on both databases."""

from tests.unit.state.conftest import environment, state
from tests.unit.steward.intake.conftest import csv_folder, sheets, workbook

__all__ = ["csv_folder", "environment", "sheets", "state", "workbook"]
