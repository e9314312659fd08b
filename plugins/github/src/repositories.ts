import {
  definePartition,
  verbatim,
  type ClosedPart,
  type ConnectorContext,
  type Part,
} from '@headless-pmo/sdk'
import { github, type Client, type Reply } from './client.ts'
import { Config } from './config.ts'
import { splitName } from './names.ts'
import { readAll } from './read-all.ts'
import { refusal } from './refusal.ts'
import { OpenedRepository } from './wire/repository.ts'

/** What streams need to know of the repository they read. */
export interface RepositoryData {
  readonly owner: string
  readonly repo: string
  readonly fullName: string
  /** Whether an organization owns it; only those have issue types and fields. */
  readonly organization: boolean
  /** The repository's JSON on the wire; the stream `repositories` has no request of its own. */
  readonly text: string
}

export type RepositoryPart = Part<RepositoryData>

/** A connection's repositories; the key is the id, which a rename leaves alone. */
export const repositories = definePartition(Config, listRepositories)

/** Lists the configured repositories, then those of the organization, each once. */
export async function* listRepositories(
  context: ConnectorContext<Config>,
): AsyncGenerator<RepositoryPart | ClosedPart> {
  const client = github(context)
  const known = new Set<string>()
  for await (const part of candidates(client, context.config)) {
    if (!known.has(part.key)) yield part
    known.add(part.key)
  }
}

async function* candidates(client: Client, config: Config): AsyncGenerator<RepositoryPart | ClosedPart> {
  for (const name of config.repositories) {
    // A renamed repository answers 301; the host follows, and the reply has the name of today.
    const reply = await client.get('/repos/{owner}/{repo}', splitName(name))
    if (reply.status === 401) throw refusal(reply, `The repository ${name}`)
    yield reply.status === 200 ? partOf(reply.text, name) : closed(reply, name)
  }
  if (config.organization === undefined) return
  const list = await readAll(client, {
    route: '/orgs/{org}/repos',
    parameters: { org: config.organization, type: 'all', sort: 'full_name' },
    what: `The repositories of ${config.organization}`,
  })
  if ('refused' in list) throw refusal(list.refused, `The list of repositories of ${config.organization}`)
  for (const element of list.elements) yield partOf(element.text, config.organization)
}

function partOf(text: string, name: string): RepositoryPart | ClosedPart {
  const parsed = OpenedRepository.safeParse(parsedOrNothing(text))
  if (!parsed.success) {
    return {
      key: name.toLowerCase(),
      title: name,
      problem: 'invalid',
      message: `The reply for ${name} is not a repository. Check that baseUrl leads to the API of GitHub.`,
    }
  }
  const { id, full_name: fullName, owner } = parsed.data
  const organization = owner.type === 'Organization'
  return { key: String(id), title: fullName, data: { ...splitName(fullName), fullName, organization, text } }
}

function parsedOrNothing(text: string): unknown {
  try {
    return verbatim(text).value
  } catch {
    return undefined
  }
}

function closed(reply: Reply, name: string): ClosedPart {
  const problem = reply.status === 404 ? 'not_found' : reply.status < 500 ? 'no_access' : 'unreachable'
  const { message } = refusal(reply, `The repository ${name}`)
  return { key: name.toLowerCase(), title: name, problem, message }
}
