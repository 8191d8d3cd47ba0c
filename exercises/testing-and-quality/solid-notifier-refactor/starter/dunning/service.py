"""One run of reminders."""
