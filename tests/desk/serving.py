"""The desk on a free port, as ``lsi desk`` starts it, and a tab of it."""

from __future__ import annotations

from contextlib import contextmanager

from tests.browser.conftest import Visit, forked_process


@contextmanager
def desk(data, log_file, **environment):
    """The desk with these settings, until the block ends; gives its address."""
    with forked_process("desk", data, log_file, **environment) as address:
        yield address


@contextmanager
def flawless_tab(page, address, path):
    """A visit in a tab; what went wrong in it fails the test, and the next test has the tab."""
    tab = Visit(page, address)
    tab.open(path)
    try:
        yield tab
        assert tab.trouble == []
    finally:
        tab.leave()
