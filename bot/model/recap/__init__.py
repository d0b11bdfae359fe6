"""What a session leaves behind: recap, make-up, archive, and names hidden in transcripts."""
