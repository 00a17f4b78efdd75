-- KEYS: members, version. ARGV: ttl ms, member, each
if not redis.call('GET', KEYS[2]) then return {} end
local size = redis.call('ZCARD', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
local answer = {tostring(size)}
local index = redis.call('ZRANK', KEYS[1], ARGV[2])
if not index then return answer end
local each = tonumber(ARGV[3])
local found = redis.call('ZRANGE', KEYS[1], math.max(0, index - each), index + each, 'WITHSCORES')
for i = 1, #found, 2 do
    answer[#answer + 1] = tostring(redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. found[i + 1]) + 1)
    answer[#answer + 1] = found[i]
    answer[#answer + 1] = found[i + 1]
end
return answer
