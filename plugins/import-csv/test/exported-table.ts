import { createHash } from 'node:crypto'
import { parseJson, toJson } from '@headless-pmo/sdk'
import { fakeUpstream, type UpstreamFactory } from '@headless-pmo/testing'
import Papa from 'papaparse'

/** The row by which this tool ends its exports. */
export const END = 'END OF EXPORT'

const URL_PATH = '/plan.csv'
const FOLDER = '/kit/exports/'

/** What a tool exports: a table with a row an item, written by another library than the one that reads it. */
const exported = fakeUpstream({
  streams: {
    rows: {
      statuses: ['Open', 'In progress', 'Done'],
      // A table forgets: what has gone is gone, and a row under another key is another row.
      can: ['create', 'edit', 'touch', 'delete', 'hide', 'show', 'recreate'],
      render: ({ ref, title, status, person, created, updated, fields }) => ({
        'Issue key': ref,
        Summary: title,
        Status: status,
        Assignee: person,
        Created: created,
        Updated: updated,
        ...fields,
      }),
      draw: (random) => ({
        'Due date': `2026-0${1 + random.below(9)}-1${random.below(9)}`,
        'Depends on': String(random.below(5)),
        Estimate: `${random.below(20)},5`,
      }),
    },
  },
  respond({ path, header }, { rows }) {
    // As the tool shows them: plain JSON of strings.
    const shown = parseJson(toJson(rows.all())) as Record<string, unknown>[]
    const names = [
      'Issue key',
      'Summary',
      'Status',
      'Assignee',
      'Created',
      'Updated',
      'Due date',
      'Depends on',
      'Estimate',
    ]
    const columns = [...new Set([...names, ...shown.flatMap((row) => Object.keys(row))])]
    const cells = shown.map((row) =>
      columns.map((name) => (typeof row[name] === 'string' ? row[name] : toJson(row[name]))),
    )
    const text = Papa.unparse({ fields: columns, data: [...cells, [END]] })
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`
    if (path === FOLDER) {
      return Response.json([{ name: 'plan.csv', type: 'file', etag, modified: '2026-01-01T00:00:00Z' }])
    }
    if (path !== URL_PATH && path !== `${FOLDER}plan.csv`) return undefined
    return header('if-none-match') === etag
      ? new Response(null, { status: 304, headers: { etag } })
      : new Response(text, { headers: { etag, 'content-type': 'text/csv' } })
  },
})

/** The exported table; beside the rows there is always the table itself. */
export const exportedTable: UpstreamFactory = async (options) => {
  const upstream = await exported(options)
  return { ...upstream, live: (stream) => [...(upstream.live(stream) ?? []), '\ttable'] }
}

/** How its columns are mapped. */
export const exportedColumns = {
  key: 'Issue key',
  title: 'Summary',
  status: 'Status',
  assignees: 'Assignee',
  created: 'Created',
  updated: 'Updated',
  due: 'Due date',
  predecessors: 'Depends on',
  estimate: 'Estimate',
}
