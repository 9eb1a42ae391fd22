-- The configuration of the server for Neovim 0.11 and later: `vim.lsp.enable('plimsoll')`.
---@type vim.lsp.Config
return {
  cmd = { 'plimsoll', 'lsp' },
  -- `helm` is left out on purpose: templates are not judged.
  filetypes = { 'yaml', 'yaml.docker-compose' },
  root_markers = { 'plimsoll.toml', { 'compose.yaml', 'compose.yml', 'docker-compose.yml' }, '.git' },
  settings = { plimsoll = {} },
  -- The plug-in shows pages of rules itself.
  capabilities = { experimental = { plimsollShowsText = true } },
}
