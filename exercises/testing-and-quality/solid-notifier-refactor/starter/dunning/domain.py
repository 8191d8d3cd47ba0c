"""What a reminder is about, and when which one is due."""
