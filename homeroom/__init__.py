"""The launcher: the one name that an installed Homeroom claims among other people's packages."""
