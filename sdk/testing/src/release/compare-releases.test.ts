import { defineConnector, definePlugin, describePlugin, secret, z, type Manifest } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareReleases, strictest, versionStep, type ChangeClass } from './index.ts'

type More = Partial<Parameters<typeof defineConnector>[0]>

function release(config: z.ZodType, more: More = {}): Manifest {
  return describePlugin(
    definePlugin({
      id: 'demo',
      title: 'Demo',
      version: '1.0.0',
      sdk: '^1.0.0',
      contributes: [
        defineConnector({
          config,
          egress: () => [],
          probe: async () => ({ ok: true }),
          streams: {},
          ...more,
        }),
      ],
    }),
  )
}

const base = z.object({
  team: z.string(),
  size: z.int().min(1).max(50).default(10),
  mode: z.enum(['a', 'b']),
})

describe('two releases of a plugin', () => {
  test.each<[string, ChangeClass | undefined, z.ZodType]>([
    ['nothing changed', undefined, base],
    ['an optional field is new', 'minor', base.extend({ label: z.string().optional() })],
    ['a field with a default is new', 'minor', base.extend({ label: z.string().default('x') })],
    ['a required field is new', 'major', base.extend({ label: z.string() })],
    ['a field is gone', 'major', base.omit({ size: true })],
    ['a field is required now', 'major', base.extend({ size: z.int().min(1).max(50) })],
    ['a field is optional now', 'minor', base.extend({ team: z.string().optional() })],
    ['a bound is narrower', 'major', base.extend({ size: z.int().min(5).max(50).default(10) })],
    ['a bound is wider', 'minor', base.extend({ size: z.int().min(0).max(50).default(10) })],
    ['another default', 'minor', base.extend({ size: z.int().min(1).max(50).default(20) })],
    ['a value is gone', 'major', base.extend({ mode: z.enum(['a']) })],
    ['a value is new', 'minor', base.extend({ mode: z.enum(['a', 'b', 'c']) })],
    ['another type', 'major', base.extend({ team: z.number() })],
    ['one more type', 'minor', base.extend({ team: z.union([z.string(), z.number()]) })],
    ['other types', 'major', base.extend({ team: z.union([z.boolean(), z.number()]) })],
    ['a format is asked for', 'major', base.extend({ team: z.url() })],
    ['a description', 'patch', base.extend({ team: z.string().describe('Key of the team') })],
    ['unknown fields are kept now', 'minor', z.looseObject(base.shape)],
  ])('%s: %s', (_, expected, config) => {
    expect(strictest(compareReleases(release(base), release(config)))).toBe(expected)
  })

  test('what a new release migrates breaks nobody', () => {
    const now = release(base.omit({ size: true }), { configVersion: 2, migrateConfig: (config) => config })
    expect(strictest(compareReleases(release(base), now))).toBe('minor')
  })

  test('secrets: optional ones may come, required ones may not, and none may go', () => {
    const token = secret('Token')
    const none = release(base)
    const one = release(base, { secrets: { token } })
    const optional = release(base, { secrets: { token: secret('Token', { optional: true }) } })
    expect(strictest(compareReleases(none, one))).toBe('major')
    expect(strictest(compareReleases(none, optional))).toBe('minor')
    expect(strictest(compareReleases(optional, one))).toBe('major')
    expect(strictest(compareReleases(one, none))).toBe('major')
  })

  test('a contribution that is gone breaks, each difference tells its place', () => {
    const empty: Manifest = { ...release(base), contributes: [] }
    expect(compareReleases(release(base), empty)).toEqual([
      { path: 'connector', class: 'major', words: 'was removed' },
    ])
    expect(compareReleases(release(base), release(base.omit({ size: true })))[0]).toEqual({
      path: 'connector.config.size',
      class: 'major',
      words: 'was removed',
    })
  })
})

describe('the step of a version', () => {
  test.each([
    ['1.2.3', '1.2.3', 'none'],
    ['1.2.3', '1.2.4', 'patch'],
    ['1.2.3', '1.3.0', 'minor'],
    ['1.2.3', '2.0.0', 'major'],
    ['0.2.3', '0.2.4', 'minor'],
    ['0.2.3', '0.3.0', 'major'],
    ['0.9.0', '1.0.0', 'major'],
    ['1.2.3', '1.2.2', 'back'],
    ['2.0.0-beta.1', '2.0.0', 'major'],
    ['2.0.0', '2.0.0-beta.1', 'back'],
    ['one', '1.0.0', undefined],
  ])('from %s to %s: %s', (from, to, step) => {
    expect(versionStep(from, to)).toBe(step)
  })

  test('there and back is never a step forward', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'))
    fc.assert(
      fc.property(version, version, (one, other) => {
        const [there, back] = [versionStep(one, other), versionStep(other, one)]
        expect(there === 'back' || back === 'back' || (there === 'none' && back === 'none')).toBe(true)
      }),
    )
  })
})
