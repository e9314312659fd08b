import type { RateLimit } from '@headless-pmo/sdk'
import { LONGEST_STATED_WAIT_MS } from './stated-times.ts'

/** A budget as a policy of the fields `RateLimit` and `RateLimit-Policy` states it. */
export interface StatedPolicy {
  readonly name: string
  /** Undefined where no field told the quota. */
  readonly quota: number | undefined
  readonly remaining: number
  /** Unix milliseconds by our clock. */
  readonly reset: number
}

const NAME = /^\s*(?:"((?:[^"\\]|\\.)*)"|([A-Za-z*][\w!#$%&'*+.^`|~:/-]*))/
const PARAMETER = /^\s*;\s*([a-z*][a-z0-9_.*-]*)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s;,]*))?/

/**
 * Reads a list of named members with numbers as parameters, in any order: `"hour";q=1000;w=3600, "burst";q=10`. What cannot be read
 * ends the list; what was read before it counts.
 */
export function readPolicyList(value: string | null): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const members = new Map<string, Map<string, number>>()
  let rest = value ?? ''
  while (rest.trim() !== '') {
    const found = NAME.exec(rest)
    if (found === null) break
    const [all, quoted, bare = ''] = found
    rest = rest.slice(all.length)
    const name = quoted?.replace(/\\(.)/g, '$1') ?? bare
    const parameters = members.get(name) ?? new Map<string, number>()
    members.set(name, parameters)
    for (let next = PARAMETER.exec(rest); next !== null; next = PARAMETER.exec(rest)) {
      const [piece, key = '', text = ''] = next
      rest = rest.slice(piece.length)
      const number = Number(text.replace(/^"(.*)"$/, '$1'))
      if (text !== '' && Number.isFinite(number)) parameters.set(key, number)
    }
    const comma = /^\s*,/.exec(rest)
    if (comma === null) break
    rest = rest.slice(comma[0].length)
  }
  return members
}

/** The policies of which a reply says what is left. A time beyond the policy's own window is a mistake of the server's: the window holds. */
export function statedPolicies(
  headers: Headers,
  { state, policy }: NonNullable<RateLimit['policies']>,
  now: number,
): readonly StatedPolicy[] {
  const declared = readPolicyList(headers.get(policy))
  return [...readPolicyList(headers.get(state))].flatMap(([name, left]) => {
    const known = declared.get(name)
    const remaining = left.get('r')
    const quota = known?.get('q') ?? left.get('q')
    const window = known?.get('w') ?? left.get('w')
    const told = left.get('t') ?? window
    if (remaining === undefined || remaining < 0 || told === undefined || told < 0) return []
    if (quota !== undefined && quota <= 0) return []
    const ms = Math.min(told, window !== undefined && window > 0 ? window : told) * 1000
    if (ms > LONGEST_STATED_WAIT_MS) return []
    return [{ name, quota, remaining, reset: now + ms }]
  })
}
