"""Choosing: which completions are best for the student, with nothing counted twice."""
