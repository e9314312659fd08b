import type { GitHubSimulator } from '../simulator.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

/** A bare client for the simulator's own tests; follows no redirect. */
export const get = async (
  sim: GitHubSimulator,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const url = path.startsWith('http') ? path : `${sim.url}${path}`
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${sim.token}`, ...headers },
    redirect: 'manual',
  })
  return answerOf(response)
}

export const post = async (
  sim: GitHubSimulator,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const response = await fetch(`${sim.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sim.token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return answerOf(response)
}

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  }
}

/** The rows of a list; throws when the answer is none. */
export const rowsOf = (answer: Answer): Record<string, unknown>[] => {
  if (!Array.isArray(answer.json))
    throw new Error(`No list but ${answer.status} ${answer.text.slice(0, 200)}`)
  // JSON arrays of objects by the API's contract; tests read single keys out of them.
  return answer.json as Record<string, unknown>[]
}

/** The address of a relation in the Link header. */
export const linkOf = (answer: Answer, relation: string): string | undefined =>
  new RegExp(`<([^>]+)>; rel="${relation}"`).exec(answer.headers.get('link') ?? '')?.[1]

/** Follows `next` from `path` to the end. */
export const walk = async (sim: GitHubSimulator, path: string): Promise<Record<string, unknown>[]> => {
  const rows: Record<string, unknown>[] = []
  for (let next: string | undefined = path; next !== undefined;) {
    const answer = await get(sim, next)
    rows.push(...rowsOf(answer))
    next = linkOf(answer, 'next')
  }
  return rows
}
