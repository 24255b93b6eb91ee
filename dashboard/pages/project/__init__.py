"""Project: the dossier of one project."""
