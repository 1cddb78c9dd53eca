"""A PostgreSQL server of our own, in a temporary folder, for as long as the tests run."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SERVER_USERS = ("postgres", "nobody")
#: A server that forgets everything need not be safe against a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=128MB")


class Missing(Exception):
    """Something the tests need is not on this machine; the message names the package."""


def find_binaries() -> Path | None:
    """The folder with ``initdb`` and ``postgres``: the newest one under /usr/lib/postgresql, else on the PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda path: float(path.parent.name))
    on_path = shutil.which("postgres")
    folders = ([Path(on_path).resolve().parent] if on_path else []) + folders
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def server_user() -> pwd.struct_passwd | None:
    """Whom the server runs as: ourselves, unless we are root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    for name in SERVER_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def temporary_server(binaries: Path) -> Iterator[str]:
    """Start a server, give its address as a DATABASE_URL, and stop and remove it in any case."""
    user = server_user()
    folder = Path(tempfile.mkdtemp(prefix="quebu-pg-"))
    become: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}

    def run(*command: object) -> None:
        done = subprocess.run(
            [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, check=False, **become
        )
        if done.returncode:
            log = (folder / "log").read_text(errors="replace")[-2000:] if (folder / "log").exists() else ""
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}{log}")

    data, port = folder / "data", free_port()
    options = " ".join(f"-c {option}" for option in (*FAST, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"))
    with undertaker(f"'{binaries}/pg_ctl' -D '{data}' -m immediate -w stop; rm -rf '{folder}'", become):
        run(binaries / "initdb", "-D", data, "-U", "quebu", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        run(binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "60", "-o", f"-p {port} {options}", "start")
        yield f"postgres://quebu@127.0.0.1:{port}/postgres"


@contextmanager
def undertaker(command: str, become: dict[str, Any]) -> Iterator[None]:
    """Run ``command`` afterwards, even if this process is killed: a shell in its own session waits until the pipe to us ends."""
    script = f"read _; {command}"
    with subprocess.Popen(
        ["/bin/sh", "-c", script],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **become,
    ):
        yield
