"""A real Chroma server, the one that comes with the package, on loopback with a folder of its own."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TRIES, PAUSE = 400, 0.05
"""Until it counts as not starting: machines that run tests are busy."""


class NoServer(Exception):
    """Why there is none, in a few words."""


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """Its address while it runs. Raises NoServer."""
    command = shutil.which("chroma", path=str(Path(sys.executable).parent))
    if command is None:
        raise NoServer("the chroma command is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [command, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/api/v2/heartbeat", running)
        yield url
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait_for(url: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(TRIES):
        if running.poll() is not None:
            raise NoServer(f"`chroma run` ended with {running.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(PAUSE)
    raise NoServer("`chroma run` never answered")
