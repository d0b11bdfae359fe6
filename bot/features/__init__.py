"""One folder per thing a class does: its commands, its reactions and its views."""
