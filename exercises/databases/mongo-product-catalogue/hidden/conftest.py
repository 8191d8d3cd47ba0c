import pytest

DB = "shop"


@pytest.fixture
def url(services):
    """As the submission reaches the server."""
    mongo = services.mongo
    return mongo.inside.url


@pytest.fixture
def catalogue(url):
    from solution import Catalogue

    return Catalogue(url, DB)


@pytest.fixture
def products(services):
    """The collection, as the suite sees it."""
    return services.mongo.connect().client[DB].products
