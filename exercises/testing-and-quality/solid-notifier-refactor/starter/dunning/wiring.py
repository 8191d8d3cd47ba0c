"""Where the parts are put together, and where new ones are made known."""
