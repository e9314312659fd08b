import { isJsonObject } from '../../common/json.ts'
import type { Problem } from '../../common/gate/exchange.ts'

/** What a reply to a batch breaks: the description has no `$batch`. */
export const batchProblems = (body: unknown): Problem[] => {
  const responses = isJsonObject(body) ? body['responses'] : undefined
  if (!Array.isArray(responses)) return [{ place: '', problem: 'has no list of responses' }]
  return (responses as readonly unknown[]).flatMap((response, index) => {
    const problem = responseProblem(response)
    return problem === undefined ? [] : [{ place: `/responses/${index}`, problem }]
  })
}

const responseProblem = (response: unknown): string | undefined => {
  if (!isJsonObject(response)) return 'is no object'
  const { id, status, headers, body, ...rest } = response
  if (typeof id !== 'string') return 'has no id that is text'
  if (typeof status !== 'number' || status < 100 || status > 599) return 'has no status'
  if (headers !== undefined && !isJsonObject(headers)) return 'has headers that are no object'
  if (body === undefined && status !== 204) return 'has no body'
  const [strange] = Object.keys(rest)
  return strange === undefined ? undefined : `has a property "${strange}" that batches do not have`
}

/** What a reply with a token breaks (RFC 6749 section 5.1, with what Microsoft Entra adds). */
export const tokenProblems = (body: unknown): Problem[] => {
  if (!isJsonObject(body)) return [{ place: '', problem: 'is no object' }]
  const problems: Problem[] = []
  if (body['token_type'] !== 'Bearer') problems.push({ place: '/token_type', problem: 'must be Bearer' })
  if (typeof body['access_token'] !== 'string' || body['access_token'] === '')
    problems.push({ place: '/access_token', problem: 'must be text' })
  if (typeof body['expires_in'] !== 'number')
    problems.push({ place: '/expires_in', problem: 'must be a number of seconds' })
  return problems
}
