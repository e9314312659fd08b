import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { AnyConnector, Page } from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'
import { PLUGINS, syncRealConnectors } from './support/real-connectors.ts'

const root = join(import.meta.dirname, '../..')

/** Imports a plugin in a process that may only read files, and tells what it left behind. */
function importAlone(name: string): { readonly status: number | null; readonly told: string } {
  const script = `
    // What the SDK's own libraries set up is not the plugin's.
    await import('./sdk/plugin/src/index.ts')
    const before = { listeners: process.eventNames().length, globals: Object.getOwnPropertyNames(globalThis).length, env: JSON.stringify(process.env) }
    const { default: plugin } = await import('${name}')
    process.stdout.write(JSON.stringify({
      active: process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap'),
      globals: Object.getOwnPropertyNames(globalThis).length - before.globals,
      env: JSON.stringify(process.env) === before.env,
      listeners: process.eventNames().length - before.listeners,
      brand: plugin['~headlessPmo'],
      again: JSON.stringify(structuredClone(JSON.parse(JSON.stringify(plugin)))) === JSON.stringify(plugin),
    }))`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--permission', '--allow-fs-read=*', '--input-type=module', '--eval', script],
    { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  )
  return { status, told: stdout === '' ? stderr : stdout }
}

describe('law 1: a plugin is data and pure functions', () => {
  test.each(PLUGINS)(
    'importing $name does nothing: no file, socket, timer, process or global',
    ({ name }) => {
      const { status, told } = importAlone(name)
      expect(status).toBe(0)
      expect(JSON.parse(told)).toEqual({
        active: [],
        globals: 0,
        env: true,
        listeners: 0,
        brand: 'plugin',
        again: true,
      })
    },
  )

  test('all that crosses the boundary can be cloned, and means the same then', async () => {
    const pages: unknown[] = []
    let problems = 0
    const cloned = <T>(value: T): T => {
      const copy = structuredClone(value)
      problems += JSON.stringify(copy) === JSON.stringify(value) ? 0 : 1
      pages.push(copy)
      return copy
    }
    const [direct = [], apart = []] = await syncRealConnectors(
      (connector) => connector,
      (connector) => behindClones(connector, cloned),
    )
    expect(pages.length).toBeGreaterThan(50)
    expect(problems).toBe(0)
    expect(apart.map(({ results }) => results)).toEqual(direct.map(({ results }) => results))
    expect(apart.map(({ store }) => store.log.writes)).toEqual(direct.map(({ store }) => store.log.writes))
    expect(direct.flatMap(({ results }) => results).map(({ state }) => state)).not.toContain('failed')
  })
})

/** A connector whose configuration, cursors, pages, items and records pass through a clone, as between processes. */
function behindClones(connector: AnyConnector, cloned: <T>(value: T) => T): AnyConnector {
  const streams = Object.entries(connector.streams).map(([name, stream]) => [
    name,
    {
      ...stream,
      read: (context: Parameters<typeof stream.read>[0]) =>
        passOn(
          stream.read({
            ...context,
            config: cloned(context.config),
            cursor: cloned(context.cursor),
            part: cloned(context.part),
          }),
          cloned,
        ),
      map: (item: unknown, context: Parameters<typeof stream.map>[1]) =>
        cloned(stream.map(cloned(item), cloned(context))),
    },
  ])
  // The same streams by the same names.
  return { ...connector, streams: Object.fromEntries(streams) as AnyConnector['streams'] }
}

async function* passOn(pages: AsyncIterable<Page>, cloned: <T>(value: T) => T): AsyncGenerator<Page> {
  for await (const page of pages) yield cloned(page)
}
