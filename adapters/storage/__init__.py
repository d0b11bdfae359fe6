"""The unit of work on SQLite and PostgreSQL: one file a noun.

To keep a new noun, say badges:

1. `bot/ports/badges.py`: a Protocol `Badges` with the few questions features ask, in their words.
2. `adapters/storage/badges.py`: a `Table` on `tables.metadata` and a class `SqlBadges(rows)` with
   the same methods. `sessions.py` is the pattern: columns named like the dataclass's fields, so
   that `fields(badge)` writes a row and `Badge(**row)` reads one.
   - Ids and keys are `Key`, instants `Instant`, enums `Word(Kind)`, people's text `Words`; a
     value that is read as a whole (a view, a place, some parts) is `Value(Type)`, kept as JSON.
   - `rows.put` writes rows, new or known; `rows.add` leaves known ones alone; both are one
     statement for any number. An `Index` for each question that a growing table is asked.
   - Only SQL that PostgreSQL understands as well.
3. One line in `bot/ports/work.py` (`badges: Badges`), one in `work.py` here
   (`self.badges: Badges = SqlBadges(rows)`).
4. A migration, written by `python -m adapters.storage.upgrade 0012 "what changes"`.
5. `tests/contracts/test_badges.py` says how the noun behaves, on every store.
"""
