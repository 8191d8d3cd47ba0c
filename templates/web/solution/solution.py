"""Notes over HTTP."""

from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Response
from pydantic import BaseModel, Field


class NewNote(BaseModel):
    """What a client sends."""

    text: str = Field(min_length=1, max_length=40)


class Note(NewNote):
    """What a client gets."""

    id: int


app = FastAPI()
notes: list[Note] = []


@app.post("/notes", status_code=201)
def add_note(new: NewNote, response: Response) -> Note:
    """Keep a note, and say where it is."""
    note = Note(id=len(notes) + 1, text=new.text)
    notes.append(note)
    response.headers["Location"] = f"/notes/{note.id}"
    return note


@app.get("/notes/{note_id}")
def get_note(note_id: int) -> Note:
    """One note."""
    for note in notes:
        if note.id == note_id:
            return note
    raise HTTPException(404, "no such note")


@app.get("/notes")
def list_notes(limit: Annotated[int, Query(ge=1)] = 10) -> list[Note]:
    """The newest notes, newest first."""
    return notes[::-1][:limit]
