import { member, textOf, type JsonObject } from './json.ts'

/**
 * A member without which nothing can be told of the element.
 * @throws Error that names the member; the engine then fails this item alone and says so
 */
export function required(value: JsonObject, key: string): string {
  const text = textOf(member(value, key))
  if (text === undefined) throw new Error(`Jira's reply has no "${key}" here.`)
  return text
}
