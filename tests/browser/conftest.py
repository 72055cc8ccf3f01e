"""The running app in a real browser: a server with a fresh database, a page that tells on itself.

Without a browser these tests are skipped with the reason; with JOURNEYMIX_REQUIRE_BROWSER=1 they fail.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
IDLE = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
PATIENCE = int(os.environ.get("JOURNEYMIX_PATIENCE", "60000"))
"""Milliseconds to wait for what must come in the end; never a measure of speed."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives a browser; those that share a server share a worker."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            if not any(item.iter_markers("xdist_group")):
                item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Server:
    """A running app: its address, its database and its log."""

    url: str
    database: Path
    log: Path


@contextmanager
def start_server(folder: Path) -> Iterator[Server]:
    """The app on a free loopback port with a fresh database in `folder`; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", folder / "journeymix.db", folder / "server.log")
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", f"--server.port={port}"]
    environment = {**os.environ, "JOURNEYMIX_DB": str(server.database)}
    with server.log.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_until_healthy(process, server)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def wait_idle(page: Page) -> None:
    """Wait until the app has finished its run and nothing is left of the run before."""
    page.wait_for_selector(IDLE, timeout=PATIENCE)
    page.wait_for_function(
        "!document.querySelector('[data-stale=true]') && !document.querySelector('[data-testid=stSkeleton]')",
        timeout=PATIENCE,
    )


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of this worker. `cold_server` is for those that need a fresh one."""
    with start_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def cold_server(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has asked for anything yet. Named before `page`, it outlives it."""
    with start_server(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    if not CHROMIUM.exists():
        reason = f"no browser at {CHROMIUM}"
        if os.environ.get("JOURNEYMIX_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a laptop's size that must log no error and ask nothing of another machine."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-US", accept_downloads=True, color_scheme="light"
    )
    fresh = context.new_page()
    fresh.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    wrong: list[str] = []
    fresh.on("console", lambda message: wrong.extend(_console_error(message)))
    fresh.on("pageerror", lambda error: wrong.append(str(error)))
    fresh.on("request", lambda request: wrong.extend(_elsewhere(request.url)))
    yield fresh
    context.close()
    assert wrong == []


@pytest.fixture
def picture(page: Page, tmp_path: Path) -> Callable[[str], Path]:
    """Save a screenshot under a name: in JOURNEYMIX_PICTURES where it is set, else beside the test."""

    def save(name: str) -> Path:
        folder = Path(os.environ.get("JOURNEYMIX_PICTURES") or tmp_path)
        folder.mkdir(parents=True, exist_ok=True)
        wait_idle(page)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
        return folder / f"{name}.png"

    return save


def _elsewhere(url: str) -> list[str]:
    parts = urlsplit(url)
    near = parts.scheme in ("data", "blob") or parts.hostname == "127.0.0.1"
    return [] if near else [f"request to another machine: {url}"]


def _console_error(message: ConsoleMessage) -> list[str]:
    """Errors of the console, but for Streamlit's own search for its server below a page's address."""
    address = urlsplit(message.location.get("url", "")).path
    searching = re.fullmatch(r"/\w+/_stcore/(health|host-config)", address) is not None
    return [f"{message.text} {address}"] if message.type == "error" and not searching else []


def _wait_until_healthy(process: subprocess.Popen[bytes], server: Server) -> None:
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{server.log.read_text(errors='replace')}")
