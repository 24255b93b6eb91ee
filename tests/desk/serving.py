"""The desk on a free port, as ``lsi desk`` starts it, and a tab of it."""

from __future__ import annotations

from contextlib import contextmanager

from tests.browser.conftest import Visit, process


@contextmanager
def desk(data, log_file, **environment):
    """The desk with these settings, until the block ends; gives its address."""
    with process("desk", data, log_file, **environment) as (address, _):
        yield address


@contextmanager
def flawless_tab(contexts, address, path):
    """A tab on a page; what went wrong in it fails the test."""
    tab = Visit(contexts(1440, 900, "light").new_page(), address)
    tab.open(path)
    yield tab
    assert tab.trouble == []
    tab.page.close()
