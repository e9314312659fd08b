import { definePlugin } from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'
import { checkConfig, mistakesText } from './index.ts'

const plugin = definePlugin({ id: 'x', title: 'X', version: '1.0.0', sdk: '^1.0.0', contributes: [] })

const answer = (...plugins: readonly unknown[]): string => {
  const checked = checkConfig({ plugins })
  return checked.ok ? 'no mistake found' : mistakesText('c', checked.mistakes)
}

describe('a mistake beside the name of a plugin is answered with its place, the reason and what to write', () => {
  test.each<[string, unknown, string]>([
    [
      'a typo',
      { plugin: './x.ts', isolaton: 'inline' },
      'c: plugins[0].isolaton is unknown; did you mean "isolation"?',
    ],
    ['a typo in its name', { plugn: './x.ts' }, 'c: plugins[0].plugn is unknown; did you mean "plugin"?'],
    [
      'no name',
      { enabled: false },
      'c: plugins[0].plugin is missing (The imported plugin, or the name of the package or file that exports it); write its package name or the imported plugin.',
    ],
    [
      'a name that is none',
      { plugin: { id: 'x' } },
      'c: plugins[0].plugin is not a plugin; import the default export of its package, or write the package name in quotes.',
    ],
    [
      'another isolation',
      { plugin: './x.ts', isolation: 'container' },
      'c: plugins[0].isolation is not one of the possible values; write "inline" (in the server, trusted) or "process" (a process of its own).',
    ],
    [
      'a process for what is imported',
      { plugin, isolation: 'process' },
      'c: plugins[0].plugin is imported, and runs in this process already; write its package name or path in quotes to give it a process of its own.',
    ],
    [
      'a range of the SDK',
      { plugin: './x.ts', sdk: '^2.0.0' },
      'c: plugins[0].sdk is not possible; write "any", or leave it out: which SDK it works with the plugin says.',
    ],
    [
      'a secret in clear',
      { plugin: './x.ts', secrets: { token: 'ghp_verysecret' } },
      'c: plugins[0].secrets.token looks like the secret itself; write "env:NAME" (an environment variable) or "file:PATH" (a file that holds it).',
    ],
    [
      'a limit that is too small',
      { plugin: './x.ts', limits: { memoryMb: 1 } },
      'c: plugins[0].limits.memoryMb is too small or too short; the least is 32.',
    ],
    [
      'a typo in a limit',
      { plugin: './x.ts', limits: { memoryMB: 100 } },
      'c: plugins[0].limits.memoryMB is unknown; did you mean "memoryMb"?',
    ],
    [
      'a config that is none',
      { plugin: './x.ts', config: 'x' },
      'c: plugins[0].config is no configuration; write an object: { … }',
    ],
    [
      'a switch as text',
      { plugin: './x.ts', enabled: 'no' },
      'c: plugins[0].enabled is text; write true or false without quotes.',
    ],
  ])('%s', (_, value, expected) => {
    expect(answer(value)).toBe(expected)
  })

  test('every form of a plugin is taken', () => {
    const all = {
      plugin: './x.ts',
      isolation: 'process',
      enabled: true,
      sdk: 'any',
      config: { title: 'x', 'agile.check': { least: 1 } },
      secrets: { token: 'env:TOKEN' },
      limits: { memoryMb: 64, silenceSeconds: 0.5 },
    }
    expect(answer(plugin, './x.ts', '@acme/x', { plugin }, all)).toBe('no mistake found')
  })
})
