-- The server in a real Neovim: attached, found, fixed, ignored by templates, and gone at the end.
--
--     PLIMSOLL=target/debug/plimsoll nvim --clean --headless -l editors/neovim/test/run.lua

local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
vim.opt.runtimepath:prepend(vim.fs.dirname(here))
vim.cmd('runtime! plugin/plimsoll.lua')
vim.cmd('filetype on')

local folder = vim.fn.tempname()
vim.fn.mkdir(folder .. '/chart/templates', 'p')

local function write(name, text)
  local path = folder .. '/' .. name
  vim.fn.writefile(vim.split(text, '\n'), path)
  return path
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then
    error('this did not happen: ' .. what)
  end
end

local function expect(what, left, right)
  if not vim.deep_equal(left, right) then
    error(('%s: %s is not %s'):format(what, vim.inspect(left), vim.inspect(right)))
  end
  print('ok - ' .. what)
end

local compose = write('compose.yaml', table.concat({
  'services:',
  '  db:',
  '    image: postgres:16.4 # 🚢 kept',
  '    ports:',
  '      - "5432:5432" # for the tests',
}, '\n'))

vim.lsp.config('plimsoll', { cmd = { vim.env.PLIMSOLL or 'plimsoll', 'lsp' } })
vim.lsp.enable('plimsoll')

vim.cmd.edit(compose)
expect('Compose files have a file type', vim.bo.filetype, 'yaml.docker-compose')
wait('a finding', function() return #vim.diagnostic.get(0) > 0 end)
local found = vim.diagnostic.get(0)
expect('one finding', #found, 1)
expect('its rule', found[1].code, 'datastore-port-published')
expect('its place', { found[1].lnum, found[1].col }, { 4, 14 })

vim.api.nvim_win_set_cursor(0, { 5, 14 })
local before = vim.fn.undotree().seq_cur
vim.lsp.buf.code_action({
  filter = function(action) return action.title:find('loopback') ~= nil end,
  apply = true,
})
wait('the fix', function() return vim.fn.getline(5):find('127.0.0.1', 1, true) ~= nil end)
expect('only the scalar changed', vim.fn.getline(5), '      - "127.0.0.1:5432:5432" # for the tests')
wait('no finding left', function() return #vim.diagnostic.get(0) == 0 end)
vim.cmd('silent undo')
expect('one step undoes it', vim.fn.getline(5), '      - "5432:5432" # for the tests')
expect('undo went back to the start', vim.fn.undotree().seq_cur, before)
vim.cmd('silent! write')

write('chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 0.1.0')
local template = write('chart/templates/pod.yaml', table.concat({
  'apiVersion: v1',
  'kind: Pod',
  'metadata:',
  '  name: {{ .Release.Name }}',
  'spec:',
  '  hostNetwork: true',
}, '\n'))
vim.cmd.edit(template)
vim.wait(1000)
expect('templates stay silent', #vim.diagnostic.get(0), 0)

vim.cmd('checkhealth plimsoll')
local health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
expect('health finds no error', health:find('ERROR') == nil and health:find('server') ~= nil, true)

local client = vim.lsp.get_clients({ name = 'plimsoll' })[1]
client:stop()
wait('the end of the server', function() return client:is_stopped() end)
print('ok - the server stops')
os.exit(0)
