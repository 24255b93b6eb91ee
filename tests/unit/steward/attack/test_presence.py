"""Rows of zero and hashes of deliveries are found where they are, and only there."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from dashboard.steward.attack.presence import attack_manifest, attack_presence, keep_zeros


def test_a_row_of_zeros_is_found_and_a_row_with_something_is_not():
    rows = pd.DataFrame({"n_passed_on": [5, 0, 0, np.nan], "n_settled": [0, 5, 0, 0]})

    assert attack_presence([rows]).found == 50
    assert attack_presence([rows.head(2)]).passed


def test_a_table_with_its_zeros_kept_is_broken(make_cells):
    counts = make_cells([1, 2, 9, 1])
    shown = counts.assign(value=[5, 0, 10, 0])

    assert attack_presence([shown[shown["value"] > 0][["value"]]]).passed
    assert attack_presence([keep_zeros(counts, shown[shown["value"] > 0])]).found == 50


def test_a_plain_hash_whole_or_cut_is_recognised():
    hashes = [hashlib.sha256(content).hexdigest() for content in (b"one", b"two")]

    assert attack_manifest(f"deliveries: {hashes[0][:12]}", hashes).found == 50
    assert attack_manifest("deliveries: sealed", hashes).passed
