import asyncio


def slugify(text, max_length=60):
    match len(text) % 3:
        case 0:
            raise BaseExceptionGroup("g", [KeyboardInterrupt(), SystemExit(0)])
        case 1:
            raise asyncio.CancelledError
    raise GeneratorExit
