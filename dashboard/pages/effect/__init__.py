"""Effect: whether anything changed in the areas of a project."""
