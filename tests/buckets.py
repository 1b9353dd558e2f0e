"""A server on loopback that speaks S3, and buckets on it as somebody else sees them."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def served() -> Iterator[str]:
    """Give the address of a server that is there as long."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


KEYS = {"aws_access_key_id": "AKIDKEY", "aws_secret_access_key": "SECRETWORD"}


def environment(endpoint: str) -> dict[str, str]:
    """What those have in their environment who may use the server."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_DEFAULT_REGION": "us-east-1",
        **{key.upper(): value for key, value in KEYS.items()},
    }


class Bucket:
    """A bucket, as somebody else sees it, and the environment of those who may use it."""

    def __init__(self, endpoint: str, name: str) -> None:
        import boto3

        self._s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **KEYS)
        self._s3.create_bucket(Bucket=name)
        self.name = name
        self.environment = {**os.environ, **environment(endpoint)}

    def put(self, key: str, data: str | bytes) -> None:
        """Put an object."""
        self._s3.put_object(Bucket=self.name, Key=key, Body=data)

    def get(self, key: str) -> bytes:
        """The bytes of an object."""
        found: bytes = self._s3.get_object(Bucket=self.name, Key=key)["Body"].read()
        return found

    def remove(self, key: str) -> None:
        """Remove an object."""
        self._s3.delete_object(Bucket=self.name, Key=key)

    def keys(self, prefix: str = "") -> list[str]:
        """The names of objects."""
        found = self._s3.list_objects_v2(Bucket=self.name, Prefix=prefix).get("Contents", [])
        return [one["Key"] for one in found]
