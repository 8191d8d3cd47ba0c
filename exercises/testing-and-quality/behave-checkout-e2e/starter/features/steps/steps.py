"""The steps of cart.feature, checkout.feature and returns.feature."""
