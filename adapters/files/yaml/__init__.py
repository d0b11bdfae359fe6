"""YAML as people write it: text with positions, errors in words, values written plainly."""
