"""The tables behind the log, and the migrations that lead to them. Knows no engine and no event.

Times are ISO 8601 in UTC with microseconds, as text: they sort as they read, and both engines keep them to the digit.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text

REVISIONS = ("0001", "0002")
"""Every migration, oldest first. Here so that a start on an up-to-date database need not load Alembic."""

METADATA = MetaData()

sessions = Table(
    "sessions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("updated", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # seq of the last event
    Column("archived", Boolean, nullable=False),
    Column("tags", Text, nullable=False, server_default=""),  # one a line
    Column("open_turn", Integer),  # the last turn, while it holds a message without an answer
)
Index("ix_sessions_updated", sessions.c.updated)
Index(
    "ix_sessions_open_turn",
    sessions.c.open_turn,
    sqlite_where=sessions.c.open_turn.is_not(None),
    postgresql_where=sessions.c.open_turn.is_not(None),
)


def _its_session() -> Column[str]:
    return Column("session_id", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)


events = Table(
    "events",
    METADATA,
    _its_session(),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("turn", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("payload", Text, nullable=False),  # the event as JSON
)

claims = Table(
    "claims",
    METADATA,
    _its_session(),
    Column("turn", Integer, nullable=False),
    Column("owner", Text, nullable=False),
    Column("until", Text, nullable=False),
)

drafts = Table(
    "drafts",
    METADATA,
    _its_session(),
    Column("turn", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
