PRIMES = range(5, 10**9)
