"""Serving the application from the command line, on this machine only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import webbrowser
from types import FrameType

import click

from models.errors import StorageError
from models.quantity import N_
from planner import workflows
from planner.cli_frame import Report
from planner.language import _

HOST = "127.0.0.1"
STARTING_SECONDS = 60


def serve(port: int, browser: bool) -> Report:
    """Run the server until it is stopped, and leave with its exit code.

    The database is opened first, so that a refusal is said here and not on every page.
    """
    database = workflows.open_store().path
    _check_port(port)
    address = f"http://{HOST}:{port}"
    click.echo(_("Journeymix: {address} (stop with Ctrl+C)").format(address=address))
    arguments = [
        sys.executable, "-m", "streamlit", "run", str(workflows.PROJECT / "streamlit_app.py"),
        "--server.port", str(port), "--server.address", HOST, "--server.headless", "true",
        "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    environment = {**os.environ, "JOURNEYMIX_DB": str(database)}
    server = subprocess.Popen(arguments, cwd=workflows.PROJECT, env=environment)
    _pass_on_stop(server)
    if browser and _has_screen():
        threading.Thread(target=_open_when_ready, args=(address,), daemon=True).start()
    code = server.wait()
    sys.exit(0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else 1)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise StorageError(
                N_("Port {port} cannot be used ({reason})."),
                remedy=N_("Stop what uses it, or choose another with --port."),
                port=port,
                reason=error.strerror or str(error),
            ) from error


def _pass_on_stop(server: subprocess.Popen[bytes]) -> None:
    """Stopping the command stops the server too; it is never left behind."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _has_screen() -> bool:
    linux = sys.platform.startswith("linux")
    return not linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_when_ready(address: str) -> None:
    waiting = threading.Event()
    for _attempt in range(STARTING_SECONDS * 4):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                webbrowser.open(address)
                return
        except (urllib.error.URLError, OSError):
            waiting.wait(0.25)
