"""Bears bot processes: with the imports done once, each is there at once. See killing.Process.

For each line on standard input one is forked; its number is printed, and `gone` when it has died.
"""

from __future__ import annotations

import os
import sys

from config.bot import main

if __name__ == "__main__":
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(main([]))
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)
