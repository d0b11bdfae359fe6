"""The outermost room: settings, wiring and the sample courses."""
