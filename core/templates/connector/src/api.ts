import { verbatimElements, z, type Fetch, type Verbatim } from '@headless-pmo/sdk'
import { Position } from './wire.ts'

/** Which issues to list: ascending by (updatedAt, id) from `since` on; `after` goes on behind one of that instant. */
export interface Question {
  readonly since?: string
  readonly after?: string
  readonly order?: 'newest'
  readonly limit?: number
}

/** A page of the list. */
export interface IssuePage {
  /** With their text as it came: no number is rounded and nothing is lost. */
  readonly issues: readonly Verbatim[]
  readonly last?: Position
  readonly more: boolean
}

const More = z.looseObject({ more: z.boolean() })

/** @throws a sentence where the tracker does not answer with a list */
export async function listIssues(
  fetch: Fetch,
  config: { readonly baseUrl: string; readonly team: string },
  question: Question,
): Promise<IssuePage> {
  const url = new URL(`/teams/${encodeURIComponent(config.team)}/issues`, config.baseUrl)
  for (const [name, value] of Object.entries(question)) url.searchParams.set(name, String(value))
  const reply = await fetch(url)
  if (!reply.ok) throw new Error(`The list of issues was refused with status ${reply.status}.`)
  const text = await reply.text()
  const issues = verbatimElements(text, ['issues'])
  const last = issues.at(-1)
  const { more } = More.parse(JSON.parse(text))
  return { issues, more, ...(last !== undefined && { last: Position.parse(last.value) }) }
}
