"""A shelf of books behind HTTP."""

from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, Field

app = FastAPI()
shelf = {}


class Book(BaseModel):
    title: str = Field(min_length=1)
    pages: int = Field(gt=0)


@app.post("/books", status_code=201)
def add(book: Book, response: Response):
    number = max(shelf, default=0) + 1
    shelf[number] = book
    response.headers["Location"] = f"/books/{number}"
    return {"id": number, **book.model_dump()}


@app.get("/books")
def find(at_least: int = 0):
    return [{"id": number, **book.model_dump()} for number, book in shelf.items() if book.pages >= at_least]


@app.get("/books/{number}")
def show(number: int):
    if number not in shelf:
        raise HTTPException(404, "no such book")
    return shelf[number]


@app.put("/books/{number}")
def replace(number: int, book: Book):
    show(number)
    shelf[number] = book
    return book


@app.delete("/books/{number}", status_code=204)
def remove(number: int):
    show(number)
    del shelf[number]
