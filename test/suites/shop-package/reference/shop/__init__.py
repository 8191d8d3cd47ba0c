"""A small shop."""

from .cart import Cart
from .errors import ShopError

__version__ = "0.3"
__all__ = ["Cart", "ShopError"]
