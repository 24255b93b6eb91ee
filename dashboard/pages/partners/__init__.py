"""Partners: what each partner delivered, found and passed on."""
