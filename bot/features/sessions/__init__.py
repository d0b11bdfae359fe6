"""Sessions: announced in everyone's own time, started, ended, moved, cancelled."""
