-- Writes, publishes, and says which server answers: what works here works for everyone else on this link.
-- KEYS: the link's own key. ARGV: publish command, topic. Returns the server's major version.
redis.call('SET', KEYS[1], '1', 'PX', 10000)
redis.call(ARGV[1], ARGV[2], '1')
return {tonumber(string.match(redis.call('INFO', 'server'), 'redis_version:(%d+)'))}
