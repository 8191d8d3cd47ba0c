import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Bench, engineHere, titled } from '../grading/grading-bench.ts';
import { buildTimeMs, expectAllPassed, gradeWith, openServiceBench } from './honest-use.ts';

const solution = `
import os

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError


def database(url=None):
    return MongoClient(url or os.environ["MONGO_URL"], serverSelectionTimeoutMS=500)[os.environ["MONGO_DATABASE"]]


def add(name):
    try:
        database().things.insert_one({"_id": name, "by": "submission"})
    except PyMongoError as error:
        return type(error).__name__
    return "added"


def names():
    return sorted(thing["_id"] for thing in database().things.find())


def add_user():
    database().client.admin.command("createUser", "second", pwd="secret", roles=[])


def enter(user, password):
    where = f"{os.environ['MONGO_HOST']}:{os.environ['MONGO_PORT']}"
    try:
        return database(f"mongodb://{user}:{password}@{where}/admin").things.count_documents({})
    except OperationFailure as error:
        return type(error).__name__
`;

const suite = `
import solution


def test_both_sides(services):
    database = services.mongo.connect()
    assert solution.add("one") == "added"
    database.things.insert_one({"_id": "two"})
    assert solution.names() == ["one", "two"]
    assert database.things.find_one({"_id": "one"}) == {"_id": "one", "by": "submission"}
    pipeline = [{"$group": {"_id": "$by", "count": {"$sum": 1}}}, {"$sort": {"_id": 1}}]
    assert list(database.things.aggregate(pipeline)) == [{"_id": None, "count": 1}, {"_id": "submission", "count": 1}]


def test_password(services):
    assert solution.names() == []
    assert solution.enter("app", "wrong") == "OperationFailure"
    solution.add_user()


def test_reset_takes_users_too(services):
    assert solution.enter("second", "secret") == "OperationFailure"
    assert services.mongo.connect().list_collection_names() == []


def test_stop_and_kill(services):
    assert solution.add("one") == "added"
    services.mongo.stop()
    assert solution.add("two") == "ServerSelectionTimeoutError"
    services.mongo.start()
    assert solution.add("three") == "added"
    services.mongo.kill()
    services.mongo.start()
    assert solution.names() == ["one", "three"]


def test_cut(services):
    database = services.mongo.connect()
    services.mongo.cut()
    assert solution.add("one") == "ServerSelectionTimeoutError"
    database.things.insert_one({"_id": "two"})
    services.mongo.heal()
    assert solution.names() == ["two"]
`;

describe.skipIf(engineHere === undefined)(titled('the service mongo'), () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openServiceBench('mongo');
  }, buildTimeMs);
  afterAll(() => bench[Symbol.asyncDispose]());

  test(
    'is reached by both sides, forgets between tests and survives being stopped',
    async () => {
      expectAllPassed(await gradeWith(bench, 'mongo', solution, suite));
    },
    buildTimeMs,
  );
});
