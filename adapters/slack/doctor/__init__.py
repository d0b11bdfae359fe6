"""What is looked over before a class goes there."""
