"""Dictionaries that are filled once."""

from __future__ import annotations

import json
import pickle

import pytest

from dashboard.frozen import FrozenDict, freeze

CHANGES = {
    "set": lambda one: one.__setitem__("a", 2),
    "delete": lambda one: one.__delitem__("a"),
    "clear": lambda one: one.clear(),
    "pop": lambda one: one.pop("a"),
    "popitem": lambda one: one.popitem(),
    "setdefault": lambda one: one.setdefault("b", 1),
    "update": lambda one: one.update(b=1),
    "merge": lambda one: one.__ior__({"b": 1}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_changes_it(change):
    one = FrozenDict(a=1)
    with pytest.raises(TypeError, match="shared"):
        change(one)

    assert one == {"a": 1}


def test_it_reads_writes_and_travels_like_any_other():
    tree = freeze({"a": [1, {"b": [2]}], "c": "d"})

    assert tree == {"a": (1, {"b": (2,)}), "c": "d"}
    assert isinstance(tree["a"][1], FrozenDict)
    assert json.loads(json.dumps(tree)) == {"a": [1, {"b": [2]}], "c": "d"}
    assert pickle.loads(pickle.dumps(tree)) == tree
    assert type(tree | {"e": 1}) is dict
