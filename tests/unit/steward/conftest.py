"""A key, the policy and an invented programme for the tests of disclosure control."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from dashboard.steward.protect.policy import load_policy

KEY = b"0123456789abcdef0123456789abcdef"


def load(name):
    """A module beside this file; the tests are not a package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def key():
    return KEY


@pytest.fixture(scope="session")
def policy():
    return load_policy()


@pytest.fixture(scope="session")
def make_programme():
    """``make_programme(municipalities, years, seed, first)``: exact count cells of an invented programme."""
    return load("programme").make_programme


@pytest.fixture(scope="session")
def make_money():
    """``make_money(...)``: exact amount cells of an invented programme and the count cells of their files."""
    return load("programme").make_money


@pytest.fixture(scope="session")
def programme(make_programme):
    return make_programme(12)
