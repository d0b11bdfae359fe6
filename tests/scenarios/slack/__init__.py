"""The class weeks on Slack: a stage, people's hands and eyes, and the bot that serves them."""
