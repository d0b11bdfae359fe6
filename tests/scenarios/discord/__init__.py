"""The class weeks on Discord: a stage, people's hands and eyes, and the bot that serves them."""
