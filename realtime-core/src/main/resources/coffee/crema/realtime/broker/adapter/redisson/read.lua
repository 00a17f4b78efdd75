-- What came after a position, and whether that is all.
-- KEYS: stream, hash. ARGV: [4] epoch of the position, empty for the oldest event kept; [5] its offset; [6] at most so many events;
--   [7] at most so many bytes, the first event excepted.
-- Returns epoch, offset of the last event, 1 if complete; then for each event its offset and the event.

local epoch, top = position(KEYS[1], KEYS[2])
local since = tonumber(ARGV[5])
local complete = 1
if ARGV[4] == '' then
  since = 0
elseif ARGV[4] ~= epoch or since > top then
  -- A position that is not in this stream says nothing about where to begin.
  since = 0
  complete = 0
end
local answer = {epoch, top, complete}
local left, bytes = tonumber(ARGV[6]), tonumber(ARGV[7])
local next = since + 1
while left > 0 and next <= top do
  local chunk = redis.call('XRANGE', KEYS[1], string.format('0-%.0f', next), '+', 'COUNT', math.min(left, 100))
  if #chunk == 0 then
    break
  end
  for _, entry in ipairs(chunk) do
    local offset = tonumber(string.match(entry[1], '^0%-(%d+)$'))
    local event = entry[2][2]
    bytes = bytes - #event
    if bytes < 0 and #answer > 3 then
      left = 0
      break
    end
    answer[#answer + 1] = offset
    answer[#answer + 1] = event
    left = left - 1
    next = offset + 1
  end
end
-- Without a position, what is retained is all there is to ask for.
if ARGV[4] ~= '' and complete == 1 then
  local first = answer[4]
  if (first and first ~= since + 1) or (not first and since < top) then
    answer[3] = 0
  end
end
return answer
