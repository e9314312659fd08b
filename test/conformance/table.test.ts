import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkLaws, laws, type LawResult } from '@headless-pmo/testing/kit'
import { afterAll, describe, expect, test } from 'vitest'
import { lawTable, type TableCell } from './law-table.ts'
import { SHIPPED } from './shipped.ts'

/** Every law is tried on every plugin: fewer cases each than a plugin's own run, unless more are asked for. */
const rounds =
  process.env['PMO_LAW_ROUNDS'] === undefined && process.env['PMO_TEST_DEEP'] === undefined
    ? { rounds: 3 }
    : {}

const root = join(import.meta.dirname, '../..')
const cells: TableCell[] = []

describe.each(SHIPPED)('$name', ({ name, plugin, options }) => {
  test.each(laws.map(({ id }) => id))('%s', async (law) => {
    const { results, seed } = await checkLaws(plugin, { ...options, ...rounds, only: [law] })
    const [result] = results
    if (result === undefined) throw new Error(`There is no law ${law}.`)
    cells.push({ plugin: name, result })
    expect({ seed, fault: faultOf(result) }).toEqual({ seed, fault: undefined })
  })
})

const faultOf = ({ state, reason }: LawResult): string | undefined =>
  state === 'broken' || state === 'closed gap' ? reason : undefined

test('every plugin of this repository is in the table', () => {
  const folders = readdirSync(join(root, 'plugins')).map((name) => `plugins/${name}`)
  expect(folders.filter((folder) => !SHIPPED.some((one) => one.folder === folder))).toEqual([])
})

test('no plugin has a gap', () => {
  expect(cells.filter(({ result }) => result.state === 'gap')).toEqual([])
})

test('the table says what was found', async ({ skip }) => {
  if (cells.length < SHIPPED.length * laws.length) skip('only some of the laws were tried')
  await expect(lawTable(cells)).toMatchFileSnapshot(join(root, 'test/conformance/plugin-laws.md'))
})

afterAll(() => {
  process.stdout.write(`\n${lawTable(cells)}\n`)
})
