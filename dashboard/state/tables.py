"""The tables of the state. What changes here gets a migration beside it; a test holds that both agree."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

METADATA = MetaData()
NUMBER = BigInteger().with_variant(Integer, "sqlite")  # only an INTEGER counts by itself there
HASH = String(64)

# The audit log: one row per entry, each with the hash of the one before. Rows are added, never changed.
LOG = Table(
    "log_entry",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False, index=True),
    Column("subject", String(200), nullable=False, index=True),
    Column("kind", String(40), nullable=False, index=True),
    Column("about", Text, nullable=False),
    Column("before", HASH, nullable=False),
    Column("hash", HASH, nullable=False),
)

# Where the log ends; its one row is what those who write at once wait for.
HEAD = Table(
    "log_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", NUMBER, nullable=False),
    Column("hash", HASH, nullable=False),
)

# Where the log begins since entries were deleted after their time: the last one that went.
ANCHOR = Table(
    "log_anchor",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("hash", HASH, nullable=False),
    Column("at", String(32), nullable=False),
)

# Who read, per release, what this is and what it is not.
ACKNOWLEDGEMENT = Table(
    "acknowledgement",
    METADATA,
    Column("subject", String(200), primary_key=True),
    Column("release_id", String(10), primary_key=True),
    Column("at", String(32), nullable=False),
)

# What a person did with a release: built, checked, approved, scheduled, published, withdrawn.
ACT = Table(
    "release_act",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("release_id", String(10), nullable=False, index=True),
    Column("act", String(20), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("why", Text, nullable=False),
)

# When a release is to be published by the clock.
SCHEDULE = Table(
    "schedule",
    METADATA,
    Column("release_id", String(10), primary_key=True),
    Column("due", String(32), nullable=False),
    Column("subject", String(200), nullable=False),
)

# Who may see a release before it is published, and in which window.
PRERELEASE = Table(
    "prerelease",
    METADATA,
    Column("release_id", String(10), primary_key=True),
    Column("subject", String(200), primary_key=True),
    Column("opens", String(32), nullable=False),
    Column("closes", String(32), nullable=False),
    Column("given_by", String(200), nullable=False),
)

# Who sent in or withdrew a delivery; its bytes and its report stand in the archive.
HANDED_IN = Table(
    "handed_in",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("sha256", HASH, nullable=False, index=True),
    Column("source", String(40), nullable=False, index=True),
    Column("act", String(20), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("why", Text, nullable=False),
)

# What somebody thought was not right on a screen, and what was answered. Whose it is stands here only where they asked for an answer.
REMARK = Table(
    "remark",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("release_id", String(10), nullable=False),
    Column("page", String(40), nullable=False),
    Column("link", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("contact", String(200), nullable=False, index=True),
    Column("handled_at", String(32), nullable=False, index=True),
    Column("handled_by", String(200), nullable=False),
    Column("answer", Text, nullable=False),
)
