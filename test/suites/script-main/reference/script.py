history = []


def square(n):
    return n * n


number = int(input("Number: "))
history.append(number)
result = square(number)
print("square:", result)

if __name__ == "__main__":
    print("run as a program")
