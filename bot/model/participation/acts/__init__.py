"""Acts: what people did, as the ledger keeps it with its evidence."""
