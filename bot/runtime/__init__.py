"""The doors and what moves behind them: dispatcher, happenings, agenda and outbox."""
