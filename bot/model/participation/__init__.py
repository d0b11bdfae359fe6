"""Participation: from what people did to ledger, policy, standing and why."""
