"""Policies: the rules, their faults, their words, and which acts they take."""
