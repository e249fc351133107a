"""Nothing leaves this machine: while an offline run lasts, every connection that Python makes is looked at first."""

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_watching: list[list[str]] = []
_hooked: list[bool] = []


class LeavesTheMachine(OSError):
    """Something wanted to connect to another machine during an offline run."""


@contextmanager
def on_loopback() -> Iterator[list[str]]:
    """Refuses connections and look-ups beyond loopback; gives the list of those that were refused."""
    refused: list[str] = []
    if not _hooked:
        sys.addaudithook(_look)  # stays for the life of the process, and does nothing while nobody watches
        _hooked.append(True)
    _watching.append(refused)
    try:
        yield refused
    finally:
        _watching.remove(refused)


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching or event not in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        return
    host = arguments[0] if event == "socket.getaddrinfo" else _host(arguments[1])
    if host is not None and not is_loopback(host):
        _watching[-1].append(str(host))
        raise LeavesTheMachine(f"an offline run wanted to reach {host}")


def _host(address: Any) -> Any:
    """None for an address that is a file."""
    return address[0] if isinstance(address, tuple) else None


def is_loopback(host: Any) -> bool:
    name = host.decode(errors="replace") if isinstance(host, bytes) else str(host)
    if name in ("", "None", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
