"""Rules of the house that no linter knows: names, one door, every module tested."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dashboard"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
DRAWERS = {"utils", "helpers", "common", "misc"}
# Where the plan said "one module, one test file" the tests below say which other file tests them.
TESTED_ELSEWHERE = {"pages", "ui", "app", "server.py", "desk"}
# The generator is tested as a whole: what it writes is what counts.
TESTED_AS_ONE = {"tools"}
UNIT = ROOT / "tests" / "unit"


def named(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(ROOT)))


def test_no_module_is_named_like_the_standard_library_or_a_drawer():
    at_the_top = {path.stem for path in MODULES if path.parent == PACKAGE}

    assert {path.stem for path in MODULES} & DRAWERS == set()
    assert at_the_top & sys.stdlib_module_names == set()


def test_there_is_one_maker_of_answers():
    makers = [path for path in MODULES if " Answer(" in path.read_text(encoding="utf-8")]

    assert makers == [PACKAGE / "answers" / "__init__.py"]


def test_pages_and_widgets_hold_no_text_of_their_own():
    """A literal that a person would read goes through say()."""
    shown = {"title", "header", "subheader", "markdown", "caption", "info", "error", "warning", "success"}
    offending = []
    for path in [
        *PACKAGE.glob("pages/*/*.py"),
        *PACKAGE.glob("ui/**/*.py"),
        *PACKAGE.glob("desk/**/*.py"),
        PACKAGE / "app" / "main.py",
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in shown
            if is_call and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                offending.append(f"{path.name}:{node.lineno}")

    assert not offending


# What Streamlit writes words with, all of which read Markdown somewhere or must be kept from it.
WRITERS = frozenset(
    [
        "audio_input",
        "badge",
        "button",
        "caption",
        "chat_input",
        "chat_message",
        "checkbox",
        "code",
        "color_picker",
        "data_editor",
        "dataframe",
        "date_input",
        "dialog",
        "download_button",
        "error",
        "exception",
        "expander",
        "feedback",
        "file_uploader",
        "form_submit_button",
        "header",
        "help",
        "html",
        "info",
        "json",
        "latex",
        "link_button",
        "markdown",
        "metric",
        "multiselect",
        "number_input",
        "Page",
        "page_link",
        "pills",
        "plotly_chart",
        "popover",
        "progress",
        "radio",
        "segmented_control",
        "select_slider",
        "selectbox",
        "set_page_config",
        "slider",
        "spinner",
        "status",
        "subheader",
        "success",
        "table",
        "tabs",
        "text",
        "text_area",
        "text_input",
        "time_input",
        "title",
        "toast",
        "toggle",
        "warning",
        "write",
        "write_stream",
    ]
)


@named([path for path in MODULES if path.name != "screen.py"])
def test_words_reach_the_screen_in_one_place(path):
    """Nothing but ``ui/screen.py`` writes with Streamlit, by itself or into a container."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ours = {"LOG"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dashboard"):
            ours |= {one.asname or one.name for one in node.names}
    in_screen = path.relative_to(PACKAGE).parts[0] in {"ui", "pages", "app", "server.py"}
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call) and in_screen]
    written = [node for node in [*calls, *ast.walk(tree)] if isinstance(node, ast.Attribute) and node.attr in WRITERS]
    direct = {
        f"{ast.unparse(one)} on line {one.lineno}"
        for one in written
        if getattr(one.value, "id", "") == "st" or (one in calls and getattr(one.value, "id", "") not in ours)
    }
    named_alone = [
        one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit")
        for one in node.names
        if one.name in WRITERS
    ]

    assert direct == set()
    assert named_alone == []


@named([path for path in MODULES if path.relative_to(PACKAGE).parts[0] in {"charts", "pages", "ui"}])
def test_a_template_of_a_hover_escapes_what_it_is_given(path):
    """``hovertemplate`` is read by plotly as it stands: a text of our own, or ``Tags(…).format``."""
    pieces = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
        pieces += [(key, value) for key, value in pairs if key is not None]
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            pieces.append((node.targets[0].slice, node.value))
    put_together = [
        value.lineno
        for key, value in pieces
        if isinstance(key, ast.Constant) and key.value in {"hovertemplate", "texttemplate"}
        if any(isinstance(one, ast.JoinedStr | ast.BinOp) for one in ast.walk(value) if not within_tags(value, one))
    ]

    assert put_together == []


def within_tags(whole, part):
    """Whether a piece stands inside ``Tags(…).format(…)``, which escapes it."""
    calls = [one for one in ast.walk(whole) if isinstance(one, ast.Call) and ast.unparse(one.func).startswith("Tags(")]
    return any(part in ast.walk(call) for call in calls)


def test_no_css_and_no_unsafe_html():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in text, path
        assert "<style" not in text, path


@pytest.mark.parametrize(
    "room", sorted(path.name for path in (PACKAGE / "pages").iterdir() if (path / "page.py").exists())
)
def test_every_room_is_run_and_its_words_and_figures_are_tested(room):
    """A page is run by a test of its own; what it says and draws is held by unit tests, however they are cut."""
    parts = [
        path for path in (PACKAGE / "pages" / room).rglob("*.py") if path.stem not in {"__init__", "page", "choices"}
    ]
    modules = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in parts}

    assert (ROOT / "tests" / "pages" / f"test_{room}.py").exists()
    assert modules - imported_anywhere() == set()


def test_every_module_has_its_tests():
    relative = [path.relative_to(PACKAGE) for path in MODULES if path.name not in {"__init__.py", "__main__.py"}]

    assert [str(one) for one in relative if not is_tested(one)] == []


def is_tested(relative):
    """Whether a module has a file of tests by itself, or another test imports it or takes its folder as one."""
    folder = relative.parts[0]
    if folder in TESTED_ELSEWHERE:
        return True
    if folder in TESTED_AS_ONE:
        return any((UNIT / folder).rglob("test_*.py"))
    name = f"dashboard.{'.'.join(relative.with_suffix('').parts)}"
    return (UNIT / relative.parent / f"test_{relative.stem}.py").exists() or name in imported_anywhere()


@cache
def imported_anywhere():
    """Modules that any unit test imports."""
    return set().union(*(imported(test) for test in UNIT.rglob("test_*.py")))


def imported(test):
    """Modules a test imports, however it names them."""
    found = set()
    for node in ast.walk(ast.parse(test.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_every_rerun_of_a_part_passes_one_place():
    """A fragment that Streamlit reruns by itself would miss the language and the one sentence for an error."""
    callers = [path.name for path in MODULES if "st.fragment" in path.read_text(encoding="utf-8")]

    assert callers == ["run.py"]
