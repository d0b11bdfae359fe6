"""What Slack tells, over sockets or signed requests: kept before it is acknowledged."""
