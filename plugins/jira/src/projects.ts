import {
  definePartition,
  verbatim,
  type ClosedPart,
  type ConnectorContext,
  type Verbatim,
} from '@headless-pmo/sdk'
import { jira, type Client, type Reply } from './client.ts'
import { Config } from './config.ts'
import { platform, readServer, type Edition } from './edition.ts'
import { elementsOf } from './element.ts'
import { discoverFields } from './fields/discover-fields.ts'
import { objectsOf } from './map/json.ts'
import { readNamesInUse } from './names-in-use.ts'
import type { ProjectData, ProjectPart } from './project-data.ts'
import { readAll } from './read-all.ts'
import { refusal } from './refusal.ts'
import { Project } from './wire/project.ts'

/** A connection's projects; the key is the id, which a rename leaves alone. */
export const projects = definePartition(Config, listProjects)

/** Lists the configured projects, or all live ones, each once, with what its streams need to know. */
export async function* listProjects(
  context: ConnectorContext<Config>,
): AsyncGenerator<ProjectPart | ClosedPart> {
  const { config } = context
  const client = jira(context)
  const { edition, time } = await readServer(client, config)
  const fields = elementsOf(await client.get(`${platform(edition)}/field`), 'The fields of the site')
  const names = await readNamesInUse(client, edition)
  const common = { edition, names, began: time ?? 0 }
  const missing = new Set<string>()
  const known = new Set<string>()
  const values = objectsOf(fields.map(({ value }) => value))
  for await (const found of candidates(client, edition, config)) {
    if ('problem' in found) {
      yield found
      continue
    }
    const { id, key, name, simplified } = found.project
    if (known.has(String(id))) continue
    known.add(String(id))
    const discovery = discoverFields(values, {
      fields: config.fields,
      project: String(id),
      teamManaged: simplified === true,
    })
    for (const { role, wanted } of discovery.missing)
      missing.add(`fields.${role}: ${key} has no field "${wanted}".`)
    const data: ProjectData = { ...common, id: String(id), key, text: found.text, fields: discovery.table }
    yield { key: String(id), title: name, data }
  }
  for (const message of missing) context.log.warn(`${message} Write its name or key as Jira shows it.`)
}

type Found = { readonly project: Project; readonly text: string } | ClosedPart

async function* candidates(client: Client, edition: Edition, config: Config): AsyncGenerator<Found> {
  const root = platform(edition)
  for (const name of config.projects ?? []) {
    // A project whose key has changed still answers to the former one.
    const reply = await client.get(`${root}/project/${name}`, { expand: 'description,lead' })
    if (reply.status === 401) throw refusal(reply, `The project ${name}`)
    yield reply.status === 200 ? foundOf(reply.text, name) : closed(reply, name)
  }
  if (config.projects !== undefined) return
  for (const element of await allProjects(client, edition)) yield foundOf(element.text, 'A project')
}

/** How many projects the account can see. */
export async function countProjects(client: Client, edition: Edition): Promise<number> {
  return (await allProjects(client, edition)).length
}

/** All live projects that the account can see. @throws Error when the list is refused */
export async function allProjects(client: Client, edition: Edition): Promise<readonly Verbatim[]> {
  const what = 'The list of projects'
  if (edition === 'data-center')
    return elementsOf(await client.get('/rest/api/2/project', { expand: 'description,lead' }), what)
  const list = await readAll(client, {
    path: '/rest/api/3/project/search',
    query: { expand: 'description,lead', orderBy: 'key', status: ['live'] },
    what,
    pageSize: 50,
    at: 'values',
  })
  if ('elements' in list) return list.elements
  // Where an account sees no project at all, Cloud may say that there are none.
  if (list.refused.status === 404) return []
  throw refusal(list.refused, what)
}

function foundOf(text: string, name: string): Found {
  const parsed = Project.safeParse(parsedOrNothing(text))
  if (!parsed.success)
    return problem(
      name,
      'invalid',
      `The reply for ${name} is not a project. Check that baseUrl leads to Jira.`,
    )
  if (parsed.data.archived === true)
    return problem(
      String(parsed.data.id),
      'no_access',
      `${name} is archived: Jira does not search it. What was read stays; restore it, or take it out of projects.`,
    )
  return { project: parsed.data, text }
}

function parsedOrNothing(text: string): unknown {
  try {
    return verbatim(text).value
  } catch {
    return undefined
  }
}

function closed(reply: Reply, name: string): ClosedPart {
  const why = reply.status === 404 ? 'not_found' : reply.status < 500 ? 'no_access' : 'unreachable'
  return problem(name, why, refusal(reply, `The project ${name}`).message)
}

const problem = (key: string, why: ClosedPart['problem'], message: string): ClosedPart => ({
  key,
  title: key,
  problem: why,
  message,
})
