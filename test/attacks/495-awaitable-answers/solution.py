import asyncio


async def never():
    await asyncio.Event().wait()


async def endless():
    while True:
        yield never()


class Circle:
    def __await__(self):
        while True:
            yield self

    def __iter__(self):
        return self

    def __next__(self):
        return self

    def __len__(self):
        return -1

    def __bool__(self):
        raise KeyboardInterrupt


def slugify(text, max_length=60):
    return [never(), endless(), Circle(), iter(Circle())][len(text) % 4]
