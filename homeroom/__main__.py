"""Find Homeroom's own packages, then hand over to its command line."""

import sys
from pathlib import Path


def main() -> int:
    """Run the command line on this process's arguments and return its exit code.

    A wheel keeps bot, adapters and config in homeroom/_app; a clone keeps them beside this folder.
    Either goes first on the path, so that no other package called `config` is found instead.
    """
    here = Path(__file__).resolve().parent
    app = here / "_app"
    sys.path.insert(0, str(app if app.is_dir() else here.parent))
    from adapters.terminal.main import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
