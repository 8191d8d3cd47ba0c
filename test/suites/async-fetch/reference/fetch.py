import asyncio


class FetchError(Exception):
    pass


class Connection:
    def __init__(self, name):
        self.name = name
        self.is_open = False

    async def open(self):
        await asyncio.sleep(0)
        self.is_open = True

    async def close(self):
        self.is_open = False

    async def query(self, text):
        await asyncio.sleep(0)
        return f"{self.name}: {text}"

    async def __aenter__(self):
        await self.open()
        return self

    async def __aexit__(self, *exc):
        await self.close()


async def shout(text):
    if not text:
        raise FetchError("no text")
    await asyncio.sleep(0)
    return text.upper()


async def fetch_all(urls, get):
    results = await asyncio.gather(*(get(url) for url in urls), return_exceptions=True)
    return dict(zip(urls, results))


async def numbers(count):
    for n in range(count):
        await asyncio.sleep(0)
        yield n


async def first(event):
    await event.wait()
    return "seen"


async def worker(queue, done):
    try:
        while True:
            item = await queue.get()
            done.append(item)
            queue.task_done()
    except asyncio.CancelledError:
        done.append("cancelled")
        raise


async def retry(job, attempts):
    for attempt in range(attempts):
        try:
            return await job()
        except OSError:
            if attempt == attempts - 1:
                raise


async def limited(jobs, at_once):
    gate = asyncio.Semaphore(at_once)

    async def run(job):
        async with gate:
            await job()

    await asyncio.gather(*(run(job) for job in jobs))
