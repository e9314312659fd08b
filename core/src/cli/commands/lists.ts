import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { projectColumns } from '../output/project-columns.ts'
import { knowsPlugins, tellOpening } from '../session.ts'

/** The connections, and whether they can be used. */
export async function listConnections(
  context: CommandContext,
  options: { readonly config?: string },
): Promise<number> {
  await using session = await context.session(
    options.config === undefined ? {} : { configFile: options.config },
  )
  tellOpening(session, context.output)
  const isChecked = await knowsPlugins(session, context.output)
  const { connections } = await session.api.connections.list.query({})
  const rows = connections.map(({ problem, ...row }) => ({
    ...row,
    ...(isChecked && problem !== undefined && { problem }),
  }))
  context.output.list(
    rows,
    [
      { title: 'id', value: (row) => row.id },
      { title: 'title', value: (row) => row.title },
      { title: 'plugin', value: (row) => row.plugin },
      { title: 'managed', value: (row) => row.managed },
      { title: 'every', value: (row) => row.every ?? '15m' },
      { title: 'problem', value: (row) => row.problem, most: 80 },
    ],
    'Nothing is connected; add a tracker to `connections` in pmo.config.ts.',
  )
  return EXIT.ok
}

/** The projects with their counts and dates. */
export async function listProjects(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const found = await session.api.projects.list.query({})
  if (context.output.json) {
    context.output.result(found, () => '')
    return EXIT.ok
  }
  context.output.list(
    found.projects,
    [
      ...projectColumns(context.output.isTerminal ? Date.now() : undefined),
      { title: 'phase', value: (row) => row.phase },
      { title: 'manager', value: (row) => row.manager },
    ],
    'There is no project; add one to `projects` in pmo.config.ts.',
  )
  if (found.unassigned > 0) context.output.note(`${found.unassigned} items belong to no project.`)
  return EXIT.ok
}
