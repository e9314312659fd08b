import { expect, test } from 'vitest'
import { installation, installCommand, installPackages } from './install-packages.ts'

test('packages are installed by what started the command, else by npm', () => {
  const by = (agent?: string): string =>
    installCommand(
      installation('/plugin', undefined, agent === undefined ? {} : { npm_config_user_agent: agent }),
    )
  expect(by()).toBe('npm install')
  expect(by('pnpm/12.21.0 npm/? node/v26.9.0')).toBe('pnpm install')
  expect(by('something/1.0')).toBe('npm install')
})

test('in a checkout its own pnpm installs all of it', () => {
  const planned = installation(
    '/checkout/plugins/x',
    { root: '/checkout', packageManager: 'pnpm@12.0.0' },
    {},
  )
  expect(planned).toMatchObject({ command: 'npx', cwd: '/checkout' })
  expect(installCommand(planned)).toContain('pnpm@12.0.0 install')
})

test('what cannot be installed is said with the command to repeat', async () => {
  const { signal } = new AbortController()
  const absent = { command: 'no-such-package-manager', args: ['install'], cwd: import.meta.dirname }
  await expect(installPackages(absent, { signal })).rejects.toThrow(
    /is written, but its packages could not be installed .*Run "no-such-package-manager install"/,
  )
})
