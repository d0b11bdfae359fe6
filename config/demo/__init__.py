"""The demo: a throw-away sandbox in which a class week is lived through in five minutes."""
