"""The window's side of the chain of trust: the unit's key, what HR trusts, and what the province issues."""
