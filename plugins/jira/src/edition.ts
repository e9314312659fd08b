import type { Client } from './client.ts'
import type { Config } from './config.ts'
import { objectOf } from './element.ts'
import { instantOf } from './map/dates.ts'
import { textOf } from './map/json.ts'

/** Which Jira answers; the two speak differently. */
export type Edition = 'cloud' | 'data-center'

/** What the server says of itself. */
export interface Server {
  readonly edition: Edition
  /** Unix milliseconds by the server's own clock when it answered; undefined where it does not tell. */
  readonly time: number | undefined
  readonly version: string | undefined
}

/** Root of the platform API of an edition. */
export const platform = (edition: Edition): string => (edition === 'cloud' ? '/rest/api/3' : '/rest/api/2')

/** What an address answers that is no Jira's: a page of one, its host without the path, another service. */
const NO_JIRA: ReadonlySet<number> = new Set([400, 404, 405])

const notJira = (baseUrl: string, status: number): Error =>
  new Error(
    `${baseUrl} does not answer as Jira does (${status}). Write as baseUrl where Jira begins, without the page that was open: https://acme.atlassian.net, or for Data Center with its path, https://jira.acme.example/jira.`,
  )

/** Asks which Jira this is. Both editions know version 2 of the address; sites of Cloud are asked by version 3. */
export async function readServer(client: Client, config: Config): Promise<Server> {
  const isSite = config.cloudId !== undefined || new URL(config.baseUrl).hostname.endsWith('.atlassian.net')
  const [first, second] = isSite ? (['3', '2'] as const) : (['2', '3'] as const)
  const reply = await client.get(`/rest/api/${first}/serverInfo`)
  const known = reply.status === 404 ? await client.get(`/rest/api/${second}/serverInfo`) : reply
  if (NO_JIRA.has(known.status)) throw notJira(config.baseUrl, known.status)
  const { value } = objectOf(known, `The server information of ${config.baseUrl}`)
  const type = textOf(value['deploymentType'])?.toLowerCase()
  const time = instantOf(value['serverTime'])
  return {
    edition: type === 'cloud' ? 'cloud' : 'data-center',
    time: time === undefined ? undefined : Date.parse(time),
    version: textOf(value['version']),
  }
}
