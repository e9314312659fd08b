import type { Violation } from '../../common/gate/violation.ts'
import type { Reply } from '../../common/http/reply.ts'
import { isJsonObject, type Json, type JsonObject } from '../../common/json.ts'

/** Something that a simulator might get wrong, and a reply that shows it. */
export interface Lie {
  readonly name: string
  /** Which check catches it: the description's own schemas, or ours for what they leave open. */
  readonly caughtBy: 'description' | 'own check'
  readonly target: string
  readonly body?: unknown
  /** Changes the parsed reply; for lies about more than the body see `distort`. */
  readonly change?: (body: JsonObject) => JsonObject
  readonly distort?: (reply: Reply) => Reply
}

/** Sets a value deep within a body; numbers are places in lists. */
export const put =
  (path: readonly (string | number)[], value: Json) =>
  (body: JsonObject): JsonObject => {
    const changed = putIn(body, path, value)
    return isJsonObject(changed) ? changed : body
  }

const putIn = (target: Json | undefined, path: readonly (string | number)[], value: Json): Json => {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (typeof key === 'number' && Array.isArray(target))
    return target.map((part: Json, at) => (at === key ? putIn(part, rest, value) : part))
  if (!isJsonObject(target)) throw new Error(`There is no ${path.join('.')} to lie about.`)
  return { ...target, [key]: putIn(target[String(key)], rest, value) }
}

/** Takes a key away, deep within a body. */
export const drop =
  (path: readonly (string | number)[]) =>
  (body: JsonObject): JsonObject => {
    const last = path.at(-1)
    const parent = path.slice(0, -1).reduce<Json | undefined>((at, key) => {
      if (Array.isArray(at)) return at[Number(key)]
      return isJsonObject(at) ? at[String(key)] : undefined
    }, body)
    if (!isJsonObject(parent) || last === undefined || !(last in parent))
      throw new Error(`There is no ${path.join('.')} to take away.`)
    const { [String(last)]: _gone, ...kept } = parent
    return put(path.slice(0, -1), kept)(body)
  }

/** The right body under another status. */
export const withStatus =
  (status: number) =>
  (reply: Reply): Reply => ({ ...reply, status })

/** Plants the lie in a reply. */
export const planted =
  ({ change, distort }: Lie) =>
  (reply: Reply): Reply => {
    const other = distort?.(reply) ?? reply
    if (change === undefined) return other
    const body: unknown = JSON.parse(String(other.body))
    if (!isJsonObject(body)) throw new Error('The lie is about an object, and this is none.')
    return { ...other, body: Buffer.from(JSON.stringify(change(body))) }
  }

/** Problems that a description's own schemas report look like this, with what they ask for as JSON; ours never do. */
const OFFICIAL = /^(must .*\}$|fits none|the status \d+ is not described|a body where|no body where)/

/** Who caught it. Fields of issues are held against components of the description, but by our check. */
export const catcherOf = (violations: readonly Violation[]): Lie['caughtBy'] | 'nobody' => {
  if (violations.length === 0) return 'nobody'
  const official = ({ problem, place }: Violation): boolean =>
    OFFICIAL.test(problem) && !/^(\/issues\/\d+)?\/fields\//.test(place)
  return violations.some(official) ? 'description' : 'own check'
}
