"""What judge and sandbox have in common: frames and the encoding of plain data. Standard library only."""
