def test_added(client):
    """A book that was added has an address"""
    answer = client.post("/books", json={"title": "Emma", "pages": 474})
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json() == {"title": "Emma", "pages": 474}
