"""What leaves for a gradebook: a week's rows, its summary in words, its chart."""
