-- Lapwing sensor for nginx + lua: one captured call, both bodies, as one NDJSON line.
--
-- Read from the top: settings, what is captured (body, log), how a line is written, how lines leave
-- (flush), status. The request path only copies bytes into memory: it never waits for Lapwing, and an
-- error of ours is swallowed and counted, never shown to a caller.
--
-- Each worker keeps its own bounded queue. A batch carries an Idempotency-Key and is sent again under
-- the same key until Lapwing says 202, so a lost answer counts no call twice. When the queue is full the
-- newest calls are dropped and counted: memory is bounded, traffic is not slowed.

local cjson = require "cjson.safe"
local M = { version = "1" }

local conf = {
  host = "127.0.0.1", port = 8080, tls = false, -- where Lapwing listens
  path = "/api/v1/exchanges",
  token = "",                      -- a token with scope ingest
  source = "nginx",                -- the name of this gateway in Lapwing
  body_bytes = 64 * 1024,          -- kept of each body; the rest is cut and its length reported
  queue_bytes = 16 * 1024 * 1024,  -- of lines waiting, per worker; beyond it calls are dropped
  batch_bytes = 1024 * 1024,       -- of one POST, well under the server's limit
  batch_lines = 500,
  interval = 0.2,                  -- seconds between two looks at the queue
  timeout = 5000,                  -- milliseconds for connect, send and answer
  backoff_max = 10,                -- seconds between retries at the most
}

local queue, first, last, queued = {}, 1, 0, 0 -- lines first..last wait; queued: their bytes
local batch                                    -- the batch on its way: {key=, body=, lines=, bytes=}
local serial, wait_until, failures = 0, 0, 0
local boot = ""                                -- differs for each start of each worker
local count = { captured = 0, sent = 0, dropped = 0, refused = 0, retries = 0, errors = 0 }

local function utf8(s) -- PCRE checks the subject; it answers with an error for bad UTF-8
  local from, _, err = ngx.re.find(s, "^", "u")
  return from ~= nil and err == nil
end

-- A cut may fall inside a character: give back up to three bytes to its border.
local function border(s)
  for back = 1, math.min(3, #s) do
    local b = s:byte(-back)
    if b >= 0xC0 then
      local need = b >= 0xF0 and 4 or b >= 0xE0 and 3 or 2
      return need > back and s:sub(1, -back - 1) or s
    elseif b < 0x80 then
      return s
    end
  end
  return s
end

-- A JSON string; bytes that are no UTF-8 are taken for Latin-1, so that every line stays valid.
local function text(s)
  if not utf8(s) then
    s = s:gsub("[\128-\255]", function(c)
      return string.char(0xC0 + math.floor(c:byte() / 64), 0x80 + c:byte() % 64)
    end)
  end
  return cjson.encode(s)
end

local function pairs_of(headers)
  local out = {}
  for _, h in ipairs(headers) do
    out[#out + 1] = "[" .. text(h[1]:lower()) .. "," .. text(h[2]) .. "]"
  end
  return "[" .. table.concat(out, ",") .. "]"
end

local function sorted(t) -- nginx gives a table without order; equal calls give equal lines
  local list = {}
  for name, v in pairs(t) do
    for _, one in ipairs(type(v) == "table" and v or { v }) do
      list[#list + 1] = { name, tostring(one) }
    end
  end
  table.sort(list, function(a, b) return a[1] < b[1] end)
  return list
end

local function request_headers()
  if ngx.req.http_version() ~= 1.1 and ngx.req.http_version() ~= 1.0 then
    return sorted(ngx.req.get_headers(0, true)) -- HTTP/2 has no raw form here
  end
  local list = {}
  for line in ngx.req.raw_header(true):gmatch("[^\r\n]+") do
    local name, value = line:match("^([^:%s]+):%s*(.-)%s*$")
    if name then list[#list + 1] = { name, value } end
  end
  return list
end

local function request_body(limit)
  local data = ngx.req.get_body_data()
  if data then return data:sub(1, limit), #data end
  -- Larger than client_body_buffer_size, and nginx put it into a file that has no name any more: only
  -- the length is known, so the record says "cut" with nothing kept.
  if ngx.var.request_body_file then return "", tonumber(ngx.var.content_length) or 1 end
  return "", 0
end

local function side(out, headers, data, size)
  out[#out + 1] = '"headers":' .. pairs_of(headers)
  local cut = size > #data
  if cut then data = border(data) end
  if #data > 0 then
    if utf8(data) then
      out[#out + 1] = ',"body":' .. cjson.encode(data)
    else
      out[#out + 1] = ',"body_b64":"' .. ngx.encode_base64(data) .. '"'
    end
  end
  out[#out + 1] = ',"size":' .. size .. ',"cut":' .. tostring(cut) .. "}"
end

local function optional(name) -- a variable the configuration may or may not set
  local ok, v = pcall(function() return ngx.var[name] end)
  return ok and v ~= "" and v or nil
end

local function stamp(t) -- nginx keeps milliseconds
  local ms = math.floor(t * 1000 + 0.5)
  return os.date("!%Y-%m-%dT%H:%M:%S", math.floor(ms / 1000)) .. string.format(".%03dZ", ms % 1000)
end

local function line()
  local v, ctx = ngx.var, ngx.ctx.lapwing or { chunks = {}, size = 0 }
  local version = ngx.req.http_version()
  local out = {
    '{"ts":"', stamp(ngx.req.start_time()), '","id":"', v.request_id, '","source":', text(conf.source),
    ',"method":', text(v.request_method), ',"scheme":"', v.scheme, '","host":', text(v.host),
    ',"path":', text(v.request_uri), ',"http":"', version == 2 and "2" or version and string.format("%.1f", version) or "",
    '","client":{"ip":"', v.remote_addr, '"',
  }
  if v.remote_port ~= "" then out[#out + 1] = ',"port":' .. v.remote_port end -- a proxy before us may hide it
  local proxy = optional("realip_remote_addr")
  if proxy and proxy ~= v.remote_addr then out[#out + 1] = ',"via":["' .. proxy .. '"]' end
  for _, name in ipairs({ "account", "ja4" }) do
    local value = optional("lapwing_" .. name)
    if value then out[#out + 1] = ',"' .. name .. '":' .. text(value) end
  end
  out[#out + 1] = '},"request":{'
  side(out, request_headers(), request_body(conf.body_bytes))
  out[#out + 1] = ',"response":{"status":' .. ngx.status .. ","
  side(out, sorted(ngx.resp.get_headers(0, true)), table.concat(ctx.chunks), ctx.size)
  out[#out + 1] = ',"latency_ms":' .. string.format("%.0f", (tonumber(v.request_time) or 0) * 1000)
  local trace = v.http_traceparent and v.http_traceparent:match("^%x%x%-(%x+)%-")
  if trace then out[#out + 1] = ',"trace":"' .. trace .. '"' end
  out[#out + 1] = "}\n"
  return table.concat(out)
end

-- body_filter: keep a copy of what passes, up to the limit.
local function keep()
  local ctx = ngx.ctx.lapwing
  if not ctx then
    ctx = { chunks = {}, size = 0, kept = 0 }
    ngx.ctx.lapwing = ctx
  end
  local chunk = ngx.arg[1]
  if not chunk or chunk == "" or ngx.is_subrequest then return end
  ctx.size = ctx.size + #chunk
  if ctx.kept < conf.body_bytes then
    local part = chunk:sub(1, conf.body_bytes - ctx.kept)
    ctx.chunks[#ctx.chunks + 1], ctx.kept = part, ctx.kept + #part
  end
end

local function enqueue()
  if ngx.is_subrequest or ngx.ctx.lapwing_off or not ngx.var.request_uri then return end -- no HTTP call at all
  local l = line()
  if queued + #l > conf.queue_bytes then
    count.dropped = count.dropped + 1
    return
  end
  last, queued, count.captured = last + 1, queued + #l, count.captured + 1
  queue[last] = l
end

local function guarded(f)
  local ok, err = pcall(f)
  if not ok then
    count.errors = count.errors + 1
    ngx.log(ngx.WARN, "lapwing: call not captured: ", err)
  end
end

function M.body() guarded(keep) end
function M.log() guarded(enqueue) end
function M.off() ngx.ctx.lapwing_off = true end -- for locations that must never be captured

local function next_batch()
  local lines, bytes = {}, 0
  while first <= last and #lines < conf.batch_lines and (bytes == 0 or bytes + #queue[first] <= conf.batch_bytes) do
    lines[#lines + 1], bytes = queue[first], bytes + #queue[first]
    queue[first], first = nil, first + 1
  end
  if #lines == 0 then return nil end
  serial = serial + 1
  return { key = boot .. "-" .. serial, body = table.concat(lines), lines = #lines, bytes = bytes }
end

-- One POST. Gives the status, or nil and why.
local function post(b)
  local sock = ngx.socket.tcp()
  sock:settimeout(conf.timeout)
  local ok, err = sock:connect(conf.host, conf.port)
  if not ok then return nil, err end
  if conf.tls and sock:getreusedtimes() == 0 then
    ok, err = sock:sslhandshake(nil, conf.host, true)
    if not ok then return nil, err end
  end
  ok, err = sock:send({ "POST ", conf.path, " HTTP/1.1\r\nHost: ", conf.host, "\r\nAuthorization: Bearer ", conf.token,
    "\r\nContent-Type: application/x-ndjson\r\nIdempotency-Key: ", b.key, "\r\nContent-Length: ", #b.body,
    "\r\n\r\n", b.body })
  if not ok then return nil, err end
  local head, status, length = sock:receive("*l"), nil, nil
  status = head and tonumber(head:match("^HTTP/%d%.%d (%d%d%d)"))
  if not status then sock:close() return nil, "no answer" end
  repeat
    head, err = sock:receive("*l")
    if not head then sock:close() return nil, err end
    length = length or tonumber(head:lower():match("^content%-length:%s*(%d+)"))
  until head == ""
  local answer = length and length < 1024 * 1024 and sock:receive(length) -- bytes: a list of refused lines
  if answer then sock:setkeepalive(30000, 2) else sock:close() end
  return status, answer
end

-- Answers that no repetition can better: the batch itself is at fault.
local hopeless = { [400] = true, [413] = true, [415] = true, [422] = true }

local function flush_one()
  batch = batch or next_batch()
  if not batch then return false end
  local status, why = post(batch)
  if status and status < 300 then
    count.sent = count.sent + batch.lines
  elseif status and hopeless[status] then
    count.refused = count.refused + batch.lines
    ngx.log(ngx.ERR, "lapwing: batch refused with ", status, ": ", (tostring(why or "")):sub(1, 300))
  else
    failures, count.retries = failures + 1, count.retries + 1
    wait_until = ngx.now() + math.min(conf.backoff_max, 0.2 * 2 ^ math.min(failures, 10)) * (0.5 + math.random() / 2)
    if failures == 1 then ngx.log(ngx.WARN, "lapwing: not taken, will retry: ", status or why) end
    return false
  end
  queued, batch, failures = queued - batch.bytes, nil, 0
  return true
end

local flushing = false
local function flush(premature)
  if flushing or (not premature and ngx.now() < wait_until) then return end
  flushing = true
  local ok, err = pcall(function() while flush_one() do end end)
  if not ok then
    count.errors = count.errors + 1
    ngx.log(ngx.ERR, "lapwing: cannot send: ", err)
  end
  flushing = false
end

-- init_worker: settings of the site over the defaults above.
function M.start(settings)
  for k, v in pairs(settings or {}) do
    if conf[k] == nil then error("lapwing: unknown setting " .. k) end
    conf[k] = v
  end
  math.randomseed(ngx.now() * 1000 + ngx.worker.pid())
  boot = string.format("%s-%d-%d-%d", conf.source:gsub("[^%w.-]", "_"), ngx.worker.pid(), ngx.time(), math.random(1e9))
  local ok, err = ngx.timer.every(conf.interval, flush)
  if not ok then ngx.log(ngx.ERR, "lapwing: no timer, nothing will be sent: ", err) end
end

-- content: the counters of the worker that answers.
function M.status()
  M.off()
  count.queued_bytes, count.queued_lines = queued, last - first + 1 + (batch and batch.lines or 0)
  count.worker = ngx.worker.id()
  ngx.header["Content-Type"] = "application/json"
  ngx.say(cjson.encode(count))
end

return M
