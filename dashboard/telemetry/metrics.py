"""Numbers of a process, for Prometheus: how often, how long, how many went wrong.

Labels are names of pages, kinds of errors and codes of HTTP: a handful each, none of which says who or what of.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics

UNEXPECTED = "unexpected"  # the kind of a mistake in the program
disable_created_metrics()  # type: ignore[no-untyped-call]  # when the first of a kind came is of no use, and doubles the lines
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
# A click is aimed at a quarter of a second; a document takes seconds.
RUN_SECONDS = Histogram(
    "lsi_run_seconds",
    "Time one run of a page takes, whole or of a part that redraws by itself; its count is how many ran.",
    ["page", "extent"],
    registry=REGISTRY,
    buckets=(0.05, 0.1, 0.15, 0.25, 0.4, 0.6, 1, 2, 4, 8, 16, 32),
)
ERRORS = Counter(
    "lsi_errors", "Errors that people were told of, by the kind of the error.", ["kind"], registry=REGISTRY
)
REQUESTS = Counter("lsi_requests", "Requests that were answered, by the code of HTTP.", ["status"], registry=REGISTRY)
