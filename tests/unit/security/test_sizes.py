"""A request brings a file where a file is sent, and next to nothing elsewhere."""

from __future__ import annotations

from dashboard.security.sizes import MOST_BYTES, UPLOADS


def pieces(n):
    for _ in range(n // 1024 + 1):
        yield b"x" * 1024


def test_a_body_that_says_it_is_too_large_is_refused(client):
    answer = client().post("/api/read", content=b"x" * (MOST_BYTES + 1))

    assert answer.status_code == 413
    assert answer.text == "Wat u stuurt, is te groot. Op dit adres hoort geen bestand."


def test_a_body_that_says_nothing_is_counted(client):
    assert client().post("/api/read", content=pieces(MOST_BYTES)).status_code == 413


def test_a_body_that_lies_about_its_size_is_refused(client):
    assert client().post("/api/read", content=b"", headers={"content-length": "-1"}).status_code == 413


def test_where_streamlit_would_keep_a_file_none_is_taken(client):
    answer = client().put("/_stcore/upload_file/session/file", content=b"x")

    assert answer.status_code == 404
    assert answer.text == "Op dit adres hoort geen bestand."


def test_what_fits_passes_and_a_file_goes_to_who_limits_files(client):
    large = b"x" * (MOST_BYTES + 1)

    assert client().post("/api/read", content=b"x" * MOST_BYTES).text == str(MOST_BYTES)
    for place in UPLOADS:
        assert client().put(f"{place}a/b", content=large).text == str(len(large))
