"""The measure of all things here: a Flask view that returns bytes and does nothing else."""

from flask import Flask

app = Flask(__name__, static_folder=None)


@app.get("/bytes/<int:size>")
def plain(size: int) -> tuple[bytes, dict[str, str]]:
    return b"x" * size, {"Content-Type": "text/html; charset=utf-8"}


@app.get("/")
def hello() -> str:
    return "hello"
