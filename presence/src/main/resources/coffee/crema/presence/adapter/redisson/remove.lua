-- KEYS as above. ARGV: field, owner
local old = redis.call('HGET', KEYS[2], ARGV[1])
if not old or string.match(old, '^[^\n]*\n([^\n]*)') ~= ARGV[2] then return {} end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
return {redis.call('HGET', KEYS[1], 'e'), tostring(redis.call('HINCRBY', KEYS[1], 'c', 1))}
