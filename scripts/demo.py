"""The demonstration: prepare the database, load the sample, then one web and one worker process until Ctrl-C.

``PORT`` changes the port, ``DATABASE_URL`` the database. Exit code 0 after Ctrl-C or SIGTERM, 1 if anything failed.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
STARTUP_SECONDS = 90
STOP_SECONDS = 15


class Stop(Exception):
    """Somebody asked the demonstration to end."""


def port_from_environment() -> int | None:
    text = os.environ.get("PORT", "8000")
    return int(text) if text.isdigit() and 0 < int(text) < 65536 else None


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def environment(port: int) -> dict[str, str]:
    given = {
        "DJANGO_SETTINGS_MODULE": "cms_site.settings.demo",
        "QUEBU_TASKS": "django_tasks_db.DatabaseBackend",
        "QUEBU_BASE_URL": f"http://{HOST}:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    return {**given, **os.environ}


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def web(port: int) -> list[str]:
    options = ["--workers", "1", "--worker-class", "gthread", "--threads", "4", "--timeout", "120", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", "cms_site.wsgi:application", "--bind", f"{HOST}:{port}", *options]


def stop(processes: dict[str, subprocess.Popen]) -> None:
    """Ask all to end, wait, and end by force whoever does not."""
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def dead(processes: dict[str, subprocess.Popen]) -> str:
    """The name of a process that ended, or nothing."""
    return next((name for name, process in processes.items() if process.poll() is not None), "")


def answer(port: int) -> int:
    """The status of the sign-in page, or 0 as long as nobody listens."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/login/", timeout=30) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def serve(port: int, processes: dict[str, subprocess.Popen]) -> int:
    """Start both, say where they are, and watch them. Returns 1 as soon as one has ended."""
    for name, command in (("web", web(port)), ("worker", manage("db_worker", "--no-reload"))):
        # A session of their own: Ctrl-C reaches only this process, which then ends them in order.
        processes[name] = subprocess.Popen(command, cwd=ROOT, env=environment(port), start_new_session=True)
    deadline = time.monotonic() + STARTUP_SECONDS
    status = 0
    while not dead(processes) and not (status := answer(port)) and time.monotonic() < deadline:
        time.sleep(0.3)
    if not dead(processes):
        if not 200 <= status < 500:
            print(f"网站没有正常响应（{status}）。The site did not answer as it should ({status}).", file=sys.stderr)
            return 1
        print(f"\n缺补已启动 Quebu is running: http://{HOST}:{port}/\n按 Ctrl-C 停止。Press Ctrl-C to stop.", flush=True)
    while not (name := dead(processes)):
        time.sleep(0.3)
    print(f"进程 {name} 意外结束，已全部停止。The {name} process ended unexpectedly; everything was stopped.", file=sys.stderr)
    return 1


def prepare(port: int) -> bool:
    for title, arguments in (
        ("准备数据库 Preparing the database …", ("migrate", "--no-input", "--verbosity", "0")),
        ("载入示例数据 Loading the sample …", ("load_sample_data",)),
    ):
        print(title, flush=True)
        if subprocess.run(manage(*arguments), cwd=ROOT, env=environment(port), check=False).returncode:
            print(f"失败 Failed: manage.py {' '.join(arguments)}", file=sys.stderr)
            return False
    return True


def asked_to_stop(number: int, frame: object) -> None:
    # Once is enough: a second Ctrl-C must not interrupt the stopping itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stop


def main() -> int:
    port = port_from_environment()
    if port is None:
        print(f"PORT 不是端口号：{os.environ['PORT']}。PORT is not a port number.", file=sys.stderr)
        return 1
    if not is_free(port):
        print(
            f"端口 {port} 已被占用。请换一个端口：make demo PORT={port + 1}\n"
            f"Port {port} on {HOST} is taken. Choose another one: make demo PORT={port + 1}",
            file=sys.stderr,
        )
        return 1
    signal.signal(signal.SIGINT, asked_to_stop)
    signal.signal(signal.SIGTERM, asked_to_stop)
    processes: dict[str, subprocess.Popen] = {}
    try:
        return serve(port, processes) if prepare(port) else 1
    except Stop:
        print("\n正在停止 Stopping …", flush=True)
        return 0
    finally:
        stop(processes)


if __name__ == "__main__":
    sys.exit(main())
