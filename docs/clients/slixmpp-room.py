"""A stock client in a room with security labels: slixmpp (Debian: python3-slixmpp) and its XEP-0045 plug-in.

Logs two users in. The first makes a room, configures it through its form, and says one thing that both may have and one that
only the first may; then come a subject, a change of affiliation, and a kick. Prints what each saw as one JSON object.

    /usr/bin/python3 docs/clients/slixmpp-room.py HOST PORT CA.pem DOMAIN SPEAKER:PASSWORD LISTENER:PASSWORD
"""

import asyncio
import json
import sys
from xml.etree import ElementTree as ET

import slixmpp

LABEL = "{urn:xmpp:sec-label:0}"
OPEN = "MRACAQEGCysGAQQBgf1ZggIB"
SECRET = "MRACAQQGCysGAQQBgf1ZggIB"


class Client(slixmpp.ClientXMPP):
    def __init__(self, jid, password, ca, room):
        super().__init__(jid, password)
        self.ca_certs = ca
        for plugin in ("xep_0004", "xep_0030", "xep_0045"):
            self.register_plugin(plugin)
        self.muc = self["xep_0045"]
        self.ready = asyncio.Event()
        self.gone = asyncio.Event()
        self.said = []
        self.put_out = asyncio.Event()
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("groupchat_message", self.heard)
        self.add_event_handler(f"muc::{room}::self-presence", self.seen)
        self.add_event_handler("disconnected", lambda _: self.gone.set())

    async def started(self, _):
        self.send_presence()
        await self.get_roster()
        self.ready.set()

    def heard(self, message):
        marking = message.xml.findtext(f"{LABEL}securitylabel/{LABEL}displaymarking")
        self.said.append([message["mucnick"], marking, message["body"]])

    def seen(self, presence):
        if presence["type"] == "unavailable" and 307 in presence["muc"]["status_codes"]:
            self.put_out.set()


def say(client, room, body, ess):
    message = client.make_message(mto=room, mbody=body, mtype="groupchat")
    label = ET.SubElement(message.xml, LABEL + "securitylabel")
    holder = ET.SubElement(label, LABEL + "label")
    ET.SubElement(holder, "{urn:xmpp:sec-label:ess:0}esssecuritylabel").text = ess
    message.send()


async def until(condition):
    """The room keeps the order in which things were said: the last one is the fence."""
    while not condition():
        await asyncio.sleep(0.01)


async def main(host, port, ca, domain, speaker, listener):
    room = f"ops@muc.{domain}"
    clients = []
    for account in (speaker, listener):
        user, password = account.split(":", 1)
        client = Client(f"{user}@{domain}/slixmpp", password, ca, room)
        client.connect(address=(host, int(port)))
        await asyncio.wait_for(client.ready.wait(), 15)
        clients.append(client)
    one, other = clients
    await one.muc.join_muc_wait(room, "one", timeout=10)
    form = await one.muc.get_room_config(room)
    form["type"] = "submit"
    form.set_values({"muc#roomconfig_roomname": "Operations", "muc#roomconfig_persistentroom": True})
    await one.muc.set_room_config(room, form)
    info = (await one["xep_0030"].get_info(jid=room))["disco_info"]
    joined = await other.muc.join_muc_wait(room, "other", timeout=10)
    say(one, room, "for all", OPEN)
    say(one, room, "for one", SECRET)
    say(one, room, "for all again", OPEN)
    last = "for all again"
    for client in clients:
        await asyncio.wait_for(until(lambda: last in [body for *_, body in client.said]), 10)
    one.muc.set_subject(room, "Convoy")
    await one.muc.set_affiliation(room, "member", jid=other.boundjid.bare)
    members = await one.muc.get_affiliation_list(room, "member")
    await one.muc.set_role(room, "other", "none", reason="lunch")
    await asyncio.wait_for(other.put_out.wait(), 10)
    print(
        json.dumps(
            {
                "name": info["identities"] and [name for *_, name in info["identities"]][0],
                "persistent": "muc_persistent" in info["features"],
                "labels": "urn:xmpp:sec-label:0" in info["features"],
                "occupants": sorted(presence["from"].resource for presence in joined[2]),
                "one": one.said,
                "other": other.said,
                "members": [str(each) for each in members],
            }
        )
    )
    for client in clients:
        client.disconnect()
        await asyncio.wait_for(client.gone.wait(), 10)


asyncio.get_event_loop().run_until_complete(main(*sys.argv[1:7]))
