-- The server in a real Neovim, as a user meets it: attached, found, fixed, ignored with a reason,
-- explained, silent where it should be, restarted, and gone at the end.
--
--     PLIMSOLL=target/debug/plimsoll nvim --clean --headless -l editors/neovim/test/run.lua

local plugin = vim.fs.dirname(vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2))))
local binary = vim.fs.abspath(vim.env.PLIMSOLL or vim.fn.exepath('plimsoll'))
local folder = vim.fn.tempname()
vim.fn.mkdir(folder .. '/chart/templates', 'p')
vim.lsp.log.set_level('warn')

local function logged()
  local log = vim.lsp.log.get_filename()
  return vim.fn.filereadable(log) == 1 and table.concat(vim.fn.readfile(log), '\n') or ''
end
local old_log = #logged()

local function write(name, lines)
  local path = folder .. '/' .. name
  vim.fn.writefile(lines, path)
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

local function holds(what, condition)
  expect(what, condition and true or false, true)
end

local function rules()
  local codes = vim.tbl_map(function(it) return it.code end, vim.diagnostic.get(0))
  table.sort(codes)
  return codes
end

local function server()
  return vim.lsp.get_clients({ name = 'plimsoll', bufnr = 0 })[1]
end

local function act(pattern)
  vim.lsp.buf.code_action({
    filter = function(action) return action.title:find(pattern) ~= nil end,
    apply = true,
  })
end

local db = {
  'services:',
  '  db:',
  '    image: postgres:16.4 # 🚢 kept',
  '    ports:',
  '      - "5432:5432" # for the tests',
}
local compose = write('compose.yaml', db)

-- The lines of the README, without the plug-in: they have to do on their own.
local readme = table.concat(vim.fn.readfile(plugin .. '/README.md'), '\n')
local snippet = readme:match("```lua\n(vim%.lsp%.config.-)```")
assert(load(snippet:gsub("'plimsoll', 'lsp'", ("'%s', 'lsp'"):format(binary))))()
vim.cmd('filetype on')
vim.cmd.edit(compose)
wait('a finding by the lines of the README', function() return #rules() > 0 end)
expect('the lines of the README attach', rules(), { 'datastore-port-published' })
vim.api.nvim_win_set_cursor(0, { 5, 14 })
act('^Explain')
wait('the page as a document', function()
  return vim.api.nvim_buf_get_name(0):find('datastore%-port%-published%.md$') ~= nil
end)
print('ok - without the plug-in a page is a document')
vim.cmd('bwipeout!')
vim.cmd.edit(compose)
server():stop()
wait('the end of the first server', function() return server() == nil end)

-- The plug-in.
vim.opt.runtimepath:prepend(plugin)
vim.cmd('runtime! plugin/plimsoll.lua')
vim.cmd('bwipeout!')
local config = dofile(plugin .. '/lsp/plimsoll.lua')
vim.lsp.config.plimsoll = vim.tbl_extend('force', config, { cmd = { binary, 'lsp' } })
vim.lsp.enable('plimsoll')
vim.cmd.edit(compose)
expect('Compose files have a file type', vim.bo.filetype, 'yaml.docker-compose')
wait('a finding', function() return #rules() > 0 end)
local found = vim.diagnostic.get(0)[1]
expect('its place', { found.lnum, found.col }, { 4, 9 })
expect('its source', found.source, 'plimsoll')
holds('its page', found.user_data.lsp.codeDescription.href:find('^https://'))

local run = vim.system({ binary, 'check', '--format', 'json', 'compose.yaml' }, { cwd = folder, text = true }):wait()
holds('the command line finds the same', run.stdout:find('datastore-port-published', 1, true) and run.code == 1)
run = vim.system(
  { binary, 'check', '--format', 'json', '--stdin-filename', compose, '-' },
  { stdin = table.concat(db, '\n'), text = true }
):wait()
local lint = { linters = {}, linters_by_ft = {} }
package.loaded.lint = lint
assert(load(readme:match("```lua\n(require%('lint'%).-)```")))()
local linted = lint.linters.plimsoll.parser(run.stdout, vim.api.nvim_get_current_buf())
expect('so does nvim-lint by the lines of the README', { linted[1].code, linted[1].lnum, linted[1].col }, {
  found.code, found.lnum, found.col,
})

vim.api.nvim_win_set_cursor(0, { 5, 14 })
local _, float = vim.diagnostic.open_float()
local lines = vim.api.nvim_win_get_height(float)
holds('a finding takes two lines of 80 columns', lines <= 3 and vim.api.nvim_win_get_width(float) <= 80)
vim.api.nvim_win_close(float, true)

local before = vim.fn.undotree().seq_cur
local cursor = vim.api.nvim_win_get_cursor(0)
act('loopback')
wait('the fix', function() return vim.fn.getline(5):find('127.0.0.1', 1, true) ~= nil end)
expect('only the scalar changed', vim.fn.getline(5), '      - "127.0.0.1:5432:5432" # for the tests')
expect('the cursor stays', vim.api.nvim_win_get_cursor(0)[1], cursor[1])
wait('no finding left', function() return #rules() == 0 end)
vim.cmd('silent undo')
expect('one step undoes it', vim.fn.getline(5), '      - "5432:5432" # for the tests')
expect('undo went back to the start', vim.fn.undotree().seq_cur, before)
wait('the finding again', function() return #rules() == 1 end)

vim.api.nvim_win_set_cursor(0, { 5, 14 })
act('^Explain')
local function window()
  return vim.iter(vim.api.nvim_list_wins()):find(function(it) return vim.api.nvim_win_get_config(it).relative ~= '' end)
end
wait('the page in a window', function() return window() ~= nil end)
local page = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window()), 0, -1, false)
holds('the page is the rule\'s', table.concat(page, '\n'):find('datastore-port-published', 1, true))
vim.api.nvim_win_close(window(), true)

vim.api.nvim_win_set_cursor(0, { 5, 14 })
act('^Ignore')
wait('the comment', function() return vim.fn.getline(5):find('plimsoll: ignore', 1, true) ~= nil end)
expect('it names the rule', vim.fn.getline(5), '      # plimsoll: ignore[datastore-port-published] ')
wait('the cursor at the reason', function()
  return vim.deep_equal(vim.api.nvim_win_get_cursor(0), { 5, #vim.fn.getline(5) - 1 })
end)
print('ok - the cursor is at the reason')
wait('the finding is gone', function() return #rules() == 0 end)
vim.cmd('silent undo')
wait('the finding again', function() return #rules() == 1 end)
vim.cmd('silent! write')

-- An override beside the base, neither saved.
vim.cmd.edit(write('compose.override.yaml', { 'services:', '  db:', '    restart: always' }))
wait('the server at the override', function() return server() ~= nil end)
vim.fn.append(3, '    privileged: true')
wait('a finding in the override', function() return vim.tbl_contains(rules(), 'privileged-container') end)
print('ok - an override that is not saved is judged with its base')
vim.fn.setline(1, { 'services:', '  db:', '    ports: !reset []', '' })
local base = vim.fn.bufnr(compose)
wait('no finding in the base', function() return #vim.diagnostic.get(base) == 0 end)
print('ok - a file in the background learns what its override does')
vim.cmd('bwipeout!')
wait('the finding in the base', function() return #vim.diagnostic.get(base) == 1 end)

write('chart/Chart.yaml', { 'apiVersion: v2', 'name: chart', 'version: 0.1.0' })
for name, text in pairs({
  ['chart/templates/pod.yaml'] = { 'apiVersion: v1', 'kind: Pod', 'spec:', '  hostNetwork: {{ .Values.host }}' },
  ['workflow.yaml'] = { 'on: push', 'jobs:', '  a:', '    runs-on: ubuntu-latest' },
}) do
  vim.cmd.edit(write(name, text))
  vim.wait(500)
  expect(name .. ' stays silent', rules(), {})
end

vim.cmd('checkhealth plimsoll')
local health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
holds('health finds no error', not health:find('ERROR') and health:find('server'))

-- A server that is killed comes back when it is asked for, and leaves nothing behind.
vim.cmd.edit(compose)
wait('the finding', function() return #rules() == 1 end)
local pids = vim.fn.systemlist({ 'pgrep', '-f', binary .. ' lsp' })
expect('one server', #pids, 1)
vim.uv.kill(tonumber(pids[1]), 'sigkill')
wait('the end of the server', function() return server() == nil end)
vim.cmd('edit!')
wait('a new server', function() return server() ~= nil and #rules() == 1 end)
print('ok - it comes back after it was killed')

server():stop()
wait('the end of the server', function() return #vim.fn.systemlist({ 'pgrep', '-f', binary .. ' lsp' }) == 0 end)
print('ok - the server stops')
holds('nothing was written to standard error', not logged():sub(old_log):find('stderr'))
os.exit(0)
