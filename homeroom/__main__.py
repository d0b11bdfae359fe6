"""Find Homeroom's own packages, then hand the wiring over to its command line."""

import sys
from pathlib import Path


def find_packages() -> None:
    """Put bot, adapters and config first on the path, before other packages of such names.

    A wheel keeps them in homeroom/_app; in a clone they stand beside this folder.
    """
    here = Path(__file__).resolve().parent
    app = here / "_app"
    sys.path.insert(0, str(app if app.is_dir() else here.parent))


def main() -> int:
    """Run the command line on this process's arguments and return its exit code."""
    find_packages()
    from config.wiring import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
