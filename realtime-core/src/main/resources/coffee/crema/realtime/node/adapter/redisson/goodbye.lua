-- Says that a node is gone. KEYS: the sorted set of nodes. ARGV: node, publish command, topic.
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call(ARGV[2], ARGV[3], 'g' .. ARGV[1])
return {}
