"""Words that people file a session under."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("tags", sa.Text, nullable=False, server_default=""))
