-- KEYS: members, version. ARGV: ttl ms, from, limit
if not redis.call('GET', KEYS[2]) then return {} end
local size = redis.call('ZCARD', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
local from = tonumber(ARGV[2])
local found = redis.call('ZRANGE', KEYS[1], from, from + tonumber(ARGV[3]) - 1, 'WITHSCORES')
local answer = {tostring(size)}
for i = 1, #found, 2 do
    answer[#answer + 1] = tostring(redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. found[i + 1]) + 1)
    answer[#answer + 1] = found[i]
    answer[#answer + 1] = found[i + 1]
end
return answer
