"""The desk: a server of its own for those who deliver, build, approve and oversee. It reads the vault and the archive, which what viewers reach never does."""
