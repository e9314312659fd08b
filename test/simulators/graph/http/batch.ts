import { isJsonObject } from '../../common/json.ts'
import { jsonReply, type Reply } from '../../common/http/reply.ts'
import { failure } from './failure.ts'

const MOST = 20

/** One request inside of a batch. */
export interface InnerCall {
  readonly method: string
  /** Behind the version: `/planner/tasks/…`. */
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: unknown
}

/** Answers a batch: each request by itself, in an order of the service's own. */
export const answerBatch = (body: unknown, answer: (call: InnerCall) => Reply): Reply => {
  const refused = (message: string): Reply => failure(400, message, 'BadRequest')
  const requests = isJsonObject(body) ? body['requests'] : undefined
  if (!Array.isArray(requests)) return refused('The batch needs a property "requests".')
  if (requests.length > MOST)
    return refused(`Number of batch request steps exceeds the maximum value of '${MOST}'.`)
  const ids = new Set<string>()
  const responses: unknown[] = []
  for (const request of requests as readonly unknown[]) {
    if (!isJsonObject(request)) return refused('A request of the batch is no object.')
    const { id, method, url, headers, body: inner } = request
    if (typeof id !== 'string' || ids.has(id.toLowerCase()))
      return refused('Each request of the batch needs an id of its own.')
    ids.add(id.toLowerCase())
    if (typeof method !== 'string' || typeof url !== 'string' || /^https?:/i.test(url))
      return refused(`Request ${id} of the batch needs a method and a url relative to the version.`)
    const given = isJsonObject(headers)
      ? Object.entries(headers).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
        )
      : []
    const call: InnerCall = {
      method: method.toUpperCase(),
      url: url.startsWith('/') ? url : `/${url}`,
      headers: new Map(given),
      body: inner,
    }
    const reply = answer(call)
    responses.push({
      id,
      status: reply.status,
      headers: named(reply.headers),
      ...(reply.body === null ? {} : { body: JSON.parse(reply.body.toString()) as unknown }),
    })
  }
  return jsonReply(200, { responses: responses.toReversed() })
}

/** Headers as batches spell them. */
const named = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase()),
      value,
    ]),
  )
