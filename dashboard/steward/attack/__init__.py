"""The attacker in the house: a release is attacked through the product's own doors before anyone may publish it."""
