"""The browser of the other browser tests, for the desk."""

from tests.browser.conftest import chromium, contexts

__all__ = ["chromium", "contexts"]
