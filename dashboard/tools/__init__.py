"""What makes samples and tries estimators; imported by the command line and the tests only."""
