-- KEYS: versions
local r = {}
for i = 1, #KEYS do
  local v = redis.call('HMGET', KEYS[i], 'e', 'c')
  r[2 * i - 1] = v[1] or ''
  r[2 * i] = v[2] or '0'
end
return r
