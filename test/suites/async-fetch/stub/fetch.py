import asyncio

class FetchError(Exception):
    pass

class Connection:

    def __init__(self, name):
        pass

    async def open(self):
        pass

    async def close(self):
        pass

    async def query(self, text):
        pass

async def shout(text):
    pass

async def fetch_all(urls, get):
    pass

async def numbers(count):
    pass

async def first(event):
    pass

async def worker(queue, done):
    pass

async def retry(job, attempts):
    pass

async def limited(jobs, at_once):
    pass
