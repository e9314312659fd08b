import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pmoWorkspace, type PmoWorkspace } from '../support/pmo-process.ts'

const CONFIG = `import { defineConfig } from '@headless-pmo/core'
import importCsv from '@headless-pmo/plugin-import-csv'
export default defineConfig({
  plugins: [{ plugin: importCsv, config: { files: ['exports'] } }],
  connections: {
    sheet: {
      plugin: 'import-csv',
      files: ['exports/plan.csv'],
      columns: { key: 'Issue key', title: 'Summary', status: 'Status', due: 'Due date' },
      sync: { every: 'never' },
    },
  },
})
`

const TABLE = `Issue key;Summary;Status;Due date
A-1;Dock;In Arbeit;13.02.2027
A-2;"Crane; big";Fertig;01.03.2027
`

async function workspace(table: string | Uint8Array = TABLE): Promise<PmoWorkspace> {
  const made = await pmoWorkspace({ config: CONFIG })
  await mkdir(join(made.folder, 'exports'))
  await writeFile(join(made.folder, 'exports', 'plan.csv'), table)
  return made
}

test('a table is previewed, tried and read, from file to API', async () => {
  await using place = await workspace()
  await using server = await place.serve()
  const authorization = `Bearer ${server.token}`
  const preview = (body: string, type: string): Promise<Response> =>
    fetch(new URL('/plugins/import-csv/preview', server.address), {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body,
    })

  const sent = await preview(TABLE, 'text/csv')
  expect(sent.status).toBe(200)
  expect(await sent.json()).toMatchObject({
    form: { separator: ';' },
    mapping: { key: 'Issue key', title: 'Summary', status: 'Status', due: 'Due date' },
    rows: 2,
    problems: [],
  })
  const named = await preview(JSON.stringify({ file: 'exports/plan.csv' }), 'application/json')
  expect(await named.json()).toMatchObject({ rows: 2, records: [{ ref: 'A-1' }, { ref: 'A-2' }] })
  for (const file of ['pmo.config.ts', '../secret.csv', '/etc/passwd', 'exports/../.pmo/token.csv']) {
    const refused = await preview(JSON.stringify({ file }), 'application/json')
    expect([file, refused.status]).toEqual([file, 403])
  }
  const stranger = await fetch(new URL('/plugins/import-csv/preview', server.address), {
    method: 'POST',
    body: TABLE,
  })
  expect(stranger.status).toBe(401)

  const tried = await place.command(['sync', 'sheet', '--dry-run'])
  expect(tried.stdout + tried.stderr).toContain('rows')
  const synced = await place.command(['sync', 'sheet'])
  expect(synced.status).toBe(0)
  expect(synced.stdout + synced.stderr).toContain('rows ok, 3 items')
  const items = await place.command(['items', '--json'])
  expect(items.stdout).toContain('Crane; big')
})

test('a table that cannot be told is refused with its row, in the words of the command', async () => {
  await using place = await workspace(`${TABLE}A-2;Again;Open;\n`)
  const { status, stdout, stderr } = await place.command(['sync', 'sheet'])
  expect(status).not.toBe(0)
  expect(stdout + stderr).toContain('The key "A-2" stands in row 3 of "plan.csv" and in row 4 of "plan.csv"')
})
