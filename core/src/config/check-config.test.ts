import { auth, defineConnector, definePlugin, secret, z } from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'
import { checkConfig, checkConnection, mistakesText } from './index.ts'

const plugin = definePlugin({ id: 'x', title: 'X', version: '1.0.0', sdk: '^1.0.0', contributes: [] })
const gh = { plugin: 'github', owner: 'acme' }

/** What is written, and the sentence it is answered with. */
const table: readonly (readonly [title: string, value: unknown, answer: string])[] = [
  ['not an object', 5, 'c: the configuration is a number; write an object: { … }'],
  ['an unknown key', { conections: {} }, 'c: conections is unknown; did you mean "connections"?'],
  [
    'an unknown key far from all others',
    { zzz: 1 },
    'c: zzz is unknown; possible: plugins, connections, notifiers, portfolios, programs, projects, units, roles, teams, people, calendars, reports, settings, standards.',
  ],
  ['a wrong type', { settings: { port: '80' } }, 'c: settings.port is text; write a number without quotes.'],
  [
    'a number too large',
    { settings: { port: 70_000 } },
    'c: settings.port is too large or too long; the most is 65535.',
  ],
  [
    'an interval without a unit',
    { connections: { gh: { ...gh, sync: { every: 15 } } } },
    'c: connections.gh.sync.every is not an interval; write e.g. "15m", or "never" for runs by hand only.',
  ],
  [
    'a nested typo',
    { connections: { gh: { ...gh, sync: { evry: '15m' } } } },
    'c: connections.gh.sync.evry is unknown; did you mean "every"?',
  ],
  [
    'no plugin',
    { connections: { gh: { owner: 'acme' } } },
    'c: connections.gh.plugin is missing (Id of the plugin whose connector reads it); write its id, e.g. plugin: "github".',
  ],
  [
    'an id that cannot be one',
    { connections: { 'Git Hub': gh } },
    'c: connections["Git Hub"] is not a short name; write lower-case letters, digits, "-" and "_", starting with a letter, at most 64, e.g. "web-shop".',
  ],
  [
    'a secret in clear',
    { connections: { gh: { ...gh, secrets: { token: 'ghp_verysecret' } } } },
    'c: connections.gh.secrets.token looks like the secret itself; write "env:NAME" (an environment variable) or "file:PATH" (a file that holds it).',
  ],
  [
    'the same project twice',
    {
      projects: [
        { id: 'a', name: 'A', sources: [] },
        { id: 'a', name: 'B', sources: [] },
      ],
    },
    'c: projects[1].id "a" is already the id of projects[0]; give each an id of its own.',
  ],
  [
    'a source of an unknown connection',
    {
      connections: { github: gh },
      projects: [{ id: 'a', name: 'A', sources: [{ connection: 'gihub' }] }],
    },
    'c: projects[0].sources[0].connection names the connection "gihub", which does not exist; did you mean "github"?',
  ],
  [
    'a notifier that tells nothing',
    { notifiers: { ops: { plugin: 'hook' } } },
    'c: notifiers.ops.on is missing (What it tells: kinds of notifications, or "*" for all of them); write e.g. on: ["run.failed"], or on: ["*"] for all.',
  ],
  [
    'a kind of notification that there is not',
    { notifiers: { ops: { plugin: 'hook', on: ['run.failed', 'run.faild'] } } },
    'c: notifiers.ops.on[1] is no kind of notification; did you mean "run.failed"?',
  ],
  [
    'an unknown program',
    { projects: [{ id: 'a', name: 'A', sources: [], program: 'p' }] },
    'c: projects[0].program names the program "p", which does not exist; add it to programs.',
  ],
  [
    'a unit below one that does not exist',
    {
      units: [
        { id: 'web', name: 'Web', parent: 'compny' },
        { id: 'company', name: 'C' },
      ],
    },
    'c: units[0].parent names the unit "compny", which does not exist; did you mean "company"?',
  ],
  [
    'units above themselves',
    {
      units: [
        { id: 'a', name: 'A', parent: 'b' },
        { id: 'b', name: 'B', parent: 'a' },
        { id: 'c', name: 'C', parent: 'a' },
      ],
    },
    'c: units[0].parent goes round in a circle (a > b > a); take it out of one of them.',
  ],
  [
    'an account of two people',
    {
      connections: { gh: gh },
      people: [
        { id: 'a', name: 'A', accounts: [{ connection: 'gh', account: 'ada' }] },
        { id: 'b', name: 'B', accounts: [{ connection: 'gh', account: 'Ada' }] },
      ],
    },
    'c: people[1].accounts[0] is already an account of "a"; an account belongs to one person.',
  ],
  [
    'an absence that ends before it begins',
    { people: [{ id: 'a', name: 'A', absences: [{ from: '2026-02-02', until: '2026-02-01' }] }] },
    'c: people[0].absences[0].until is before `from`; change one of the days.',
  ],
  [
    'somebody who leaves before they come',
    { people: [{ id: 'a', name: 'A', from: '2026-02-02', until: '2026-02-01' }] },
    'c: people[0].until is before `from`; change one of the days.',
  ],
  [
    'a calendar in a zone that there is not',
    { calendars: [{ id: 'a', name: 'A', zone: 'Europe/Berln' }] },
    'c: calendars[0].zone is not a time zone; write its IANA name, e.g. "Europe/Berlin".',
  ],
  [
    'two default calendars',
    {
      calendars: [
        { id: 'a', name: 'A', isDefault: true },
        { id: 'b', name: 'B', isDefault: true },
      ],
    },
    'c: calendars[1].isDefault is set although "a" is the default calendar already; leave it out in one of them.',
  ],
  [
    'a plugin that is none',
    { plugins: [{ id: 'github' }] },
    'c: plugins[0] is not a plugin; import the default export of its package, or write the package name in quotes.',
  ],
  [
    'an amount as a number',
    { projects: [{ id: 'a', name: 'A', sources: [], budget: [{ amount: 5, currency: 'EUR' }] }] },
    'c: projects[0].budget[0].amount is not an amount; write a decimal number in quotes, e.g. "250000.00".',
  ],
]

describe('a mistake in pmo.config.ts is answered with its place, the reason and what to write', () => {
  test.each(table)('%s', (_, value, answer) => {
    const checked = checkConfig(value)
    expect(checked.ok ? 'no mistake found' : mistakesText('c', checked.mistakes)).toBe(answer)
  })

  test('several mistakes are all told at once', () => {
    const checked = checkConfig({ plugins: [plugin], projects: [{ id: 'a', nam: 'A', sources: {} }] })
    expect(checked.ok ? [] : checked.mistakes.map((mistake) => mistake.path)).toEqual([
      'projects[0].name',
      'projects[0].sources',
      'projects[0].nam',
    ])
  })

  test('a good config passes', () => {
    expect(checkConfig({ plugins: [plugin, './other.ts'], connections: { gh } }).ok).toBe(true)
    expect(checkConfig({}).ok).toBe(true)
  })
})

describe('a connection is checked against its connector', () => {
  const connector = defineConnector({
    config: z.object({
      owner: z.string().describe('Owner of the repositories'),
      repositories: z.array(z.object({ name: z.string() })).optional(),
      size: z.int().default(100),
    }),
    secrets: { token: secret('token with read access'), hook: secret('webhook secret', { optional: true }) },
    authorize: auth.bearer('token'),
    egress: () => [],
    probe: async () => ({ ok: true }) as const,
    streams: {},
  })
  const check = (connection: Record<string, unknown>): string => {
    const checked = checkConnection({ plugin: 'x', ...connection }, connector, ['connections', 'gh'])
    return checked.ok ? JSON.stringify(checked.config) : mistakesText('c', checked.mistakes)
  }
  const secrets = { token: 'env:T' }

  test('defaults are filled in', () => {
    expect(check({ owner: 'acme', secrets })).toBe('{"owner":"acme","size":100}')
  })
  test('an unknown key is a mistake although zod would drop it', () => {
    expect(check({ owner: 'acme', secrets, sise: 5 })).toBe(
      'c: connections.gh.sise is unknown; did you mean "size"?',
    )
    expect(check({ owner: 'acme', secrets, repositories: [{ name: 'a', nme: 'b' }] })).toBe(
      'c: connections.gh.repositories[0].nme is unknown; did you mean "name"?',
    )
  })
  test('a missing secret says how to give it', () => {
    expect(check({ owner: 'acme' })).toBe(
      'c: connections.gh.secrets.token is missing (token with read access); write e.g. token: "env:TOKEN".',
    )
  })
  test('a secret that the connector does not know is a mistake', () => {
    expect(check({ owner: 'acme', secrets: { ...secrets, hok: 'env:H' } })).toBe(
      'c: connections.gh.secrets.hok is a secret that the connector does not know; did you mean "hook"?',
    )
  })
  test('a missing field carries its description', () => {
    expect(check({ secrets })).toBe(
      'c: connections.gh.owner is missing (Owner of the repositories); write text in quotes.',
    )
  })
})
