"""A worker that can be stopped at any moment without losing a job it has accepted."""

import json
import os
import select
import signal
import sys

STOPPING = (signal.SIGTERM, signal.SIGINT)


class Leave(Exception):
    """The worker's end, with its exit code."""


class Worker:
    def __init__(self, path, jobs):
        self.path = path
        self.jobs = jobs
        self.in_progress = False
        self.draining = False

    def command(self, line):
        word, _, name = line.partition(" ")
        if word == "add" and name:
            self.add(name)
        elif line == "work":
            self.work()
        elif line == "done":
            self.done()
        else:
            print(f"unknown command: {line}", file=sys.stderr)

    def add(self, name):
        if self.draining:
            say(f"refused {name}")
            return
        self.jobs.append(name)
        self.save()
        say(f"queued {name}")

    def work(self):
        if self.in_progress:
            say(f"busy {self.jobs[0]}")
        elif not self.jobs:
            say("idle")
        else:
            self.in_progress = True
            say(f"start {self.jobs[0]}")

    def done(self):
        if not self.in_progress:
            say("nothing to finish")
            return
        name = self.jobs.pop(0)
        self.in_progress = False
        self.save()
        say(f"done {name}")
        if self.draining:
            raise Leave(0)

    def signalled(self, number):
        if number == signal.SIGUSR1:
            working = self.jobs[0] if self.in_progress else "-"
            say(f"status pending={len(self.jobs) - self.in_progress} working={working}")
        elif self.draining:
            self.give_up()
        else:
            self.draining = True
            say("draining")
            if not self.in_progress:
                raise Leave(0)

    def input_ended(self):
        if self.in_progress:
            self.give_up()
        raise Leave(0)

    def give_up(self):
        say(f"gave up {self.jobs[0]}")
        raise Leave(1)

    def save(self):
        temporary = f"{self.path}.new"
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump(self.jobs, file)
        os.replace(temporary, self.path)


def say(line):
    print(line)


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            jobs = json.load(file)
    except FileNotFoundError:
        return []
    if not isinstance(jobs, list) or not all(isinstance(job, str) for job in jobs):
        raise ValueError("not a list of names")
    return jobs


def listen_to_signals():
    """A descriptor from which the numbers of signals can be read, in the order in which they came."""
    readable, writable = os.pipe()
    os.set_blocking(writable, False)
    signal.set_wakeup_fd(writable)
    for number in (*STOPPING, signal.SIGUSR1):
        signal.signal(number, lambda *_: None)
    return readable


def serve(worker, signals):
    rest = b""
    while True:
        ready, _, _ = select.select([signals, 0], [], [])
        if signals in ready:
            for number in os.read(signals, 100):
                worker.signalled(number)
            continue
        data = os.read(0, 65536)
        if not data:
            worker.input_ended()
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            worker.command(line.decode())


def main():
    path = sys.argv[1]
    try:
        jobs = load(path)
    except (OSError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    signals = listen_to_signals()
    say(f"ready {len(jobs)}")
    try:
        serve(Worker(path, jobs), signals)
    except Leave as leaving:
        return leaving.args[0]


if __name__ == "__main__":
    sys.exit(main())
