"""The generator of the Markerwaard, a fictitious province of any size, seeded."""

from __future__ import annotations

from dashboard.tools.sample.results import CANARIES
from dashboard.tools.sample.scale import SCALES, Scale, ScaleName
from dashboard.tools.sample.write import write_sample, write_scale

__all__ = ["CANARIES", "SCALES", "Scale", "ScaleName", "write_sample", "write_scale"]
