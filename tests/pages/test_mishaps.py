"""What nobody thought of is said in words everywhere: pages, fragments, dialogs, and what widgets call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.store import Store

ROOT = Path(__file__).resolve().parents[2]
TREES = {path: ast.parse(path.read_text()) for path in sorted((ROOT / "pages").rglob("*.py"))}
CALLED = ("on_click", "on_change", "on_dismiss", "on_select", "on_submit")
CANNOT_FAIL = {"remember", "forget"}
"""They keep or drop a value of the session, and nothing else."""

SCRIPT = """
import streamlit as st
from pages.shared.mishaps import called_by_widget, draw_told, guarded

@called_by_widget
def broken():
    raise KeyError("secret")

draw_told()
st.button("outside", on_click=broken)

@st.fragment
@guarded
def part():
    st.button("inside", on_click=broken)
    if st.button("in the body"):
        raise KeyError("secret")

part()
st.markdown("the rest of the page")
"""


@pytest.mark.parametrize("label", ["outside", "inside", "in the body"])
def test_an_error_nobody_thought_of(
    label: str, database: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    script = tmp_path / "page.py"
    script.write_text(SCRIPT)
    app = AppTest.from_file(str(script), default_timeout=60).run()
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    assert app.error[0].value.startswith("Something went wrong here")
    assert "secret" not in app.error[0].value
    assert "KeyError" in caplog.text
    assert app.markdown[-1].value == "the rest of the page"


def name_of(function: ast.expr) -> str:
    """`draft.go` -> go; `partial(_moved, plan)` -> _moved; `_take` -> _take."""
    if isinstance(function, ast.Call) and name_of(function.func) == "partial":
        return name_of(function.args[0])
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def decorators(function: ast.FunctionDef) -> list[str]:
    return [name_of(each.func if isinstance(each, ast.Call) else each) for each in function.decorator_list]


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path, tree in TREES.items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_whatever_a_widget_calls_says_what_goes_wrong() -> None:
    kept = {node.name for _path, node in functions() if "called_by_widget" in decorators(node)}
    bare = {(path, node.name) for path, node in functions() if "called_by_widget" not in decorators(node)}
    parameters = {arg.arg for _path, node in functions() for arg in node.args.args}
    missing, seen = [], 0
    for path, tree in TREES.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for given in call.keywords:
                named = given.arg in CALLED and not isinstance(given.value, ast.Constant)
                if not named:
                    continue
                seen += 1
                name = name_of(given.value)
                if name not in kept | CANNOT_FAIL | parameters or (path, name) in bare:
                    missing.append(f"{path.relative_to(ROOT)}:{call.lineno} {given.arg}={name}")
    assert missing == []
    assert seen > 20


def test_fragments_and_dialogs_say_what_goes_wrong() -> None:
    redrawn = [(path, node) for path, node in functions() if {"fragment", "dialog"} & set(decorators(node))]
    assert redrawn
    guarded_already = {node.name for _path, node in functions() if "guarded" in decorators(node)}
    for path, node in redrawn:
        assert decorators(node)[-1] == "guarded", f"{path.relative_to(ROOT)}: {node.name}"
    for path, tree in TREES.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            made = isinstance(call.func, ast.Call) and (
                name_of(call.func.func) == "dialog"
                or (name_of(call.func.func) == "fragment" and not call.func.args)
            )
            if (made or name_of(call.func) == "fragment") and call.args:
                body = call.args[0]
                said = isinstance(body, ast.Name) and body.id in guarded_already
                said = said or (isinstance(body, ast.Call) and name_of(body.func) == "guarded")
                assert said, f"{path.relative_to(ROOT)}:{call.lineno}"


def test_every_page_begins_with_the_frame() -> None:
    """It sends those who come past the door through it, whichever page they ask for first."""
    pages = sorted((ROOT / "pages").glob("[a-z]*.py"))
    assert len(pages) >= 5
    for path in pages:
        first = next(
            node for node in TREES[path].body
            if not isinstance(node, (ast.Import, ast.ImportFrom))
            and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        )  # fmt: skip
        value = first.value if isinstance(first, (ast.Expr, ast.Assign)) else None
        assert isinstance(value, ast.Call), path.name
        assert name_of(value.func) == "page_frame", path.name
