PRICES = {"soup": 4, "bread": 1}
