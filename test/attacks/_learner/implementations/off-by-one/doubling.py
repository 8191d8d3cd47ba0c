def double(n):
    return 2 * n + 1
