"""A cache that may be away: a lost Valkey is a cache miss, never an error page."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache whose every answer is «nothing there» while the server is away."""

    def _forgive(self, name: str, default: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), name)(*args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("cache away: %s", type(error).__name__)
            return default

    def get(self, key, default=None, version=None):
        return self._forgive("get", default, key, default, version)

    def set(self, *args, **kwargs):
        return self._forgive("set", None, *args, **kwargs)

    def add(self, *args, **kwargs):
        return self._forgive("add", True, *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._forgive("touch", False, *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._forgive("delete", False, *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._forgive("get_many", {}, *args, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return self._forgive("set_many", list(data), data, *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._forgive("has_key", False, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        return self._forgive("incr", delta, key, delta, version)

    def delete_many(self, *args, **kwargs):
        return self._forgive("delete_many", None, *args, **kwargs)

    def clear(self):
        return self._forgive("clear", False)
