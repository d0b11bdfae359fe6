"""Make-ups: a missed session's questions, answered before others' answers show."""
