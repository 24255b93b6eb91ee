"""Trying the estimators of effect on series with a known truth, protected as deliveries are."""
