"""An object storage that speaks S3, over HTTP on a free port of this machine: the server of moto, with its files in memory.

It checks names, rights and tags as S3 does; speed and what a disk does are not its matter.
"""

from __future__ import annotations

import logging

import boto3
import httpx
from moto.server import ThreadedMotoServer

REGION = "eu-west-1"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "steward",
    "AWS_SECRET_ACCESS_KEY": "not a secret",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
}


class Storage:
    """A server; ``new`` gives the address of an empty bucket."""

    def __init__(self):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request otherwise
        self._server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.address = f"http://{host}:{port}"
        self.environment = ENVIRONMENT | {"AWS_ENDPOINT_URL": self.address}
        self._n = 0
        self.client = boto3.client(
            "s3",
            endpoint_url=self.address,
            aws_access_key_id=ENVIRONMENT["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=ENVIRONMENT["AWS_SECRET_ACCESS_KEY"],
            region_name=REGION,
        )

    def new(self):
        """The name of a bucket nobody used."""
        self._n += 1
        name = f"lsi-releases-{self._n}"
        self.client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        return name

    def names(self, bucket):
        """What is in a bucket."""
        return {one["Key"] for one in self.client.list_objects_v2(Bucket=bucket).get("Contents", ())}

    def ask_for_rights(self, after="0"):
        """From now on only who has rights may do anything; ``inf`` for everybody."""
        httpx.post(f"{self.address}/moto-api/reset-auth", content=after.encode()).raise_for_status()

    def end(self):
        """Stop it."""
        self._server.stop()
