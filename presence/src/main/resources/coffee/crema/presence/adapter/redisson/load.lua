-- KEYS as above. ARGV: new epoch, ttl ms
local e = redis.call('HGET', KEYS[1], 'e')
if not e then
  e = ARGV[1]
  redis.call('HSET', KEYS[1], 'e', e, 'c', '0')
  redis.call('DEL', KEYS[2], KEYS[3])
end
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
local r = {e, redis.call('HGET', KEYS[1], 'c') or '0'}
local d = redis.call('HGETALL', KEYS[2])
r[3] = tostring(#d / 2)
for i = 1, #d do r[#r + 1] = d[i] end
local s = redis.call('HGETALL', KEYS[3])
for i = 1, #s do r[#r + 1] = s[i] end
return r
