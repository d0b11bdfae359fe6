"""Course files: read with everything that is wrong with them, begun, and dumped."""
