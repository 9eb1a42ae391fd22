-- Neovim has no name for Compose files of its own; other servers for them go by this one too.
vim.filetype.add({
  pattern = {
    ['.*/compose%.ya?ml'] = 'yaml.docker-compose',
    ['.*/compose%..*%.ya?ml'] = 'yaml.docker-compose',
    ['.*/docker%-compose%.ya?ml'] = 'yaml.docker-compose',
    ['.*/docker%-compose%..*%.ya?ml'] = 'yaml.docker-compose',
  },
})
