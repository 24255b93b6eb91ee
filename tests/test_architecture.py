"""Rules of the house that no linter knows: sizes, names, one door, every module tested."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dashboard"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
PAGE, MODULE, FUNCTION, NESTING = 60, 250, 40, 3
DRAWERS = {"utils", "helpers", "common", "misc"}
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)
# Where the plan said "one module, one test file" the tests below say which other file tests them.
TESTED_ELSEWHERE = {"app_pages", "widgets", "app.py", "server.py"}
# The generator is tested as a whole: what it writes is what counts.
TESTED_AS_ONE = {"sample"}


def named(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(ROOT)))


@named(MODULES)
def test_modules_stay_small(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    limit = PAGE if path.parent.name == "app_pages" or path == PACKAGE / "app.py" else MODULE

    assert lines <= limit


@named(MODULES)
def test_functions_stay_small_and_shallow(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f.name for f in functions if f.end_lineno - f.lineno + 1 > FUNCTION]
    deep = [f.name for f in functions if depth(f) > NESTING]

    assert not long
    assert not deep


def depth(node, level=0):
    """Deepest nesting of blocks inside a function; an elif counts as its if."""
    found = level
    for child in ast.iter_child_nodes(node):
        inside = isinstance(child, BLOCKS) and not is_elif(node, child)
        if not isinstance(child, ast.FunctionDef):
            found = max(found, depth(child, level + inside))
    return found


def is_elif(node, child):
    return isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]


@named(MODULES)
def test_no_module_is_named_like_the_standard_library_or_a_drawer(path):
    assert path.stem not in DRAWERS
    if path.parent == PACKAGE:
        assert path.stem not in sys.stdlib_module_names


def test_there_is_one_maker_of_answers():
    makers = [path.name for path in MODULES if " Answer(" in path.read_text(encoding="utf-8")]

    assert makers == ["answers.py"]


def test_pages_and_widgets_hold_no_text_of_their_own():
    """A literal that a person would read goes through say()."""
    shown = {"title", "header", "subheader", "markdown", "caption", "info", "error", "warning", "success"}
    offending = []
    for path in [*PACKAGE.glob("app_pages/*.py"), *PACKAGE.glob("widgets/*.py"), PACKAGE / "app.py"]:
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
    """Nothing but ``widgets/screen.py`` writes with Streamlit, by itself or into a container."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ours = {"LOG"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dashboard"):
            ours |= {one.asname or one.name for one in node.names}
    in_screen = path.parent.name in {"widgets", "app_pages"} or path.name in {"app.py", "server.py"}
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


@named([path for path in MODULES if path.parent.name == "view"])
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


@named([path for path in MODULES if path.name != "__init__.py"])
def test_every_module_has_its_tests(path):
    relative = path.relative_to(PACKAGE)
    if relative.parts[0] in TESTED_ELSEWHERE or str(relative) == "__main__.py":
        return
    folder = ROOT / "tests" / "unit" / relative.parent
    if relative.parts[0] in TESTED_AS_ONE:
        assert list(folder.glob("test_*.py"))
        return

    own = folder / f"test_{path.stem}.py"
    name = f"dashboard.{'.'.join(relative.with_suffix('').parts)}"
    assert own.exists() or any(name in imported(test) for test in folder.glob("test_*.py"))


def imported(test):
    """Modules a test imports, however it names them."""
    found = set()
    for node in ast.walk(ast.parse(test.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found
