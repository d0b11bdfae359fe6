"""The homeroom command line: an operator's invocations."""
