-- Neovim has no name for Compose files of its own; other servers for them go by this one too.
vim.filetype.add({
  pattern = {
    ['.*/compose%.ya?ml'] = 'yaml.docker-compose',
    ['.*/compose%..*%.ya?ml'] = 'yaml.docker-compose',
    ['.*/docker%-compose%.ya?ml'] = 'yaml.docker-compose',
    ['.*/docker%-compose%..*%.ya?ml'] = 'yaml.docker-compose',
  },
})

-- What the server answers for people to read is shown in a window at the cursor. `lsp/plimsoll.lua`
-- tells the server so; without that it opens a document instead.
for _, name in ipairs({ 'plimsoll.explain', 'plimsoll.doctor' }) do
  vim.lsp.commands[name] = function(command, context)
    local client = vim.lsp.get_client_by_id(context.client_id)
    if not client then
      return
    end
    client:request('workspace/executeCommand', command, function(failure, text)
      if failure then
        vim.notify('plimsoll: ' .. failure.message, vim.log.levels.ERROR)
      elseif type(text) == 'string' then
        local options = { border = 'rounded', max_width = 80, focus_id = name }
        vim.lsp.util.open_floating_preview(vim.split(text, '\n'), 'markdown', options)
      end
    end, context.bufnr)
  end
end
