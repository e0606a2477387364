"""Runs Slack's own SDK for Python against emulators, whose addresses come as JSON on standard input.

Prints one line of JSON for each emulator: its name, and what went wrong there.
"""

import json
import sys

from slack_sdk.scim import SCIMClient
from slack_sdk.scim.v1.group import Group, GroupMember
from slack_sdk.scim.v1.user import User, UserEmail, UserName


def expect(what, response, status):
    if response.status_code != status:
        raise AssertionError(f"{what}: {response.status_code} {response.raw_body}, not {status}")
    return response


def users(client):
    """Creates, finds, changes, replaces and deactivates a user."""
    sent = User(
        user_name="kim",
        name=UserName(given_name="Kim", family_name="Berg"),
        emails=[UserEmail(value="kim@example.com")],
        schemas=["urn:scim:schemas:core:1.0"],
    )
    user = expect("create_user", client.create_user(sent), 201).user
    expect("patch_user by model", client.patch_user(id=user.id, partial_user=User(title="Cook")), 200)
    partial = {"name": {"given_name": "Kimberley", "family_name": "Berg"}, "title": "Chef"}
    expect("patch_user by dict", client.patch_user(id=user.id, partial_user=partial), 200)
    read = expect("read_user", client.read_user(user.id), 200).user
    assert [read.title, read.name.given_name] == ["Chef", "Kimberley"], read.to_dict()
    found = expect("search_users", client.search_users(start_index=1, count=9, filter='userName eq "kim"'), 200)
    assert [one.id for one in found.users if one.user_name == "kim"] == [user.id], found.raw_body
    read.name = UserName(given_name="Kim", family_name="Hill")
    expect("update_user", client.update_user(user=read), 200)
    assert client.read_user(user.id).user.name.family_name == "Hill"
    for _ in range(2):
        expect("delete_user", client.delete_user(user.id), 200)


def full_account(client):
    """Replaces an account that has every attribute by what was read of it."""
    search = client.search_users(start_index=1, count=9, filter='userName eq "jo"')
    user = client.read_user(next(one.id for one in search.users if one.user_name == "jo")).user
    user.title = "Director"
    expect("update_user of a full account", client.update_user(user=user), 200)
    after = client.read_user(user.id).user.to_dict()
    before = {**user.to_dict(), "title": "Director"}
    # Phones cross over between a read and a write, and a picture gets another address.
    lost = [key for key in before if key not in ("phoneNumbers", "photos") and after.get(key) != before[key]]
    assert after["title"] == "Director" and lost == [], [(key, before[key], after.get(key)) for key in lost]


def groups(client):
    """Creates, changes, replaces and deletes a group."""
    people = client.search_users(start_index=1, count=100).users
    members = [GroupMember(value=one.id) for one in people if one.user_name in ("jo", "boss")]
    group = expect("create_group", client.create_group(Group(display_name="Crew", members=members[:1])), 201).group
    partial = Group(display_name="Team", members=members[1:])
    expect("patch_group", client.patch_group(id=group.id, partial_group=partial), 204)
    read = expect("read_group", client.read_group(group.id), 200).group
    assert [read.display_name, len(read.members)] == ["Team", 2], read.to_dict()
    read.display_name = "Band"
    expect("update_group", client.update_group(group=read), 200)
    expect("search_groups", client.search_groups(start_index=1, count=9), 200)
    expect("delete_group", client.delete_group(group.id), 204)
    expect("read_group of none", client.read_group(group.id), 404)


def refusals(client, url):
    """Reads the refusals of the service as the SDK does."""
    missing = expect("read_user of none", client.read_user("U0NOBODY"), 404)
    assert missing.errors.code == 404, missing.raw_body
    refused = expect("a wrong token", SCIMClient(token="xoxp-wrong", base_url=url).search_users(count=1, start_index=1), 401)
    assert refused.errors.description == "invalid_authentication", refused.raw_body


for world in json.load(sys.stdin):
    problems = []
    url = f"{world['url']}v1/"
    client = SCIMClient(token=world["token"], base_url=url)
    for part in (users, full_account, groups, lambda one: refusals(one, url)):
        try:
            part(client)
        except Exception as error:
            problems.append(f"{type(error).__name__}: {error}")
    print(json.dumps({"name": world["name"], "problems": problems}), flush=True)
