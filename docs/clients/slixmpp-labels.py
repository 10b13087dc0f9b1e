"""A stock client against a server with security labels: slixmpp (Debian: python3-slixmpp) and its XEP-0258 plug-in.

Logs two users in, fetches the catalog of one for the other, sends a label that the catalog lists and one that it does
not, and prints what came of it as one JSON object.

    /usr/bin/python3 docs/clients/slixmpp-labels.py HOST PORT CA.pem DOMAIN SENDER:PASSWORD RECIPIENT:PASSWORD
"""

import asyncio
import json
import sys
from xml.etree import ElementTree as ET

import slixmpp

LABEL = "{urn:xmpp:sec-label:0}"
CATALOG = "{urn:xmpp:sec-label:catalog:2}"
SECRET = "MRACAQQGCysGAQQBgf1ZggIB"


class Client(slixmpp.ClientXMPP):
    def __init__(self, jid, password, ca):
        super().__init__(jid, password)
        self.ca_certs = ca
        self.register_plugin("xep_0030")
        self.register_plugin("xep_0258")
        self.ready = asyncio.Event()
        self.gone = asyncio.Event()
        self.messages = asyncio.Queue()
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("message", self.messages.put_nowait)
        self.add_event_handler("message_error", self.messages.put_nowait)
        self.add_event_handler("disconnected", lambda _: self.gone.set())

    async def started(self, _):
        self.send_presence()
        await self.get_roster()
        self.ready.set()


async def catalog_of(client, domain, to):
    iq = client.make_iq_get(ito=domain)
    iq.append(ET.Element(CATALOG + "catalog", {"to": to}))
    result = await iq.send(timeout=10)
    catalog = result.xml.find(CATALOG + "catalog")
    return [item.findtext(f"{LABEL}securitylabel/{LABEL}displaymarking") for item in catalog]


def labelled(client, to, body, ess):
    message = client.make_message(mto=to, mbody=body, mtype="chat")
    label = ET.SubElement(message.xml, LABEL + "securitylabel")
    holder = ET.SubElement(label, LABEL + "label")
    ET.SubElement(holder, "{urn:xmpp:sec-label:ess:0}esssecuritylabel").text = ess
    return message


async def main(host, port, ca, domain, sender, recipient):
    clients = []
    for account in (sender, recipient):
        user, password = account.split(":", 1)
        client = Client(f"{user}@{domain}/slixmpp", password, ca)
        client.connect(address=(host, int(port)))
        await asyncio.wait_for(client.ready.wait(), 15)
        clients.append(client)
    one, other = clients
    to = other.boundjid.full
    features = (await one["xep_0030"].get_info(jid=domain))["disco_info"]["features"]
    offered = await catalog_of(one, domain, other.boundjid.bare)
    labelled(one, to, "allowed", "MRACAQEGCysGAQQBgf1ZggIB").send()
    allowed = await asyncio.wait_for(other.messages.get(), 10)
    labelled(one, to, "refused", SECRET).send()
    refused = await asyncio.wait_for(one.messages.get(), 10)
    marking = allowed.xml.findtext(f"{LABEL}securitylabel/{LABEL}displaymarking")
    print(
        json.dumps(
            {
                "advertised": "urn:xmpp:sec-label:0" in features,
                "offered": offered,
                "allowed": {"body": allowed["body"], "marking": marking},
                "refused": {"type": refused["type"], "condition": refused["error"]["condition"]},
                "leaked": other.messages.qsize(),
            }
        )
    )
    for client in clients:
        client.disconnect()
        await asyncio.wait_for(client.gone.wait(), 10)


asyncio.get_event_loop().run_until_complete(main(*sys.argv[1:7]))
