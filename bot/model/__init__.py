"""The rules about classes, as plain values and pure functions; time is an argument."""
