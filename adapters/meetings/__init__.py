"""What a live meeting leaves as files: attendance reports and transcripts."""
