"""Delivered text in a real browser: it looks as it was written, and nothing in it works."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.text.markup import clean
from tests.browser.conftest import Visit, wait_for

pytestmark = pytest.mark.browser

HOSTILE = [
    "Gewone titel (fase 2): 10:30 uur, 1.234,5 %",
    "**vet** _schuin_ ~~door~~ `code` ***", "# kop", "- punt", "+ punt", "* punt", "1. een", "1) een", "12.", "> citaat",
    "---", "===", "- - -", "***", "| a | b |", "[klik](https://voorbeeld.nl)", "[x]: https://voorbeeld.nl", "[x]", "[^1]",
    "![plaatje](https://voorbeeld.nl/x.png)", "<b>vet</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<https://voorbeeld.nl>", "&lt;b&gt; &amp; &#42; &copy;", "www.example.org", "Www.example.org/pad?x=1#y", "x.www.nl",
    "http://voorbeeld.nl", "https://voorbeeld.nl/a_b_c", "ftp://voorbeeld.nl", "mailto:a@b.nl", "a.b+c@voorbeeld.nl",
    "xmpp:a@b.nl", "javascript:alert(1)", ":material/delete:", ":material_delete:", ":streamlit:", ":smile: :+1: :-1:",
    ":red[rood]", ":red-background[x]", ":blue-badge[x]", ":small[klein]", ":rainbow[x]", ":shimmer[x]", ":help[x]",
    ":color[x]{foreground=red}", ":color[]", "::leaf[x]", ":::note", "-> <- <-> -- >= <= ~=", "->", "<-", "--", ">=", "<=",
    "~=", "a -> b", "a -- b", "->->", "$x^2$", "$$x$$", "kost $5 of $6", r"\alpha \(x\) \[x\] \\ \*", "a\\",
    "a\u202eb\u2066c\u200fd\u061ce", "a\u200bb\ufeffc\u00add", "regel 1\nregel 2\n\n# regel 3", "\ttab  en  twee",
    "    vier spaties", "a\x00b\x1bc\x85d", "www.example.org :material/delete: -> :red[x] $x$ <b> [a](b)", "=1+1", "@SUM(A1)",
    "👩‍👩‍👧 ë ﬁ ½ €", "a_b_c d*e*f", "snake_case __init__", "x" * 500, "&", "<", ">", "a < b > c", "!", "!!", "{x} {{y}}",
    "'\"”„", "·–—…", "%{x} %{{y}}", "<extra></extra>", "javascript&colon;alert(1)", "http&#58;//voorbeeld.nl", "http:&#47;/x.nl",
]  # fmt: skip
# What Streamlit draws of its own; anything else inside a text came from the text.
FOREIGN = """box => [...box.querySelectorAll('a, img, script, code, em, del, ul, ol, blockquote, hr, input, h1, h2, .katex,'
  + '[role=img], [class*=stMarkdownColored], [class*=stMarkdownBadge], [class*=Shimmer]')].map(one => one.outerHTML)"""
TEXTS = """box => [...box.querySelectorAll('[data-testid=stMarkdownContainer], [data-heading-text], td')].map(one => one.textContent)"""


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """Address of the app that shows every text everywhere."""
    folder = tmp_path_factory.mktemp("spoken")
    (folder / "texts.json").write_text(json.dumps(HOSTILE), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = Path(__file__).parent / "spoken_app.py"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(app),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    settings = os.environ | {"TEXTS": str(folder / "texts.json"), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=settings, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process, "/_stcore/health")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def test_every_text_looks_as_it_was_written_and_nothing_in_it_works(spoken, contexts):
    page = contexts(1440, 900, "light").new_page()
    tab = Visit(page, spoken)
    tab.open("/")
    wrong = []
    for at, text in enumerate(HOSTILE):
        box = page.locator(f".st-key-text_{at}")
        shown = [one.replace("\n", "").strip() for one in box.evaluate(TEXTS)]
        alive = box.evaluate(FOREIGN)
        if alive or {one for one in shown if one != clean(text)} or len(shown) < 6:
            wrong.append((text, [one for one in shown if one != clean(text)], alive))
    page.close()

    assert wrong == []
    assert tab.trouble == []
