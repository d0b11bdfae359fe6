"""Standings: what is offered, earned, asked and still possible, by week and period, and why."""
