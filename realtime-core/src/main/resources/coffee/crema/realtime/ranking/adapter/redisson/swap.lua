-- KEYS: loading, members, version. ARGV: version, size, ttl ms
local there = redis.call('GET', KEYS[3])
if (there and tonumber(there) >= tonumber(ARGV[1])) or redis.call('ZCARD', KEYS[1]) ~= tonumber(ARGV[2]) then
    redis.call('DEL', KEYS[1])
    return {}
end
redis.call('DEL', KEYS[2])
if tonumber(ARGV[2]) > 0 then
    redis.call('RENAME', KEYS[1], KEYS[2])
    redis.call('PEXPIRE', KEYS[2], ARGV[3])
end
redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[3])
return {}
