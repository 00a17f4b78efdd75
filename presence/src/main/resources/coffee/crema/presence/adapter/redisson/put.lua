-- KEYS: version, devices, states. ARGV: new epoch, ttl ms, field, node, since, role, name
local e = redis.call('HGET', KEYS[1], 'e')
if not e then e = ARGV[1]; redis.call('HSET', KEYS[1], 'e', e) end
local c = redis.call('HINCRBY', KEYS[1], 'c', 1)
local since = ARGV[5]
local old = redis.call('HGET', KEYS[2], ARGV[3])
if old then since = string.match(old, '^[^\n]*\n[^\n]*\n([^\n]*)') end
redis.call('HSET', KEYS[2], ARGV[3], c .. '\n' .. ARGV[4] .. '\n' .. since .. '\n' .. ARGV[6] .. '\n' .. ARGV[7])
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
return {e, tostring(c), since}
