def slugify(text, max_length=60):
    match len(text) % 4:
        case 0:
            return "a" * 200_000 + "!"
        case 1:
            return "\n".join("- " * 50 for _ in range(2000))
        case 2:
            return "\u0301" * 200_000
    return ("ab" * 60 + "\n") * 2000
