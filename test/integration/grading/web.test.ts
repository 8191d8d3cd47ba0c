import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Exercise } from '../../../src/model/exercise.ts';
import { type Bench, engineHere, exerciseOf, openBench, smallLimits, submissionOf, titled } from './grading-bench.ts';

const MiB = 1024 * 1024;
let bench: Bench;

const webExercise = (suite: string, rest: Partial<Exercise> = {}): Exercise =>
  exerciseOf(suite, {
    image: 'web',
    limits: { ...smallLimits, memoryBytes: 256 * MiB, loadTimeMs: 20_000, testTimeMs: 8000, processes: 64 },
    ...rest,
  });

const commonSuite = `
import asyncio
import pytest

def test_answers(client):
    response = client.get("/hello", params={"name": "Zoë"})
    assert (response.status_code, response.json()) == (200, {"hello": "Zoë"})
    assert client.get("/nothing").status_code == 404

def test_takes_a_body(client):
    def pieces():
        yield b"a" * 3
        yield b"b" * 200_000

    assert client.post("/length", content=pieces(), headers={"Content-Length": "200003"}).json() == {"bytes": 200_003}
    assert client.post("/length", content=b"c" * 3_000_000).json() == {"bytes": 3_000_000}

def test_repeats_headers(client):
    response = client.get("/cookies", headers=[("X-Tag", "1"), ("X-Tag", "2")])
    assert [line.partition(";")[0] for line in response.headers.get_list("set-cookie")] == ["a=1", "b=2"]
    assert dict(client.cookies) == {"a": "1", "b": "2"}

def test_streams(client, capfd):
    with client.stream("GET", "/endless") as response:
        pieces = response.iter_raw()
        assert [next(pieces) for _ in range(3)] == [b"0;", b"1;", b"2;"]
    client.settle()
    assert client.get("/closed").json() == {"closed": 1}

def test_crashes(client, capsys):
    assert client.get("/crash").status_code == 500
    assert "KeyError: 'oops'" in capsys.readouterr().err
    assert client.get("/hello").status_code == 200

def test_side_by_side(async_client):
    async def main():
        answers = await asyncio.gather(*(async_client.get("/hello", params={"name": str(n)}) for n in range(10)))
        return [answer.json()["hello"] for answer in answers]

    assert asyncio.run(main()) == [str(n) for n in range(10)]
`;

const fastapi = `
import asyncio
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

app = FastAPI()
closed = 0

@app.get("/hello")
async def hello(name: str = ""): return {"hello": name}

@app.post("/length")
async def length(request: Request): return {"bytes": len(await request.body())}

@app.get("/cookies")
def cookies(response: Response):
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")

async def count():
    global closed
    n = 0
    try:
        while True:
            yield f"{n};"
            n += 1
            await asyncio.sleep(0.001)
    finally:
        closed += 1

@app.get("/endless")
async def endless(): return StreamingResponse(count())

@app.get("/closed")
async def was_closed(): return {"closed": closed}

@app.get("/crash")
async def crash(): raise KeyError("oops")
`;

const flask = `
from flask import Flask, Response, jsonify, request

app = Flask(__name__)
closed = 0

@app.get("/hello")
def hello(): return {"hello": request.args.get("name", "")}

@app.post("/length")
def length(): return {"bytes": len(request.get_data())}

@app.get("/cookies")
def cookies():
    response = jsonify({})
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return response

def count():
    global closed
    n = 0
    try:
        while True:
            yield f"{n};"
            n += 1
    finally:
        closed += 1

@app.get("/endless")
def endless(): return Response(count())

@app.get("/closed")
def was_closed(): return {"closed": closed}

@app.get("/crash")
def crash(): raise KeyError("oops")
`;

const django = (server: 'wsgi' | 'asgi'): string => `
import asyncio, json
import django
from django.conf import settings

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x", DATA_UPLOAD_MAX_MEMORY_SIZE=None,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()

from django.core.${server} import get_${server}_application
from django.db import connection
from django.http import JsonResponse, StreamingHttpResponse
from django.urls import path

closed = 0

def hello(request):
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"hello": request.GET.get("name", "")})

def length(request): return JsonResponse({"bytes": len(request.body)})

def cookies(request):
    response = JsonResponse({})
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return response

def count():
    global closed
    n = 0
    try:
        while True:
            yield f"{n};"
            n += 1
    finally:
        closed += 1

async def count_async():
    global closed
    n = 0
    try:
        while True:
            yield f"{n};"
            n += 1
            await asyncio.sleep(0.001)
    finally:
        closed += 1

async def endless_async(request): return StreamingHttpResponse(count_async())
def endless(request): return StreamingHttpResponse(count())
def was_closed(request): return JsonResponse({"closed": closed})
def crash(request): raise KeyError("oops")

views = [hello, length, cookies, crash]
urlpatterns = [path(view.__name__, view) for view in views]
urlpatterns += [path("closed", was_closed), path("endless", ${server === 'asgi' ? 'endless_async' : 'endless'})]
application = get_${server}_application()
`;

const aiohttp = `
import asyncio
from aiohttp import web

closed = 0

async def hello(request): return web.json_response({"hello": request.query.get("name", "")})
async def length(request): return web.json_response({"bytes": len(await request.read())})

async def cookies(request):
    response = web.json_response({})
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return response

async def endless(request):
    global closed
    response = web.StreamResponse()
    await response.prepare(request)
    n = 0
    try:
        while True:
            await response.write(f"{n};".encode())
            n += 1
            await asyncio.sleep(0.001)
    finally:
        closed += 1

async def was_closed(request):
    while closed == 0:
        await asyncio.sleep(0.001)
    return web.json_response({"closed": closed})

async def crash(request): raise KeyError("oops")

def make_app():
    app = web.Application(client_max_size=10_000_000)
    app.add_routes([web.post("/length", length)])
    for handler in (hello, cookies, endless, crash):
        app.add_routes([web.get(f"/{handler.__name__}", handler)])
    app.add_routes([web.get("/closed", was_closed)])
    return app
`;

const bareAsgi = `
import asyncio, json
from urllib.parse import parse_qs

closed = 0

async def answer(send, value, status=200, headers=()):
    body = json.dumps(value).encode()
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json"), *headers]})
    await send({"type": "http.response.body", "body": body})

async def app(scope, receive, send):
    global closed
    assert scope["type"] == "http"
    match scope["path"]:
        case "/hello":
            await answer(send, {"hello": parse_qs(scope["query_string"].decode()).get("name", [""])[0]})
        case "/length":
            size = 0
            while True:
                message = await receive()
                size += len(message["body"])
                if not message["more_body"]:
                    break
            await answer(send, {"bytes": size})
        case "/cookies":
            assert [value for name, value in scope["headers"] if name == b"x-tag"] == [b"1", b"2"]
            await answer(send, {}, headers=[(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")])
        case "/endless":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            n = 0
            while True:
                await send({"type": "http.response.body", "body": f"{n};".encode(), "more_body": True})
                n += 1
                try:
                    await asyncio.wait_for(receive() if n == 1 else asyncio.sleep(0.001), 0.001)
                except TimeoutError:
                    continue
                except OSError:
                    break
                if n > 1000:
                    break
        case "/closed":
            await answer(send, {"closed": 1})
        case "/crash":
            raise KeyError("oops")
        case _:
            await answer(send, {}, 404)
`;

const bareWsgi = `
import json
from urllib.parse import parse_qs

closed = 0

class Count:
    def __init__(self): self.n = -1
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        return f"{self.n};".encode()
    def close(self):
        global closed
        closed += 1

def app(environ, start_response):
    def answer(value, status="200 OK", headers=()):
        start_response(status, [("Content-Type", "application/json"), *headers])
        return [json.dumps(value).encode()]

    match environ["PATH_INFO"]:
        case "/hello":
            return answer({"hello": parse_qs(environ["QUERY_STRING"]).get("name", [""])[0]})
        case "/length":
            return answer({"bytes": sum(map(len, iter(lambda: environ["wsgi.input"].read(10_000), b"")))})
        case "/cookies":
            assert environ["HTTP_X_TAG"] == "1,2"
            return answer({}, headers=[("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        case "/endless":
            start_response("200 OK", [])
            return Count()
        case "/closed":
            return answer({"closed": closed})
        case "/crash":
            raise KeyError("oops")
    return answer({}, "404 Not Found")
`;

describe.skipIf(engineHere === undefined)(titled('a web app of an honest submission'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test.each<[string, string]>([
    ['FastAPI', fastapi],
    ['Flask', flask],
    ['Django by WSGI', django('wsgi')],
    ['Django by ASGI', django('asgi')],
    ['aiohttp', aiohttp],
    ['bare ASGI', bareAsgi],
    ['bare WSGI', bareWsgi],
  ])('of %s answers as on a network', async (_, code) => {
    const { verdict } = await bench.grade(webExercise(commonSuite), submissionOf(code));

    expect(verdict.cases.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(verdict).toMatchObject({ status: 'graded', score: { fraction: 1 } });
  });
});

const victimSuite = `
def test_before(client):
    assert client.get("/fine").text == "fine"

def test_victim(client):
    assert client.get("/victim").text == "right"

def test_after(client):
    assert client.get("/fine").text == "fine"
`;

const asgiVictim = (body: string): string => `
import asyncio, os

async def text(send, body, *headers):
    await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})

async def victim(scope, receive, send):
${body.replaceAll(/^/gmu, '    ')}

async def app(scope, receive, send):
    assert scope["type"] == "http"
    if scope["path"] == "/fine":
        return await text(send, b"fine")
    return await victim(scope, receive, send)
`;

const wsgiVictim = (body: string): string => `
import os

def victim(environ, start_response):
${body.replaceAll(/^/gmu, '    ')}

def app(environ, start_response):
    if environ["PATH_INFO"] == "/fine":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"fine"]
    return victim(environ, start_response)
`;

const start = 'await send({"type": "http.response.start", "status": 200, "headers": []})\n';
const ok = 'start_response("200 OK", [])\n';
const failed = (sentence: string | RegExp): Record<string, unknown> => ({
  status: 'failed',
  explanation: expect.stringMatching(sentence),
});
const timeout = { status: 'timeout', limit: { limit: 'testTimeMs' } };

describe.skipIf(engineHere === undefined)(titled('a web app that misbehaves in one test'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test.each<[string, string, Record<string, unknown>]>([
    ['hangs', asgiVictim('await asyncio.sleep(1000)'), timeout],
    ['hangs without awaiting', asgiVictim('while True: pass'), timeout],
    ['hangs, in WSGI', wsgiVictim('while True: pass'), timeout],
    ['spins with its answer begun', asgiVictim(`${start}while True: await asyncio.sleep(0)`), timeout],
    ['ends the process', asgiVictim('os._exit(0)'), { status: 'crashed', exitCode: 0 }],
    ['ends the process, in WSGI', wsgiVictim('os._exit(1)'), { status: 'crashed', exitCode: 1 }],
    ['ends the program politely', asgiVictim('raise SystemExit'), { status: 'failed' }],
    ['never answers', asgiVictim('return'), failed(/returned without an answer to GET \/victim/u)],
    [
      'stops in the middle',
      asgiVictim(`${start}await send({"type": "http.response.body", "body": b"x", "more_body": True})`),
      failed(/more_body/u),
    ],
    [
      'crashes in the middle',
      asgiVictim(`${start}await send({"type": "http.response.body", "body": b"x", "more_body": True})\nraise KeyError("oops")`),
      { status: 'error', message: expect.stringMatching(/failed while it was sending its answer to GET \/victim: KeyError/u) },
    ],
    [
      'sends without end',
      asgiVictim(`${start}while True: await send({"type": "http.response.body", "body": b"x" * 9999, "more_body": True})`),
      failed(/more than 8,388,608 bytes in its body, or does not end/u),
    ],
    [
      'sends without end, in WSGI',
      wsgiVictim(`${ok}return iter(lambda: b"x" * 9999, b"")`),
      failed(/more than 8,388,608 bytes/u),
    ],
    ['sends 100 MB', asgiVictim('await text(send, b"x" * 100_000_000)'), { status: 'memory-limit' }],
    ['sends 30 MB', asgiVictim('await text(send, b"x" * 30_000_000)'), failed(/more than 8,388,608 bytes/u)],
    ['begins twice', asgiVictim(start + start), failed(/began its answer to GET \/victim twice/u)],
    ['sends a body first', asgiVictim('await send({"type": "http.response.body", "body": b"x"})'), failed(/before the start/u)],
    ['goes on after the end', asgiVictim('await text(send, b"right")\nawait text(send, b"wrong")'), failed(/twice/u)],
    [
      'sends a text',
      asgiVictim(`${start}await send({"type": "http.response.body", "body": "right"})`),
      failed(/'right' as its body, which has to be bytes/u),
    ],
    ['has a text as header', asgiVictim('await text(send, b"right", ("a", "b"))'), failed(/name and value are bytes/u)],
    ['has a header of three', asgiVictim('await text(send, b"right", (b"a", b"b", b"c"))'), failed(/name and value are bytes/u)],
    ['has a line break in a header', asgiVictim('await text(send, b"right", (b"a", b"b\\r\\nc: d"))'), failed(/line break/u)],
    ['has a space in a header name', asgiVictim('await text(send, b"right", (b"a b", b"c"))'), failed(/header name 'a b'/u)],
    [
      'has a million headers',
      asgiVictim('await text(send, b"right", *[(b"a", b"b")] * 1_000_000)'),
      failed(/more than 200 headers/u),
    ],
    [
      'says a length that is too short',
      asgiVictim('await text(send, b"right", (b"content-length", b"4"))'),
      failed(/Content-Length: 4/u),
    ],
    [
      'says a length that is too long',
      asgiVictim('await text(send, b"right", (b"content-length", b"6"))'),
      failed(/Content-Length: 6, and its body has 5 bytes/u),
    ],
    [
      'says a length that is no number',
      asgiVictim('await text(send, b"right", (b"content-length", b"five"))'),
      failed(/not a number/u),
    ],
    [
      'has no such status',
      asgiVictim('await send({"type": "http.response.start", "status": "200", "headers": []})'),
      failed(/status '200'/u),
    ],
    ['sends what is no message', asgiVictim('await send(None)'), failed(/a message is a dict/u)],
    ['sends what is no type', asgiVictim('await send({"type": "http.response.push"})'), failed(/type 'http.response.push'/u)],
    ['returns an answer', asgiVictim('return "right"'), failed(/returned 'right'/u)],
    [
      'swallows the refusal',
      asgiVictim('try:\n    await send(None)\nexcept Exception:\n    await text(send, b"right")'),
      failed(/a message is a dict/u),
    ],
    ['returns None, in WSGI', wsgiVictim(ok), failed(/returned None; it returns an iterable of bytes/u)],
    ['returns bytes, in WSGI', wsgiVictim(`${ok}return b"right"`), failed(/returned b'right'; it returns an iterable/u)],
    ['returns texts, in WSGI', wsgiVictim(`${ok}return ["right"]`), failed(/'right' as a part of the body/u)],
    ['never calls start_response, in WSGI', wsgiVictim('return [b"right"]'), failed(/did not call start_response/u)],
    ['calls start_response twice, in WSGI', wsgiVictim(`${ok}${ok}return [b"right"]`), failed(/called start_response twice/u)],
    [
      'gives a number as status, in WSGI',
      wsgiVictim('start_response(200, [])\nreturn [b"right"]'),
      failed(/status 200; it is a text/u),
    ],
    [
      'has letters beyond latin-1 in a header, in WSGI',
      wsgiVictim('start_response("200 OK", [("A", "\u4f60")])\nreturn [b"right"]'),
      failed(/latin-1/u),
    ],
    [
      'has a dict of headers, in WSGI',
      wsgiVictim('start_response("200 OK", {"A": "b"})\nreturn [b"right"]'),
      failed(/a list of tuples/u),
    ],
    [
      'has a body with 204, in WSGI',
      wsgiVictim('start_response("204 No Content", [])\nreturn [b"right"]'),
      failed(/204, which has no body/u),
    ],
    [
      'crashes, in WSGI',
      wsgiVictim('raise KeyError("oops")'),
      { status: 'failed', stderr: expect.stringContaining("KeyError: 'oops'") },
    ],
  ])('%s', async (_, code, victim) => {
    const limits = { ...smallLimits, testTimeMs: 3000 };
    const { verdict } = await bench.grade(exerciseOf(victimSuite, { limits }), submissionOf(code));

    const [before, found, after] = verdict.cases;
    expect(found).toMatchObject({ owner: 'learner', points: 0, ...victim });
    expect([before?.status, after?.status]).toEqual(['passed', 'passed']);
    expect(verdict.status).toBe('graded');
  });

  test('hangs beside other requests: takes its time as one that hangs alone', async () => {
    const suite = `
import asyncio

def test_victim(async_client):
    async def main():
        await asyncio.gather(*(async_client.get(path) for path in ("/fine", "/victim", "/fine")))

    asyncio.run(main())
`;
    const { verdict } = await bench.grade(exerciseOf(suite), submissionOf(asgiVictim('await asyncio.sleep(1000)')));

    expect(verdict.cases).toMatchObject([timeout]);
  });

  test.each<[string, string, string, RegExp]>([
    ['nothing', '', 'python', /No web app was found in solution\.py.*It defines: nothing/u],
    ['another name', 'def appp(environ, start_response): return []', 'python', /It defines: appp\./u],
    [
      'a class',
      'class App:\n    async def __call__(self, scope, receive, send): pass\napp = App',
      'python',
      /solution\.app is the class App/u,
    ],
    ['None', 'app = None', 'python', /solution\.app is None, which is no web app/u],
    ['a number', 'app = 3', 'python', /solution\.app is an object of the class int/u],
    ['a factory', 'def app(): pass', 'python', /the function app, called without arguments/u],
    ['a handler', 'async def app(request): pass', 'python', /an async function that takes 1 argument; an ASGI app takes three/u],
    [
      'a factory that needs something',
      'def create_app(settings): pass',
      'python',
      /create_app cannot be called without arguments \(it needs settings\)/u,
    ],
    ['the class Flask', 'from flask import Flask\napp = Flask', 'web', /solution\.app is the class Flask/u],
    ['a router', 'from fastapi import APIRouter\napp = APIRouter()', 'web', /APIRouter, which is only a part of an app/u],
    [
      'a blueprint',
      'from flask import Blueprint\napp = Blueprint("a", __name__)',
      'web',
      /Blueprint, which is only a part of an app/u,
    ],
  ])('is missing, with %s in its place: says so in each test', async (_, code, image, sentence) => {
    const exercise = image === 'web' ? webExercise(victimSuite) : exerciseOf(victimSuite);

    const { verdict } = await bench.grade(exercise, submissionOf(code));

    expect(verdict.cases.map(({ explanation }) => explanation?.replaceAll(/\s+/gu, ' '))).toEqual(
      Array(3).fill(expect.stringMatching(sentence)),
    );
    expect(verdict).toMatchObject({ status: 'graded', score: { points: 0 } });
  });

  test('cannot start up: says so in each test', async () => {
    const code = 'async def app(scope, receive, send):\n    await receive()\n    raise RuntimeError("no database")';

    const { verdict } = await bench.grade(exerciseOf(victimSuite), submissionOf(code));

    expect(verdict.cases).toMatchObject(Array(3).fill(failed(/startup failed: RuntimeError: no database/u)));
  });

  test('cannot be imported: costs all tests, also where the suite imports nothing itself', async () => {
    const { verdict } = await bench.grade(exerciseOf(victimSuite), submissionOf('import nothing_like_that'));

    expect(verdict).toMatchObject({ status: 'import-failed', score: { points: 0 } });
  });

  test.each<[string, string]>([
    ['a number', 'kit.exchange = answering(7)'],
    ['a status of its own', 'kit.exchange = answering(("answer", 999, "", (), 0, (b"right",), False))'],
    ['texts as body', 'kit.exchange = answering(("answer", 200, "", (), 0, ("right",), False))'],
    ['headers that are none', 'kit.exchange = answering(("answer", 200, "", (1, 2), 0, (b"right",), False))'],
    ['objects', 'kit.exchange = answering(object())'],
  ])('replaces the half of the kit that is beside it, and gives %s: is not believed', async (_, attack) => {
    const code = `${asgiVictim('await text(send, b"right")')}
import waymark_agent.kits.web as kit
def answering(value):
    async def exchange(*args): return value
    return exchange
${attack}`;

    const { verdict } = await bench.grade(exerciseOf(victimSuite), submissionOf(code));

    expect(verdict.status).toBe('graded');
    expect(verdict.cases.map(({ status, owner }) => [status === 'passed', owner])).toEqual(Array(3).fill([false, 'learner']));
  });
});
