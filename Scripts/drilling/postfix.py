"""A Postfix of its own in a folder, on loopback alone, that hands everything to Maildirs and sends nothing anywhere."""

import email
import email.policy
import grp
import os
import pathlib
import pwd
import shutil
import subprocess
import time

from .ground import Failure, free_port, run

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = mail.{domain}
mydestination =
local_transport = error:nobody is local
relay_transport = error:nothing is relayed
default_transport = error:5.1.2 nothing leaves this machine
smtpd_relay_restrictions = reject_unauth_destination
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = texthash:{folder}/mailboxes
virtual_alias_maps = texthash:{folder}/aliases
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
alias_maps =
alias_database =
biff = no
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """A context manager. Accounts: `l1` … of the domain share the Maildir `all`, the sender has `bounces`; `later` is taken
    and leads nowhere, so that it comes back; everybody else is refused."""

    def __init__(self, folder, domain, count):
        self.folder = pathlib.Path(folder)
        self.domain = domain
        self.port = free_port()
        self.program = shutil.which("postfix", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if not self.program:
            raise Failure("Postfix is not installed (Scripts/prepare drill)")
        if os.geteuid() != 0:
            raise Failure("Postfix starts as root alone: it gives its rights up itself")
        nobody = pwd.getpwnam("nobody")
        (self.folder / "etc").mkdir(parents=True)
        for name, owner in (("queue", "root"), ("data", "postfix"), ("mail", "nobody")):
            (self.folder / name).mkdir()
            shutil.chown(self.folder / name, owner, grp.getgrgid(pwd.getpwnam(owner).pw_gid).gr_name)
        os.chmod(self.folder, 0o755)
        facts = {"folder": self.folder, "domain": domain, "port": self.port, "uid": nobody.pw_uid, "gid": nobody.pw_gid}
        (self.folder / "etc" / "main.cf").write_text(MAIN.format(**facts))
        (self.folder / "etc" / "master.cf").write_text(MASTER.format(**facts))
        boxes = [f"l{number + 1}@{domain} all/" for number in range(count)] + [f"registry@{domain} bounces/"]
        (self.folder / "mailboxes").write_text("\n".join(boxes) + "\n")
        (self.folder / "aliases").write_text(f"later@{domain} gone@elsewhere.{domain}\n")

    def __enter__(self):
        try:
            run([self.program, "-c", self.folder / "etc", "start"])
        except Failure as failure:
            raise Failure(f"Postfix did not start: {failure} {self.log()[-600:]}") from None
        return self

    def __exit__(self, *_):
        subprocess.run([self.program, "-c", str(self.folder / "etc"), "stop"], capture_output=True, timeout=60)

    def log(self):
        file = self.folder / "mail.log"
        return file.read_text() if file.exists() else ""

    def messages(self, box):
        """What lies in a Maildir, as Python's own parser reads it."""
        return [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in sorted((self.folder / "mail" / box / "new").glob("*"))
        ]

    def wait_for(self, box, count, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(list((self.folder / "mail" / box / "new").glob("*"))) >= count:
                return
            time.sleep(0.2)
