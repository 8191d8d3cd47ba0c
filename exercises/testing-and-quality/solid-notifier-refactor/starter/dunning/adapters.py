"""Channels, languages, orders and journal as they are today."""
