"""Notes over HTTP."""

from fastapi import FastAPI

app = FastAPI()
