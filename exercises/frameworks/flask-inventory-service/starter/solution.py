"""An inventory service with Flask."""

from flask import Blueprint, Flask

items = Blueprint("items", __name__, url_prefix="/api/items")


def create_app(config: dict[str, object] | None = None) -> Flask:
    """An app of its own: no data is shared with another one."""
    app = Flask(__name__)
    app.config.update(config or {})
    app.register_blueprint(items)
    return app


app = create_app()
