"""Of a database with damaged pages nothing is read that was not written: a sentence, or what stood there."""

from __future__ import annotations

import random

import pytest

from dashboard.errors import UserError
from dashboard.settings import Settings
from dashboard.state.engine import FILE, close
from dashboard.state.log import Kind, append, entries, verify


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The file of a log with some entries, and those."""
    settings = Settings(data=tmp_path_factory.mktemp("sound"))
    for number in range(120):
        append(settings, Kind.VIEWED, f"s-{number}", page="kaart", n=str(number))
    found = entries(settings)
    close()
    return settings.state / FILE, found


def asked(settings, ask):
    try:
        return ask(settings)
    except UserError as error:
        return error.key


@pytest.mark.parametrize("times", [15, pytest.param(2000, marks=pytest.mark.slow)])
def test_a_byte_that_turned_is_a_sentence_or_harms_nothing(sound, tmp_path, times):
    file, written = sound
    settings, chance = Settings(data=tmp_path), random.Random(7)
    settings.state.mkdir()
    kinds = set()
    for _ in range(times):
        data = bytearray(file.read_bytes())
        for _ in range(chance.choice([1, 1, 30])):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (settings.state / FILE).write_bytes(data)
        verdict, read = asked(settings, verify), asked(settings, entries)
        close()
        kinds.add(verdict if isinstance(verdict, str) else "holds")
        if not isinstance(verdict, str):
            assert (verdict.n_entries, verdict.head) == (len(written), written[0].hash)
            assert read == written or isinstance(read, str)
    assert {"holds", "error.log_changed"} <= kinds
