"""What staff did, listed for staff, each with its way back."""
