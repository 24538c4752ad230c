"""A signed request is answered once, for whoever signed exactly that, and leaves no trace when it fails."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import requests

from app.server.schema import BEGUN_CONTENTS
from app.sync.protocol import SIGNATURE, Inventory, giving_target
from tests.server.house import House

CONTENT = b"photo"


def test_what_is_signed_is_the_query_too_and_a_copy_of_it_does_nothing(served: House) -> None:
    lea = served.enrol("Léa", "CCOM")
    first = lea.writer.open_crisis()
    served.take(first.id, [first, lea.writer.join(first.id, CONTENT)])
    caller = served.caller(lea)
    target = giving_target(first.id, sha256(CONTENT).hexdigest(), 0, len(CONTENT))
    headers = caller.headers("POST", target, CONTENT[:2])
    elsewhere = target.replace("from=0", "from=1")
    assert requests.post(served.url + elsewhere, CONTENT[:2], headers=headers, timeout=10).status_code == 404
    with ThreadPoolExecutor(4) as crowd:
        answers = list(
            crowd.map(
                lambda _: requests.post(served.url + target, CONTENT[:2], headers=headers, timeout=10).status_code,
                range(4),
            )
        )
    assert sorted(answers) == [200, 404, 404, 404]
    assert served.count(BEGUN_CONTENTS) == 1


def test_a_signature_that_is_none_and_a_request_that_says_nothing_are_told_apart_from_each_other(
    served: House,
) -> None:
    caller = served.caller(served.enrol("Léa", "CCOM"))
    for forged in ("", "zz", "00" * 64):
        headers = {**caller.headers("GET", "/v1/spaces"), SIGNATURE: forged}
        assert requests.get(f"{served.url}/v1/spaces", headers=headers, timeout=10).status_code == 404
    unreadable = caller.send("POST", "/v1/attachments", b"?")
    assert (unreadable.status_code, unreadable.text) == (400, "demande illisible")
    assert caller.post("/v1/attachments", Inventory("0" * 64, [])).status_code == 404
