"""Each figure of Projecten: its drawing, its table, its sentence."""
