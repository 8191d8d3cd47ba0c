"""Reminders for orders that were not paid in time."""
