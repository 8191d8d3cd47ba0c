import solution
from solution import slugify

maze = solution
