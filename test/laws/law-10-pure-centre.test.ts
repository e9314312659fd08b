import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import type { AnyConnector, WebhookEvent } from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'
import { importsOf, root, sourceFiles } from '../architecture/imports.ts'
import { connectorOf, syncRealConnectors } from './support/real-connectors.ts'
import github from '@headless-pmo/plugin-github'

/** Builtins that only compute. */
const PURE = new Set([
  'node:async_hooks',
  'node:buffer',
  'node:crypto',
  'node:path',
  'node:stream',
  'node:url',
  'node:util',
  'node:events',
  'node:string_decoder',
  'node:zlib',
])
/** Rooms of core that may reach outside; in the others nothing may. */
const OUTSIDE =
  /^core\/src\/(?:host|database|jobs|api|cli|compose|compute|config|registry|authoring|data-folder)\/|^core\/src\/(?:main|open-app)\.ts$|^core\/src\/records\/(?:queries|migrations|store)/
/** Time, chance and timers that nobody passed in. */
const AMBIENT =
  /(?<![.\w])(?:Date\.now\(|new Date\(\s*\)|Math\.random\(|Temporal\.Now\b|performance\.now\(|setTimeout\(|setInterval\(|process\.(?:env|cwd|argv)\b|fetch\()/

/** A function that was handed its `fetch` takes it out of what it was given: `{ fetch, config }: Context`. */
const HANDED_FETCH = /\{[^{}]*\bfetch\b[^{}:(]*\}\s*[:=]/

const code = (file: string): string => {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  return HANDED_FETCH.test(text) ? text.replaceAll(/(?<![.\w])fetch\(/g, 'handed(') : text
}

describe('law 10: the centre is pure', () => {
  const files = sourceFiles([
    'sdk/{plugin,engine}/src/**/*.ts',
    'core/src/**/*.ts',
    'plugins/*/src/**/*.ts',
  ]).filter((file) => !file.includes('/test-support/'))
  const centre = files.filter((file) => !OUTSIDE.test(file))

  test('only the rooms for it reach the machine', () => {
    const wrong = centre
      .flatMap(importsOf)
      .filter(({ to, relative, typeOnly }) => !relative && !typeOnly && isBuiltin(to) && !PURE.has(to))
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  test('no clock, chance or timer but those passed in, outside of use cases and background work', () => {
    const wrong = centre
      .filter(
        (file) =>
          !/\/(?:service|jobs|run-watch|watch-rule|run-progress|gate|waits|breathe|answer-limit)\.ts$/.test(
            file,
          ),
      )
      .filter((file) => AMBIENT.test(code(file)))
    expect(wrong).toEqual([])
  })

  test('the pure logic of a feature knows no database', () => {
    const logic = sourceFiles(['core/src/{portfolio,coordination,people,definitions}/**/*.ts']).filter(
      (file) =>
        !/\/(?:index|service|[a-z-]+-service|queries|queries-[a-z-]+|router|[a-z-]+-router|jobs|tables)\.ts$|\/(?:migrations|test-support)\//.test(
          file,
        ),
    )
    const wrong = logic
      .flatMap(importsOf)
      .filter(({ to, typeOnly }) => !typeOnly && (to.includes('database') || to === 'kysely'))
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  test('mapping gives the same for the same, and changes nothing that it is given', async () => {
    let mapped = 0
    const different: string[] = []
    const twice = (connector: AnyConnector): AnyConnector => {
      const streams = Object.entries(connector.streams).map(([name, stream]) => [
        name,
        {
          ...stream,
          map: (item: unknown, context: Parameters<typeof stream.map>[1]) => {
            const frozen = {
              item: deepFreeze(structuredClone(item)),
              context: deepFreeze(structuredClone(context)),
            }
            const [first, second] = [
              stream.map(frozen.item, frozen.context),
              stream.map(frozen.item, frozen.context),
            ]
            mapped++
            if (JSON.stringify(first) !== JSON.stringify(second))
              different.push(`${name} ${stream.ref(item)}`)
            return first
          },
        },
      ])
      // The same streams by the same names.
      return { ...connector, streams: Object.fromEntries(streams) as AnyConnector['streams'] }
    }
    const [synced = []] = await syncRealConnectors(twice)
    expect(mapped).toBeGreaterThan(100)
    expect(different).toEqual([])
    expect(synced.flatMap(({ results }) => results).reduce((sum, { unmapped }) => sum + unmapped, 0)).toBe(0)
  })

  test('webhook hints give the same for the same', async () => {
    const { webhook } = connectorOf(github)
    const body = deepFreeze({
      action: 'edited',
      issue: { id: 5, number: 3, node_id: 'I_5', url: 'https://api.github.com/repos/acme/app/issues/3' },
      repository: { id: 9, full_name: 'acme/app', owner: { login: 'acme' } },
    })
    const event: WebhookEvent = {
      body,
      header: (name) => (name.toLowerCase() === 'x-github-event' ? 'issues' : null),
    }
    const hints = await Promise.all([1, 2].map(async () => webhook?.hints(event)))
    expect(hints[0]).toEqual(hints[1])
    expect(hints[0]?.length).toBeGreaterThan(0)
  })
})

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner)
    Object.freeze(value)
  }
  return value
}
