"""Nothing here is said to take longer because the machine is busy."""

from tests.support.unhurried import unhurried

__all__ = ["unhurried"]
