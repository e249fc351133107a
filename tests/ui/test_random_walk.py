"""Whatever somebody does in whatever order, what was promised holds at the end.

The suite takes a short walk. A long one, or the one that failed somewhere:
`FRAMEFIRST_TEST_WALK=200 FRAMEFIRST_TEST_SEED=7 .venv/bin/python -m pytest tests/ui/test_random_walk.py`.
"""

import os
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from browsing import WORDS_ALONE, Site
from playwright.sync_api import BrowserContext
from walking import Walk

from assistant import turn
from assistant.domain.events import Answered, Recorded, Said, replay
from assistant.export.formats import FORMATS, export_session

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]

STEPS = int(os.environ.get("FRAMEFIRST_TEST_WALK", "20"))
SEED = int(os.environ.get("FRAMEFIRST_TEST_SEED", "7"))


def answers_by_message(log: tuple[Recorded, ...]) -> Counter[int]:
    """How many answers each message has, by its turn."""
    said = {record.turn for record in log if isinstance(record.event, Said)}
    answered = Counter(record.turn for record in log if isinstance(record.event, Answered))
    return Counter({number: answered[number] for number in said})


def test_after_a_random_walk_every_promise_is_kept(window: BrowserContext, tmp_path: Path) -> None:
    site = Site(tmp_path / "home", environment=WORDS_ALONE).start()
    walk = Walk(window, site, SEED)
    try:
        walk.go(STEPS)
        sessions = [info.id for info in site.app.log.sessions()]
        for session in sessions:
            while turn.waiting(site.records(session)):
                walk.tab.page.wait_for_timeout(20)
    finally:
        for tab in walk.tabs:
            tab.close()
        site.stop()
    said = Counter((session, words) for session in sessions for words in site.said(session))
    assert [words for words in walk.sent if said[words] != 1] == []
    for session in sessions:
        log = site.records(session)
        assert set(answers_by_message(log).values()) <= {1}, walk.done
        frame = replay(log)
        for name, format in FORMATS.items():
            if not format.lacks(frame, log[-1].at.date(), site.app.playbooks):
                assert export_session(session, log, name, site.app.playbooks, site.app.titles), name
    with closing(sqlite3.connect(site.home / "framefirst.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    site.close()
