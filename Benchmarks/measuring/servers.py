"""The two servers: the portal, and nginx on its answers as files. Loopback only."""

import http.client
import os
import pathlib
import re
import resource
import socket

from .processes import Failure, Server

NGINX = """\
{user}
worker_processes {workers};
worker_rlimit_nofile {files};
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
daemon off;
events {{ worker_connections 2048; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type "{type}";
    sendfile on;
    tcp_nopush on;
    tcp_nodelay on;
    server_tokens off;
    keepalive_timeout 75s;
    keepalive_requests 1000000000;
    open_file_cache max={kept} inactive=600s;
    open_file_cache_valid 600s;
    open_file_cache_min_uses 1;
    access_log {log};
    server {{
        listen 127.0.0.1:{port} backlog=1024;
        root {root};
    }}
}}
"""
TYPES = {"page": "text/html; charset=utf-8", "json": "application/json; charset=utf-8"}


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def answers(port, path="/"):
    """True once something answers HTTP there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def compare(one, other, paths):
    """Two servers must give the same bytes, or their figures say nothing about each other."""
    for path in paths:
        bodies = []
        for server in (one, other):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            connection.request("GET", path)
            answer = connection.getresponse()
            bodies.append((answer.status, answer.getheader("Content-Type"), answer.read()))
            connection.close()
        if bodies[0] != bodies[1] or bodies[0][0] != 200:
            raise Failure(f"{one.name} and {other.name} do not give the same answer to {path}; try --fresh")


def descriptors(wanted):
    """Raises the bound on open files as far as the system lets it; gives the bound."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, wanted))
        except (ValueError, OSError):
            return hard
    return wanted


def nginx(program, name, files, count, form, scratch, cores, logs=False):
    """nginx on a folder of files that lie at the paths of the answers."""
    folder = pathlib.Path(scratch) / name
    folder.mkdir(exist_ok=True)
    port = free_port()
    # Each worker keeps a descriptor for every file it has served, as far as the system lets it.
    limit = descriptors(count + 8192)
    kept = min(count + 1024, max(1024, limit - 4096))
    (folder / "nginx.conf").write_text(
        NGINX.format(
            # The files belong to whoever runs this; started by root, nginx would read them as another user.
            user="user root;" if os.geteuid() == 0 else "",
            workers=cores,
            files=limit,
            kept=kept,
            folder=folder,
            type=TYPES[form],
            log=f"{folder}/access.log combined buffer=64k flush=1s" if logs else "off",
            port=port,
            root=files,
        )
    )
    server = Server(
        name,
        [program, "-e", folder / "error.log", "-p", folder, "-c", folder / "nginx.conf"],
        scratch,
    )
    try:
        server.wait_until(lambda: answers(port), 20)
    except Failure as failure:
        server.stop()
        raise Failure(f"{failure}\n{(folder / 'error.log').read_text()[-400:]}") from None
    server.port = port
    server.kept = kept
    return server


SETTINGS = ("HTTP_", "CACHE_", "DOUBTS_", "LIMITS_", "MAIL_", "ACCESS_", "NOTICES_", "WEBHOOKS_")


def portal(program, name, registry, scratch, logs=False, cache=None, more=None, port=0):
    """hoshifuda on a store; `cache` bounds its finished answers, in MiB, `more` are settings by their names; on a port of
    its own choice where none is given."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(SETTINGS)}
    # The load comes from one address.
    environment |= {"LIMITS_LOOKUPS_PER_SECOND": "0", "LIMITS_SEARCHES_PER_SECOND": "0"}
    if cache:
        environment["CACHE_MEGABYTES"] = str(cache)
    environment |= more or {}
    arguments = [program, "serve", "--store", registry, "--host", "127.0.0.1", "--port", str(port)]
    server = Server(
        name,
        arguments if logs else arguments + ["--no-access-log"],
        scratch,
        environment=environment,
        stderr=pathlib.Path(scratch) / f"{name}.log",
    )

    def chosen():
        found = re.search(r"Serving on \S+:(\d+)", server.output.read_text(errors="replace"))
        return int(found.group(1)) if found else 0

    try:
        server.port = server.wait_until(chosen)
        server.wait_until(lambda: answers(server.port, "/readyz"), 20)
    except BaseException:
        server.stop()
        raise
    return server
