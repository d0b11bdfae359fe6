"""Loading a course file: three-way between the file last loaded, the present, and the new file."""
