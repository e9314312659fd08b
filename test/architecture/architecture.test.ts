import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isBuiltin } from 'node:module'
import { describe, expect, test } from 'vitest'
import { floorOf, PACKAGES } from './floors.ts'
import { importsOf, root, sourceFiles, type ImportEdge } from './imports.ts'

const product = sourceFiles(['sdk/*/src/**/*.ts', 'core/src/**/*.ts', 'plugins/*/src/**/*.ts'])
const edges = product.flatMap(importsOf)
const show = (edge: ImportEdge): string => `${edge.from} → ${edge.to}`

describe('the house', () => {
  test('every source file of sdk/engine and core stands on a floor', () => {
    const outside = product.filter(
      (f) => /^(core|sdk\/(plugin|engine))\//.test(f) && floorOf(f) === undefined,
    )
    expect(outside).toEqual([])
  })

  test('an import points only downwards', () => {
    const upwards = edges.filter((edge) => {
      const [from, to] = [floorOf(edge.from), edge.relative ? floorOf(edge.to) : undefined]
      return from !== undefined && to !== undefined && from.room !== to.room && to.floor >= from.floor
    })
    expect(upwards.map(show)).toEqual([])
  })

  test('another feature is imported by its face alone', () => {
    const past = edges.filter((edge) => {
      const [from, to] = [floorOf(edge.from), edge.relative ? floorOf(edge.to) : undefined]
      if (from === undefined || to === undefined || from.room === to.room) return false
      const faces = [`${to.room}/index.ts`, `${to.room}/words.ts`, to.room]
      return to.room.startsWith('core/src/') && !faces.includes(edge.to)
    })
    expect(past.map(show)).toEqual([])
  })

  test('the words of a feature load none of its code: a command line offers them before it does anything', () => {
    const loaded = new Set(
      edges.map(({ from }) => from).filter((from) => /^core\/src\/[^/]+\/words\.ts$/.test(from)),
    )
    expect(loaded.size).toBeGreaterThan(3)
    const outside: ImportEdge[] = []
    // A set is walked together with what is added on the way.
    for (const file of loaded) {
      for (const edge of edges.filter((one) => one.from === file && !one.typeOnly)) {
        if (edge.relative) loaded.add(edge.to)
        else if (!edge.to.startsWith('node:')) outside.push(edge)
      }
    }
    expect(outside.map(show)).toEqual([])
    expect([...loaded].filter((file) => /(?:index|queries|service|router|jobs)\.ts$/.test(file))).toEqual([])
  })

  test('a relative import never leaves its package', () => {
    const packageOf = (path: string): string => /^(sdk\/[^/]+|core|plugins\/[^/]+)/.exec(path)?.[0] ?? path
    expect(edges.filter((e) => e.relative && packageOf(e.from) !== packageOf(e.to)).map(show)).toEqual([])
  })

  test('packages import only the packages below them', () => {
    const wrong = edges.filter((edge) => {
      if (edge.relative || !edge.to.startsWith('@headless-pmo/')) return false
      const home = Object.entries(PACKAGES).find(([folder]) => edge.from.startsWith(`${folder}/`))?.[1]
      const target = edge.to.split('/').slice(0, 2).join('/')
      return home !== undefined && !home.mayImport.includes(target)
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('the client carries the types of core and none of its code', () => {
    const runtime = edges.filter(
      (e) => e.from.startsWith('sdk/client/') && e.to.startsWith('@headless-pmo/core') && !e.typeOnly,
    )
    expect(runtime.map(show)).toEqual([])
  })

  test('no modules form a cycle', () => {
    expect(findCycle(edges)).toEqual([])
  })
})

describe('plugins', () => {
  const plugins = edges.filter((e) => e.from.startsWith('plugins/'))

  test('import the SDK, their own files and vendor libraries: never core, another plugin or a node builtin', () => {
    const wrong = plugins.filter((e) => {
      if (e.relative) return false
      if (isBuiltin(e.to)) return true
      // Support of a plugin's own tests is left out of its package, as its tests are.
      if (e.from.includes('/test-support/') && /^@headless-pmo\/testing(\/|$)/.test(e.to)) return false
      return e.to.startsWith('@headless-pmo/') && e.to !== '@headless-pmo/sdk'
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('use no clock, no randomness, no timer, no global fetch and no process', () => {
    const ambient =
      /(?<![.\w])(?:Date\.now|new Date\(\s*\)|Math\.random|setTimeout|setInterval|performance\.now|process\.|globalThis|Temporal\.Now)/
    const wrong = product
      .filter((file) => file.startsWith('plugins/'))
      .filter((file) => ambient.test(code(file)))
    expect(wrong).toEqual([])
    // A call of a bare `fetch` is the host's only where it comes from the context; `async fetch(` is a route's own.
    const globalFetch = product
      .filter((f) => f.startsWith('plugins/'))
      .filter((f) => {
        const text = code(f)
        return /(?<![.\w]|\basync )fetch\(/.test(text) && !/\bfetch\b[^(\n]*[,}:)]/.test(text)
      })
    expect(globalFetch).toEqual([])
  })

  test('core names no plugin', () => {
    const ids = readdirSync(join(root, 'plugins')).filter((name) =>
      existsSync(join(root, 'plugins', name, 'package.json')),
    )
    const wrong = edges.filter(
      (e) =>
        e.from.startsWith('core/') &&
        ids.some((id) => e.to.includes(`plugin-${id}`) || e.to.startsWith(`plugins/${id}`)),
    )
    expect(wrong.map(show)).toEqual([])
  })
})

test('nothing but the demo and the tests touches test/', () => {
  const others = sourceFiles([
    'sdk/**/*.ts',
    'core/**/*.ts',
    'plugins/*/src/**/*.ts',
    'examples/**/*.ts',
  ]).flatMap(importsOf)
  const wrong = others.filter(
    (e) =>
      (e.to.startsWith('test/') || e.to.startsWith('@headless-pmo/simulators')) &&
      !e.from.startsWith('examples/demo-company/'),
  )
  expect(wrong.map(show)).toEqual([])
})

test('file names are kebab-case and none is a grab-bag', () => {
  const wrong = product.filter((file) => {
    const name = file.split('/').at(-1) ?? ''
    return (
      !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name) ||
      /^(utils?|helpers?|types?|common-types|misc)\.ts$/.test(name)
    )
  })
  expect(wrong).toEqual([])
})

test('the repository names no registry host and no path of a machine', () => {
  const files = sourceFiles([
    '**/*.ts',
    '**/*.json',
    '**/*.md',
    '**/*.yaml',
    '**/*.mjs',
    '.ci/run',
    '.ci/build/*',
  ])
  const wrong = files.filter((file) =>
    /registry\.npmjs|resolution:.*tarball:|\/home\/[a-z]+\/|\/root\//.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  )
  expect(wrong.filter((file) => !file.startsWith('test/architecture/'))).toEqual([])
})

/** Files that import each other in a ring, be it for a type alone; empty when there is none. */
function findCycle(all: readonly ImportEdge[]): string[] {
  const next = new Map<string, string[]>()
  for (const e of all) if (e.relative) next.set(e.from, [...(next.get(e.from) ?? []), e.to])
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] => {
    const at = path.indexOf(file)
    if (at >= 0) return [...path.slice(at), file]
    if (done.has(file)) return []
    for (const to of next.get(file) ?? []) {
      const cycle = visit(to, [...path, file])
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  for (const file of next.keys()) {
    const cycle = visit(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

/** A file's text without comments. */
function code(file: string): string {
  return readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}
