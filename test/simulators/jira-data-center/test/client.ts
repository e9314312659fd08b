import { isJsonObject, type JsonObject } from '../../common/json.ts'
import type { JiraDataCenterSimulator } from '../index.ts'

export interface Answer {
  readonly status: number
  readonly body: JsonObject
  readonly list: readonly JsonObject[]
}

/** The objects of a list; none where it is no list. */
export const rowsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : []

/** Asks a server in memory, as its first user. */
export const ask = async (
  simulator: JiraDataCenterSimulator,
  target: string,
  body?: unknown,
  authorization: string | null = `Bearer ${simulator.token}`,
): Promise<Answer> => {
  const response = await simulator.respond(
    new Request(`https://jira.acme.example${target}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  const text = await response.text()
  const value: unknown = text === '' ? {} : JSON.parse(text)
  return { status: response.status, body: isJsonObject(value) ? value : {}, list: rowsOf(value) }
}
