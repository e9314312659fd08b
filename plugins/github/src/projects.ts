import { definePartition, verbatimAt, type ClosedPart, type Part } from '@headless-pmo/sdk'
import { github, type Client } from './client.ts'
import { Config } from './config.ts'
import { property } from './element.ts'
import { ask, faultError, isHidden } from './graphql.ts'
import { projectKey } from './project-key.ts'
import { PROJECT_QUERY } from './queries.ts'
import { RefusalError } from './refusal.ts'
import { Project } from './wire/project.ts'

export interface ProjectData {
  /** Its node id, by which GraphQL finds it. */
  readonly id: string
  readonly title: string
  /** The project's JSON on the wire; the stream `projects` has no request of its own. */
  readonly text: string
}

export type ProjectPart = Part<ProjectData>

/** The GitHub Projects of a connection, by their ids. Projects and repositories are numbered apart. */
export const projects = definePartition(Config, async function* (context) {
  const client = github(context)
  for (const { owner, number } of context.config.projects) yield await open(client, owner, number)
})

async function open(client: Client, owner: string, number: number): Promise<ProjectPart | ClosedPart> {
  const title = `${owner}/projects/${number}`
  const what = `The project ${title}`
  const closed = (problem: ClosedPart['problem'], message: string): ClosedPart => ({
    key: title.toLowerCase(),
    title,
    problem,
    message,
  })
  try {
    const { data, faults, text } = await ask(client, PROJECT_QUERY, { owner, number }, what)
    const found = property(property(data, 'owner'), 'projectV2')
    const unread = faults.filter((fault) => found === null || found === undefined || fault.path.length > 2)
    if (unread.length > 0)
      return closed(unread.every(isHidden) ? 'not_found' : 'unreachable', faultError(unread, what).message)
    if (found === null || found === undefined)
      return closed('not_found', `${what} is not there. Check owner and number, and the right read:project.`)
    const project = Project.parse(found)
    return {
      key: projectKey(project),
      title: project.title,
      data: {
        id: project.id,
        title: project.title,
        text: verbatimAt(text, ['data', 'owner', 'projectV2']).text,
      },
    }
  } catch (error) {
    if (!(error instanceof RefusalError) || error.status === 401) throw error
    return closed(error.status === 403 ? 'no_access' : 'unreachable', error.message)
  }
}
