-- One rate limit of one account: a bucket of general permits, a lane of permits for cancels, and the hold after a 429.
--
-- KEYS: the limit. ARGV: the operation, the period of the limit, the grace, the interval and the tolerance of the
-- general bucket and of the lane (interval 0: no lane), and the arguments of the operation. The reply is the epoch, the
-- result, the wait, the time at which the permit is due, the rest of the hold, and the time. All are microseconds.

local operation = ARGV[1]
local argument = {}
for index = 2, #ARGV do
    argument[index - 1] = tonumber(ARGV[index])
end
local period, grace = argument[1], argument[2]
local LONGEST_HOLD = 600000000
local KEY_LIFETIME_MS = 86400000

local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local server = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if not server then
    return redis.error_reply('NORUNID the server has no run_id in INFO')
end

local fields = { 'epoch', 'last', 'general', 'cancels', 'held_from', 'held_until', 'held_earlier' }
local stored = redis.call('HMGET', KEYS[1], 'server', unpack(fields))
local state = {}
for index, field in ipairs(fields) do
    state[field] = tonumber(stored[index + 1]) or 0
end
local buckets = {
    [0] = { field = 'general', interval = argument[3], tolerance = argument[4] },
    [1] = { field = 'cancels', interval = argument[5], tolerance = argument[6] },
}

-- A clock that was set back stands still until it has caught up.
local is_lost = stored[1] ~= server or now + period < state.last
if not is_lost then
    now = math.max(now, state.last)
end
if is_lost then
    -- The permits of the last period are unknown, so all that can be used at once count as used.
    local held = math.min(math.max(state.held_until - now, 0), LONGEST_HOLD)
    state = { epoch = now, held_from = now, held_until = now + held, held_earlier = 0 }
    for _, bucket in pairs(buckets) do
        state[bucket.field] = now + grace + bucket.tolerance + bucket.interval
    end
end
state.last = now

-- The clock of the buckets stands still during holds.
local function time()
    return now - state.held_earlier - math.max(math.min(now, state.held_until) - state.held_from, 0)
end

local function held()
    return math.max(state.held_until - now, 0)
end

local function slot(bucket)
    return math.max(state[bucket.field] - bucket.tolerance, time())
end

local function hold(wait)
    if now >= state.held_until then
        state.held_earlier = state.held_earlier + state.held_until - state.held_from
        state.held_from = now
        state.held_until = now
    end
    state.held_until = math.max(state.held_until, now + math.min(wait, LONGEST_HOLD))
end

local result, wait, due = 0, 0, 0
if operation == 'open' then
    local is_continued, rest_of_hold = argument[7] == 1, argument[8]
    if is_continued then
        for _, bucket in pairs(buckets) do
            state[bucket.field] = math.max(state[bucket.field], time() + bucket.tolerance)
        end
    end
    if rest_of_hold > 0 then
        hold(rest_of_hold)
    end
elseif operation == 'reserve' then
    local is_cancel, longest = argument[7] == 1, argument[8]
    -- A cancel uses the earlier permit of its own and the general ones.
    if is_cancel and buckets[1].interval > 0 and slot(buckets[1]) <= slot(buckets[0]) then
        result = 1
    end
    local bucket = buckets[result]
    wait = slot(bucket) - time() + held()
    if wait <= longest then
        due = math.max(state[bucket.field], time())
        state[bucket.field] = due + bucket.interval
    else
        result = -1
    end
elseif operation == 'hold' then
    hold(argument[7])
elseif argument[7] ~= state.epoch then
    -- A reservation of a state that was lost.
    result = -1
else
    local bucket, reserved = buckets[argument[8]], argument[9]
    if operation == 'remaining' then
        wait = math.max(reserved - bucket.tolerance - time(), 0) + held()
    elseif operation == 'release' and time() <= reserved then
        -- A permit whose time has passed is lost: the bucket may have been full since.
        state[bucket.field] = state[bucket.field] - bucket.interval
    end
end

local values = { 'server', server }
for _, field in ipairs(fields) do
    values[#values + 1] = field
    -- Lua writes large numbers with an exponent.
    values[#values + 1] = string.format('%.0f', state[field])
end
redis.call('HSET', KEYS[1], unpack(values))
redis.call('PEXPIRE', KEYS[1], KEY_LIFETIME_MS)
return { state.epoch, result, wait, due, held(), now }
