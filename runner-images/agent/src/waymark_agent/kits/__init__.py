"""What the fixtures of the judge's kits call here: each module is the other half of one in ``waymark.kits``."""
