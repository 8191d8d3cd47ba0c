def double(n):
    return 2 * abs(n)
