"""Each figure of a dossier: its drawing, its table, its sentence."""
