"""Which pages there are; screens go to one another by name."""

import threading
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import streamlit as st

PAGES: dict[str, tuple[str, str]] = {
    # name in the address, and of the file in `ui/screens` -> title, icon; a session's own pages come first
    "conversation": ("Conversation", ":material/forum:"),
    "frame": ("Frame", ":material/checklist:"),
    "causes": ("Causes", ":material/account_tree:"),
    "decision": ("Decision", ":material/balance:"),
    "findings": ("Findings", ":material/flag:"),
    "documents": ("Your documents", ":material/upload_file:"),
    "document": ("Document", ":material/description:"),
    "sessions": ("Sessions", ":material/folder_open:"),
    "calculators": ("Calculators", ":material/calculate:"),
    "guide": ("Guide", ":material/menu_book:"),
    "settings": ("Settings", ":material/settings:"),
}


def menu() -> list[Any]:
    return [page(name) for name in PAGES]


def page(name: str) -> Any:
    title, icon = PAGES[name]
    return st.Page(_screen(name), title=title, url_path=name, icon=icon, default=name == "conversation")


def _screen(name: str) -> Callable[[], None]:
    """The screen is imported when it is drawn: screens know this file, and it must not know them first."""

    def draw() -> None:
        _imported(name).draw()

    draw.__name__ = name
    return draw


LOOKED_AT = 2.0
"""Seconds after which somebody looks at a page and waits for nothing."""
_importing = threading.Lock()


def _imported(name: str) -> Any:
    with _importing:  # two threads that import the same libraries from different ends get half of them
        return import_module(f"ui.screens.{name}")


@cache
def import_all() -> None:
    """In the background, while somebody looks at their first page: the libraries for plots alone take half a second."""
    timer = threading.Timer(LOOKED_AT, lambda: [_imported(name) for name in PAGES])
    timer.daemon = True
    timer.start()


def go(name: str) -> None:
    st.switch_page(page(name))
