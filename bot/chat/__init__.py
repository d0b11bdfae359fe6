"""The words that core and adapters share: command specs, events, views and cards."""
