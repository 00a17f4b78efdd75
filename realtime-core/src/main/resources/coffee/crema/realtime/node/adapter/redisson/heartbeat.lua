-- Says that a node is alive, and learns who else is.
-- KEYS: the sorted set of nodes, scored by the millisecond of their last heartbeat. ARGV: node, silence after which a node is forgotten, ms;
--   publish command, topic.
-- Returns for each node its name and how long it has been silent, ms.

local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call(ARGV[3], ARGV[4], 'h' .. ARGV[1])
local answer = {}
local nodes = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #nodes, 2 do
  answer[#answer + 1] = nodes[i]
  answer[#answer + 1] = math.max(0, now - tonumber(nodes[i + 1]))
end
return answer
