"""The outbox at work: what is owed is drafted, brought to its platform once, and told of."""
