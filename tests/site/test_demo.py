"""``make demo``: it serves the sample, ends cleanly, and says what is wrong instead of failing half-way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = [sys.executable, str(ROOT / "scripts" / "demo.py")]


def run_demo(port: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(DEMO, env={**os.environ, "PORT": str(port)}, capture_output=True, text=True, check=False, timeout=60)


def test_a_taken_port_is_named_in_both_languages():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_demo(port)
    assert done.returncode == 1
    assert f"端口 {port} 已被占用" in done.stderr
    assert f"Port {port} on 127.0.0.1 is taken" in done.stderr


@pytest.mark.parametrize("port", ["", "abc", "0", "70000"])
def test_what_is_no_port_is_refused(port):
    done = run_demo(port)
    assert done.returncode == 1
    assert "PORT" in done.stderr


#: Runs the watching half of the demonstration over two stand-ins, so that it takes a second and not a minute.
STAND_IN = """
import sys
sys.path.insert(0, {scripts!r})
import demo
demo.prepare = lambda port: True
demo.answer = lambda port: 200
demo.web = lambda port: [sys.executable, "-c", "import time; print('web', flush=True); time.sleep(60)"]
demo.manage = lambda *arguments: [sys.executable, "-c", {worker!r}]
sys.exit(demo.main())
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(worker: str) -> subprocess.Popen[str]:
    port = free_port()
    code = STAND_IN.format(scripts=str(ROOT / "scripts"), worker=worker)
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_stops_both_and_is_no_failure(number, tmp_path):
    started = tmp_path / "worker"
    worker = f"import os, pathlib, time; pathlib.Path({str(started)!r}).write_text(str(os.getpid())); time.sleep(60)"
    demo = start(worker)
    for _ in range(200):
        if started.exists() and started.read_text():
            break
        time.sleep(0.05)
    demo.send_signal(number)
    demo.communicate(timeout=30)
    assert demo.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)


def test_when_one_dies_the_other_is_stopped():
    demo = start("raise SystemExit(3)")
    _, errors = demo.communicate(timeout=30)
    assert demo.returncode == 1
    assert "worker" in errors


@pytest.mark.slow
def test_the_whole_demonstration(tmp_path):
    port = free_port()
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    }
    demo = subprocess.Popen(
        DEMO,
        env={**kept, "PORT": str(port), "QUEBU_VAR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    for line in demo.stdout:
        said.append(line)
        if f"http://127.0.0.1:{port}/" in line:
            break
    try:
        assert demo.poll() is None, "".join(said)
        for path in ("login/", "admin/login/", "static/wagtailadmin/css/core.css"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as response:
                assert response.status == 200
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=60)
        assert demo.returncode == 0
    finally:
        if demo.poll() is None:
            demo.terminate()
            demo.communicate(timeout=60)
    assert any("admin" in line for line in said), "the accounts are named"
