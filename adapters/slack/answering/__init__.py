"""What people do with commands, buttons and forms, and how they are answered."""
