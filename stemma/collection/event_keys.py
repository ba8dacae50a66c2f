"""What an event names: the ids that its detail holds."""

from stemma.model.stored import Event


def list_keys(event: Event, name: str = "articles") -> list[str]:
    """The ids under ``name`` (``articles``, ``findings``, ``changed``, ``joined``) of an event's detail, in its order;
    empty where it holds none, as those of other versions may."""
    keys = event.detail.get(name)
    return [key for key in keys if isinstance(key, str)] if isinstance(keys, list | tuple) else []
