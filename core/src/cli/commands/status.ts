import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

/** How each connection is: its last run, until when it is known, what waits. */
export async function status(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const { api } = session
  const { connections } = await api.connections.list.query({})
  const { removals } = await api.sync.removals.query({ state: 'waiting' })
  const rows = []
  for (const { id, plugin, problem } of connections) {
    const [last] = (await api.sync.runs.query({ connection: id, limit: 1 })).runs
    const held = removals
      .filter(({ connection }) => connection === id)
      .reduce((sum, { items }) => sum + items.length, 0)
    rows.push({ id, plugin, problem, last, held })
  }
  const { projects, unassigned } = await api.projects.list.query({})
  const items = projects.reduce((sum, { counts }) => sum + counts.total, unassigned)
  if (context.output.json) {
    context.output.result(
      { connections: rows, projects: projects.length, items, address: session.address },
      () => '',
    )
  } else {
    context.output.list(
      rows,
      [
        { title: 'connection', value: (row) => row.id },
        { title: 'plugin', value: (row) => row.plugin },
        {
          title: 'state',
          value: (row) => (row.problem === undefined ? (row.last?.state ?? 'never synced') : 'unusable'),
        },
        { title: 'last run', value: (row) => row.last?.endedAt ?? row.last?.startedAt ?? row.last?.queuedAt },
        { title: 'held', value: (row) => row.held, align: 'right' },
        {
          title: 'problem',
          value: (row) => row.problem ?? row.last?.problem ?? reasonOf(row.last),
          most: 80,
        },
      ],
      'Nothing is connected.',
    )
    context.output.note(
      `${projects.length} projects, ${items} items${session.address === undefined ? '' : `; the server is at ${session.address}`}.`,
    )
  }
  const bad = rows.some(
    ({ problem, last, held }) =>
      problem !== undefined || held > 0 || last?.state === 'failed' || last?.state === 'partial',
  )
  return bad ? EXIT.attention : EXIT.ok
}

function reasonOf(
  run:
    | { readonly streams: readonly { readonly state: string; readonly reasons: readonly string[] }[] }
    | undefined,
): string | undefined {
  return run?.streams.find(({ state }) => state === 'failed' || state === 'partial')?.reasons[0]
}
