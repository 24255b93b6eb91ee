"""The numbers of a server for Prometheus at ``/metrics``: what was counted as it happened, and what is looked up when they are asked.

Who may read them is for ``security.monitoring`` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from streamlit.runtime import Runtime
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, GaugeStat

from dashboard import __version__
from dashboard.answers import asked
from dashboard.security.serving import running
from dashboard.settings import Settings
from dashboard.store import ID, pointed
from dashboard.telemetry.metrics import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric
    from starlette.requests import Request


class Standing(Collector):
    """What is so at the moment it is asked: sessions, answers from the cache, which release and which version."""

    def collect(self) -> Iterator[Metric]:
        """Each number with its name; no database and no file of a release is opened for it."""
        yield GaugeMetricFamily("lsi_sessions", "Tabs that are open now.", value=_sessions())
        yield GaugeMetricFamily("lsi_runs", "Runs of pages that go on now.", value=len(running()))
        answers = CounterMetricFamily(
            "lsi_answers", "Questions to a release, by whether the cache knew.", labels=["from"]
        )
        kept, made = asked()
        answers.add_metric(["cache"], kept)
        answers.add_metric(["release"], made)
        yield answers
        yield InfoMetricFamily("lsi_release", "The release that people see.", value={"id": _release()})
        yield InfoMetricFamily("lsi_version", "The version of this program.", value={"version": __version__})


def _sessions() -> int:
    if not Runtime.exists():
        return 0
    stats = Runtime.instance().stats_mgr.get_stats([ACTIVE_SESSIONS_FAMILY])[ACTIVE_SESSIONS_FAMILY]
    return sum(one.value for one in stats if isinstance(one, GaugeStat))


def _release() -> str:
    """Id of the release the pointer names; empty where there is none, or it cannot be read."""
    try:
        named = pointed(Settings.from_environment()) or ""
    except OSError:
        return ""
    return named if ID.fullmatch(named) else ""


REGISTRY.register(Standing())


async def metrics(request: Request) -> Response:
    """All numbers, in the form that was asked for."""
    encode, kind = choose_encoder(request.headers.get("accept", ""))
    return Response(await run_in_threadpool(encode, REGISTRY), media_type=kind, headers={"cache-control": "no-store"})
