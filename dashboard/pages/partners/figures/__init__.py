"""Each figure of Partners: its drawing, its table, its sentence."""
