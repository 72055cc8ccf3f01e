"""`python -m planner run`: serves on this machine only, and leaves nothing behind when it is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from planner.store import Store

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    store = Store(tmp_path / "plans.db")
    with store.writing() as db:
        db.execute("INSERT INTO settings VALUES ('examples_seeded', 'not here')")
    return store.path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int, server: subprocess.Popen[str], seconds: float = 90) -> bool:
    """Whether the server says it is well before the time is up."""
    for _attempt in range(int(seconds * 4)):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
                return bool(answer.read() == b"ok")
        except (urllib.error.URLError, OSError):
            try:
                server.wait(0.25)
            except subprocess.TimeoutExpired:
                continue
            return False
    return False


def test_run_serves_until_it_is_stopped(tmp_path: Path, database: Path) -> None:
    port = free_port()
    command = [sys.executable, "-u", "-m", "planner", "run", "--port", str(port), "--no-browser"]
    environment = {**os.environ, "JOURNEYMIX_DB": os.path.relpath(database, ROOT), "LC_ALL": "C.UTF-8"}
    log = tmp_path / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, text=True)
        try:
            assert answers(port, server), log.read_text()
        finally:
            server.send_signal(signal.SIGTERM)
            code = server.wait(60)
    assert code == 0, log.read_text()
    assert f"Journeymix: http://127.0.0.1:{port}" in log.read_text()
    assert "Traceback" not in log.read_text()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_in_use_is_said(database: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "planner", "run", "--port", str(port), "--no-browser"],
            cwd=ROOT, env={**os.environ, "JOURNEYMIX_DB": str(database)}, check=False, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert done.returncode == 4
    assert f"Port {port} cannot be used" in done.stderr
    assert "--port" in done.stderr
