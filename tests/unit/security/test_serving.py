"""What Streamlit is told, and what a server that stops waits for."""

from __future__ import annotations

import threading

from streamlit import config

from dashboard.security.serving import RUN_THREAD, _await_runs, options


def test_every_option_is_one_that_streamlit_has_and_may_be_set(monkeypatch):
    monkeypatch.setenv("DASHBOARD_ADDRESS", "https://lsi.example/")
    told = options("127.0.0.1", 8501, 20)

    assert set(told) <= set(config.get_config_options())
    assert told["server.enableXsrfProtection"] is told["server.enableCORS"] is True
    assert told["server.enableAgentApi"] is False
    assert told["server.corsAllowedOrigins"] == ["https://lsi.example"]
    assert told["server.allowedHosts"] == ["127.0.0.1", "::1", "localhost", "lsi.example"]
    assert told["server.maxUploadSize"] == told["server.maxMessageSize"] == 20


def test_runs_that_go_on_are_waited_for_and_counted():
    go = threading.Event()
    run = threading.Thread(target=go.wait, name=RUN_THREAD, daemon=True)
    run.start()

    assert _await_runs(0.0) == 1
    threading.Timer(0.05, go.set).start()
    assert _await_runs(60.0) == 0
