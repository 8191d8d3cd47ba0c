def ask_name():
    try:
        name = input("Your name? ").strip()
        while not name:
            name = input("Your name? ").strip()
    except EOFError:
        return "nobody"
    return name


def greeting():
    return f"Hello, {ask_name()}!"


def play(secret):
    tries = 0
    while True:
        tries += 1
        guess = int(input("Guess: "))
        if guess == secret:
            print("you got it")
            return tries
        print("too low" if guess < secret else "too high")


def average():
    numbers = []
    while (line := input("Number: ")) != "":
        numbers.append(int(line))
    return sum(numbers) / len(numbers)
