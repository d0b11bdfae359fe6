"""Policies: the rules in plain words, what another would change, and whether routes are equal."""
