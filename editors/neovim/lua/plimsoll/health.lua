-- `:checkhealth plimsoll`: the binary, the server, and what the file in front is taken for.

local M = {}

local function binary()
  local config = vim.lsp.config and vim.lsp.config.plimsoll
  return config and type(config.cmd) == 'table' and config.cmd[1] or 'plimsoll'
end

local function run(...)
  local result = vim.system({ ... }, { text = true }):wait()
  return result.code, vim.trim(result.stdout or ''), vim.trim(result.stderr or '')
end

function M.check()
  vim.health.start('plimsoll')
  if vim.fn.has('nvim-0.11') == 0 then
    vim.health.error('Neovim 0.11 or later is needed for `vim.lsp.enable`')
    return
  end
  local command = binary()
  if vim.fn.executable(command) == 0 then
    vim.health.error(('`%s` is not on the PATH'):format(command), {
      'install it, or name it: vim.lsp.config("plimsoll", { cmd = { "/path/to/plimsoll", "lsp" } })',
    })
    return
  end
  local _, version = run(command, '--version')
  vim.health.ok(('%s (%s)'):format(version, vim.fn.exepath(command)))

  local clients = vim.lsp.get_clients({ name = 'plimsoll' })
  if #clients == 0 then
    vim.health.warn('no server is running', { 'vim.lsp.enable("plimsoll"), then open a YAML file' })
  end
  for _, client in ipairs(clients) do
    local folder = client.root_dir or 'no folder'
    vim.health.ok(('server %d for %s, places in %s'):format(client.id, folder, client.offset_encoding))
  end

  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    local name = vim.api.nvim_buf_get_name(buffer)
    local filetype = vim.bo[buffer].filetype
    if vim.startswith(filetype, 'yaml') and vim.fn.filereadable(name) == 1 then
      local _, doctor = run(command, 'doctor', name)
      vim.health.info(('filetype %s\n%s'):format(filetype, doctor))
    end
  end
end

return M
