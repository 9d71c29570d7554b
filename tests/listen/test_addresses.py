"""Addresses as they are shown: which source, and not what lets its owner in."""

import pytest

from wasata.listen.addresses import HIDDEN, masked


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("https://ali:s3cret@news.example/rss", "s3cret"),
        ("https://news.example/rss?token=abc", "abc"),
        ("https://news.example/rss?lang=ar&api_key=k1", "k1"),
        ("https://news.example/rss?lang=ar;X-Access-Token=k1#top", "k1"),
        ("https://news.example/rss?password=p%20q", "p%20q"),
        ("https://news.example/rss?u=9f8a7b6c5d4e3f2a1b0c9d8e", "9f8a7b6c5d4e3f2a1b0c9d8e"),
        ("https://news.example/rss?9f8a7b6c5d4e3f2a1b0c9d8e", "9f8a7b6c5d4e3f2a1b0c9d8e"),
        ("https://news.example/rss#access_token=zz9", "zz9"),
    ],
)
def test_what_lets_its_owner_in_is_hidden_and_the_rest_stands(address, secret):
    shown = masked(address)
    assert secret not in shown
    assert HIDDEN in shown
    assert shown.startswith("https://")
    assert "news.example/rss" in shown
    assert masked(shown) == shown


@pytest.mark.parametrize(
    "address",
    ["https://news.example/rss", "https://news.example/rss?lang=ar&page=2&q=keynote", "https://news.example/a?id=1234567890123456789012",
     "https://news.example/monkey?turkey=1", "news.example", "", "https://news.example/?q="],
)  # fmt: skip
def test_an_address_without_a_secret_stands_as_it_is(address):
    assert masked(address) == address
