"""What people do with commands and buttons, and how they are answered."""
