"""From vault to release: build, freeze, publish, withdraw."""
