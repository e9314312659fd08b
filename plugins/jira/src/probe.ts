import type { ConnectorContext, ProbeProblem, ProbeResult } from '@headless-pmo/sdk'
import { jira, type Client } from './client.ts'
import type { Config } from './config.ts'
import { platform, readServer, type Edition } from './edition.ts'
import { objectOf } from './element.ts'
import { textOf } from './map/json.ts'
import { countProjects } from './projects.ts'
import { RefusalError } from './refusal.ts'

const EDITIONS: Readonly<Record<Edition, string>> = {
  cloud: 'Jira Cloud',
  'data-center': 'Jira Data Center',
}

const REASONS: Readonly<Record<number, ProbeProblem>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  410: 'unsupported_version',
  429: 'throttled',
}

/** Asks which Jira this is and who we are, then whether each project that is named can be seen. */
export async function probe(context: ConnectorContext<Config>): Promise<ProbeResult> {
  const { config, signal } = context
  const watched = new WatchedClient(jira(context))
  try {
    return await lookAround(watched, config)
  } catch (error) {
    if (signal.aborted) throw error
    const message = error instanceof Error ? error.message : String(error)
    if (error instanceof RefusalError)
      return { ok: false, reason: REASONS[error.status] ?? reasonOf(error.status), message }
    if (watched.answered) return { ok: false, reason: 'wrong_reply', message }
    return { ok: false, reason: 'unreachable', message }
  }
}

const reasonOf = (status: number): ProbeProblem => (status >= 500 ? 'unreachable' : 'wrong_reply')

/** Knows whether the last request was answered at all. */
class WatchedClient implements Client {
  readonly #client: Client
  answered = false

  constructor(client: Client) {
    this.#client = client
  }

  get: Client['get'] = async (path, query) => this.#watch(this.#client.get(path, query))

  post: Client['post'] = async (path, body) => this.#watch(this.#client.post(path, body))

  async #watch<T>(reply: Promise<T>): Promise<T> {
    this.answered = false
    const answer = await reply
    this.answered = true
    return answer
  }
}

async function lookAround(client: Client, config: Config): Promise<ProbeResult> {
  const { edition, version } = await readServer(client, config)
  const root = platform(edition)
  const me = objectOf(await client.get(`${root}/myself`), `The account at ${config.baseUrl}`).value
  const account = textOf(me['displayName']) ?? textOf(me['name']) ?? textOf(me['accountId'])
  const details = [`${EDITIONS[edition]}${version === undefined ? '' : ` ${version}`}`]
  for (const name of config.projects ?? []) {
    const { value } = objectOf(await client.get(`${root}/project/${name}`), `The project ${name}`)
    details.push(`sees ${textOf(value['key']) ?? name} (${textOf(value['name']) ?? ''})`)
  }
  if (config.projects === undefined) details.push(`sees ${await countProjects(client, edition)} projects`)
  return { ok: true, ...(account === undefined ? {} : { account }), details }
}
