"""Does the works of the HTTP bench with Slack's own client, and reads its typed models.

Takes the folder of slack_sdk and the base URL; reads one work a line as JSON, and prints what each took.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, sys.argv[1])
from slack_sdk.scim import SCIMClient  # noqa: E402

client = SCIMClient(token="xoxp-bench", base_url=sys.argv[2])


def read(work):
    assert client.read_user(work["sample"]["id"]).user.id == work["sample"]["id"], "read another user"


def page(work):
    users = client.search_users(start_index=1, count=work["size"]).users
    assert len(users) == work["size"], f"read {len(users)} users"


def create(work):
    assert isinstance(client.create_user(work["sample"]["body"]).user.id, str), "created no user"


def walk(work):
    start, last, count = 1, 1, 0
    while start <= last:
        response = client.search_users(start_index=start, count=work["size"])
        last = response.body["totalResults"]
        count += sum(1 for user in response.users if user.id)
        start += work["size"]
    assert count == work["people"], f"walked {count} users"


ACTS = {"read": read, "page": page, "create": create, "walk": walk}


def take(work):
    act = ACTS[work["act"]]
    cpu, wall = time.process_time(), time.perf_counter()
    if work["width"] == 1:
        for _ in range(work["count"]):
            act(work)
    else:
        with ThreadPoolExecutor(work["width"]) as pool:
            list(pool.map(lambda _: act(work), range(work["count"])))
    units = work["people"] / work["size"] if work["unit"] == "page" else work["count"]
    return {
        "wall": (time.perf_counter() - wall) * 1e6 / units,
        "cpu": (time.process_time() - cpu) * 1e6 / units,
    }


print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    try:
        answer = {"taken": take(json.loads(line))}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
