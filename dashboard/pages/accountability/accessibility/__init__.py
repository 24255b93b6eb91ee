"""The accessibility statement: what was tried, what is wrong for whom, what they can do instead, and where to say so."""
