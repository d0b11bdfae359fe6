"""The live session: checking in, questions, polls, and who may see what of them."""
