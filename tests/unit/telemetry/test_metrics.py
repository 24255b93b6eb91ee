"""What is counted bears names that say nothing about a person or a figure."""

from __future__ import annotations

import dashboard.ui.monitoring  # registers what is looked up when it is asked
from dashboard.telemetry.metrics import ERRORS, REGISTRY, REQUESTS, RUN_SECONDS

LABELS = {"page", "extent", "le", "kind", "status", "from", "id", "version"}


def test_every_label_is_one_of_a_handful():
    RUN_SECONDS.labels("overview", "page").observe(0.2)
    ERRORS.labels("DataMissing").inc()
    REQUESTS.labels(200).inc()
    samples = [sample for family in REGISTRY.collect() for sample in family.samples]

    assert dashboard.ui.monitoring.REGISTRY is REGISTRY
    assert {label for sample in samples for label in sample.labels} == LABELS
    assert {sample.name.split("_")[0] for sample in samples} == {"lsi", "process"}


def test_the_time_of_a_run_falls_in_its_class():
    of = {"page": "trial", "extent": "part"}
    RUN_SECONDS.labels(**of).observe(0.2)

    assert REGISTRY.get_sample_value("lsi_run_seconds_bucket", of | {"le": "0.15"}) == 0
    assert REGISTRY.get_sample_value("lsi_run_seconds_bucket", of | {"le": "0.25"}) == 1
    assert REGISTRY.get_sample_value("lsi_run_seconds_count", of) == 1
