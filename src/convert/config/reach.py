"""What was typed and what files of ours say in, the way to what a source may read out."""

from collections.abc import Mapping, Sequence
from typing import Any

from convert import storage
from convert.config.layer import Layer, typed_layer
from convert.config.schema import OF_NETWORK
from convert.network import Network
from convert.resources import Resources
from convert.storage import Place


def resources(typed: Mapping[str, Any], layers: Sequence[Layer], *, hashed: bool = False) -> Resources:
    """Open to a source what the user opens to it: the nearest place that speaks of it is right, and front matter is none.

    Folders that were typed are relative to the working folder, those in a file of ours to that file's. The network is typed, or closed.
    """
    folders: tuple[Place, ...] = ()
    for place in (*layers, typed_layer(typed)):
        if "resource_path" in place.values:
            folders = tuple(_folder(place, said) for said in place.values["resource_path"])
    return Resources(hashed=hashed, folders=folders, network=Network() if typed.get(OF_NETWORK) else None)


def _folder(place: Layer, said: str) -> Place:
    return storage.named(said) if place.kind == "command line" else place.folder / said
