import {
  definePartition,
  verbatimAt,
  verbatimElements,
  verbatimObject,
  type ClosedPart,
  type Part,
  type Verbatim,
} from '@headless-pmo/sdk'
import { github, type Client } from './client.ts'
import { Config } from './config.ts'
import { property } from './element.ts'
import { askPage, faultError, isHidden } from './graphql.ts'
import { projectKey } from './project-key.ts'
import { FIELDS_QUERY, PROJECT_QUERY } from './queries.ts'
import { RefusalError } from './refusal.ts'
import { OpenedProject } from './wire/project.ts'

export interface ProjectData {
  /** Its node id, by which GraphQL finds it. */
  readonly id: string
  readonly title: string
  /** The project's JSON on the wire; the stream `projects` has no request of its own. */
  readonly text: string
}

export type ProjectPart = Part<ProjectData>

const LARGEST_PAGE = 100

/** The GitHub Projects of a connection, by their ids. Projects and repositories are numbered apart. */
export const projects = definePartition(Config, async function* (context) {
  const client = github(context)
  for (const { owner, number } of context.config.projects) yield await openProject(client, owner, number)
})

/** One project as a part, or why it cannot be opened. */
export async function openProject(
  client: Client,
  owner: string,
  number: number,
): Promise<ProjectPart | ClosedPart> {
  const title = `${owner}/projects/${number}`
  const what = `The project ${title}`
  const closed = (problem: ClosedPart['problem'], message: string): ClosedPart => ({
    key: title.toLowerCase(),
    title,
    problem,
    message,
  })
  try {
    const question = { variables: { owner, number, after: null }, sizes: { first: LARGEST_PAGE } }
    const { reply, sizes } = await askPage(client, PROJECT_QUERY, question, what)
    const { data, faults, text } = reply
    const found = property(property(data, 'owner'), 'projectV2')
    if (faults.length > 0)
      return closed(faults.every(isHidden) ? 'not_found' : 'unreachable', faultError(faults, what).message)
    if (found === null || found === undefined)
      return closed('not_found', `${what} is not there. Check owner and number, and the right read:project.`)
    const project = OpenedProject.safeParse(found)
    if (!project.success) return closed('invalid', `${what} came in a form that is not GitHub's.`)
    const raw = verbatimAt(text, ['data', 'owner', 'projectV2'])
    const moreFields = await readMoreFields(client, raw, sizes, what)
    return {
      key: projectKey(project.data),
      title: nameOf(project.data.title) ?? title,
      data: {
        id: project.data.id,
        title: nameOf(project.data.title) ?? title,
        text: verbatimObject(moreFields.length === 0 ? { project: raw } : { project: raw, moreFields }).text,
      },
    }
  } catch (error) {
    if (!(error instanceof RefusalError) || error.status === 401) throw error
    return closed(error.status === 403 ? 'no_access' : 'unreachable', error.message)
  }
}

const nameOf = (title: unknown): string | undefined => (typeof title === 'string' ? title : undefined)

async function readMoreFields(
  client: Client,
  project: Verbatim,
  { first }: { readonly first: number },
  what: string,
): Promise<Verbatim[]> {
  const more: Verbatim[] = []
  let sizes = { first }
  let pageInfo = property(property(project.value, 'fields'), 'pageInfo')
  while (property(pageInfo, 'hasNextPage') === true) {
    const variables = { project: property(project.value, 'id'), after: property(pageInfo, 'endCursor') }
    const page = await askPage(client, FIELDS_QUERY, { variables, sizes }, what)
    sizes = page.sizes
    const fields = property(property(page.reply.data, 'node'), 'fields')
    if (page.reply.faults.length > 0 || !fields) throw faultError(page.reply.faults, what)
    more.push(...verbatimElements(page.reply.text, ['data', 'node', 'fields', 'nodes']))
    pageInfo = property(fields, 'pageInfo')
  }
  return more
}
