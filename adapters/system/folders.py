"""Where this machine's user keeps programs' data."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """Return Homeroom's own folder under the user's data folder; it may not exist yet.

    XDG_DATA_HOME or ~/.local/share on Linux, Application Support on macOS, %APPDATA% on Windows.
    """
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "homeroom"
