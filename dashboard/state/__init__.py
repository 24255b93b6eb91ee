"""What people did, kept in a database: the audit log and the acts behind a release or a delivery.

SQLite beside the vault by default, PostgreSQL by the setting ``DASHBOARD_DATABASE``. No figure of a release stands here.
"""
