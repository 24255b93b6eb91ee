"""The attacker in the house: a release is attacked through the product's own query interfaces before anyone may publish it."""
