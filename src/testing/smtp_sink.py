"""A mail server for tests: takes mails into a folder, or misbehaves as told. One JSON object of options as argument.

Prints its port, and ends when its standard input does (so it never outlives the test that started it).
"""

import asyncio
import datetime
import json
import logging
import os
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult

OPTIONS = json.loads(sys.argv[1])
FOLDER = OPTIONS["folder"]
logging.disable()


class Behaviour:
    def __init__(self):
        self.left = {step: OPTIONS["times"] or -1 for step in OPTIONS["answers"]}
        self.connections = 0
        self.mails = 0

    async def at(self, step):
        """Waits as told; the answer to give instead of the usual one, or None."""
        await asyncio.sleep(OPTIONS["delays"].get(step, 0))
        if self.left.get(step, 0) == 0:
            return None
        self.left[step] -= 1
        return OPTIONS["answers"][step]

    def count_connection(self):
        self.connections += 1
        self.write("connections", str(self.connections).encode())

    def take(self, envelope):
        self.mails += 1
        head = json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos}).encode()
        self.write(f"{self.mails:08d}.mail", head + b"\n" + envelope.original_content)

    def write(self, name, content):
        draft = os.path.join(FOLDER, name + ".new")
        with open(draft, "wb") as file:
            file.write(content)
        os.rename(draft, os.path.join(FOLDER, name))


BEHAVIOUR = Behaviour()


class Handler:
    async def handle_DATA(self, server, session, envelope):
        instead = await BEHAVIOUR.at("END")
        if instead is None or instead == "swallow":
            BEHAVIOUR.take(envelope)
        if instead in ("drop", "swallow"):
            server.transport.abort()
        return instead or "250 2.0.0 taken as %d" % BEHAVIOUR.mails


class Server(SMTP):
    async def _handle_client(self):
        BEHAVIOUR.count_connection()
        if not await self.instead("CONNECT"):
            await super()._handle_client()

    async def instead(self, step):
        """True when the step was answered in another way than usual."""
        answer = await BEHAVIOUR.at(step)
        if answer is None:
            return False
        if answer == "drop":
            self.transport.abort()
            return True
        self._writer.write(answer.encode() + b"\r\n")
        await self._writer.drain()
        if step == "CONNECT" or answer.startswith("421"):
            self.transport.close()
        return True

    async def smtp_EHLO(self, hostname):
        if not await self.instead("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname):
        if not await self.instead("EHLO"):
            await super().smtp_HELO(hostname)

    async def smtp_AUTH(self, arg):
        if not await self.instead("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_STARTTLS(self, arg):
        if not await self.instead("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_MAIL(self, arg):
        if not await self.instead("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        if not await self.instead("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if not await self.instead("DATA"):
            await super().smtp_DATA(arg)


def authenticate(server, session, envelope, mechanism, data):
    good = data.login.decode() == OPTIONS["user"] and data.password.decode() == OPTIONS["password"]
    return AuthResult(success=good, handled=False)


CONFIGURATION = """
[ca]
default_ca = own
[own]
database = {folder}/ca.index
serial = {folder}/ca.serial
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = extensions
[any]
commonName = supplied
[extensions]
subjectAltName = {alternative}
basicConstraints = CA:TRUE
"""


def run(*words):
    subprocess.run(words, check=True, capture_output=True)


def make_certificate():
    """Signed by itself with openssl, as a careless operator would; over since yesterday when asked for."""
    name = OPTIONS["certificate_name"]
    alternative = ("IP:" if name.replace(".", "").isdigit() else "DNS:") + name
    key, certificate, request, configuration, index = (
        os.path.join(FOLDER, file) for file in ("key.pem", "certificate.pem", "request.pem", "ca.conf", "ca.index")
    )
    with open(configuration, "w") as file:
        file.write(CONFIGURATION.format(folder=FOLDER, alternative=alternative))
    open(index, "w").close()
    now = datetime.datetime.now(datetime.timezone.utc)
    days = (-3, -1) if OPTIONS["certificate_expired"] else (-1, 2)
    start, end = ((now + datetime.timedelta(days=day)).strftime("%Y%m%d%H%M%SZ") for day in days)
    run("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", key, "-out", request, "-subj", "/CN=" + name)
    run("openssl", "ca", "-batch", "-notext", "-selfsign", "-config", configuration, "-keyfile", key,
        "-in", request, "-out", certificate, "-startdate", start, "-enddate", end)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def main():
    tls = OPTIONS["tls"]
    context = make_certificate() if tls != "none" else None
    words = {"hostname": "sink.example", "enable_SMTPUTF8": False, "timeout": 600}
    if tls.startswith("starttls"):
        words.update(tls_context=context, require_starttls=tls == "starttls_required")
    if OPTIONS["user"]:
        words.update(authenticator=authenticate, auth_required=True, auth_require_tls=False)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Server(Handler(), **words), "127.0.0.1", 0, ssl=context if tls == "implicit" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


asyncio.run(main())
