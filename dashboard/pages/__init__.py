"""One room a page: what it asks, chooses, draws and says. Rooms never import each other."""
