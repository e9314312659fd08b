import { isDeepStrictEqual } from 'node:util'
import type { HouseRule, RuleSetting, StandardsSettings } from '../../config/index.ts'
import type { RuleVersion } from './rule-version.ts'
import type { RuleEntryKind } from './tables.ts'

/** How one entry of the file differs from what is kept. */
export interface FileChange {
  readonly kind: RuleEntryKind
  readonly rule: string
  readonly body?: Readonly<Record<string, unknown>>
  readonly before?: RuleVersion
}

/** What applying the file would change; an equal file changes nothing. Pure. */
export function fileChanges(
  standards: StandardsSettings,
  versions: readonly RuleVersion[],
): readonly FileChange[] {
  const wanted = [
    ...(standards.house ?? []).map((body) => ({
      kind: 'house' as const,
      rule: body.id,
      body: plainBody(body),
    })),
    ...(standards.rules ?? []).map((body) => ({
      kind: 'setting' as const,
      rule: body.rule,
      body: plainBody(body),
    })),
  ]
  const names = new Set(wanted.map(({ kind, rule }) => `${kind} ${rule}`))
  const changed = wanted.flatMap((one): readonly FileChange[] => {
    const before = newestOf(versions, one.kind, one.rule)
    if (before?.managed === 'file' && isDeepStrictEqual(before.body, one.body)) return []
    return [{ ...one, ...(before !== undefined && { before }) }]
  })
  const gone = newest(versions)
    .filter(
      ({ kind, rule, managed, body }) =>
        managed === 'file' && body !== undefined && !names.has(`${kind} ${rule}`),
    )
    .map((before) => ({ kind: before.kind, rule: before.rule, before }))
  return [...changed, ...gone]
}

/** A difference in one line, with a sign as of a patch. */
export function changeLine({ kind, rule, body, before }: FileChange): string {
  const sign = body === undefined ? '-' : before?.body === undefined ? '+' : '~'
  return `${sign} ${kind === 'house' ? 'rule' : 'setting of the rule'} ${rule}`
}

/** As it is kept: without the keys that have no value. */
export function plainBody(body: HouseRule | RuleSetting): Readonly<Record<string, unknown>> {
  // Plain data goes in, plain data comes out.
  return JSON.parse(JSON.stringify(body)) as Readonly<Record<string, unknown>>
}

/** The newest version of an entry, in whichever state. */
export function newestOf(
  versions: readonly RuleVersion[],
  kind: RuleEntryKind,
  rule: string,
): RuleVersion | undefined {
  return versions
    .filter((one) => one.kind === kind && one.rule === rule)
    .toSorted((a, b) => b.version - a.version)[0]
}

function newest(versions: readonly RuleVersion[]): readonly RuleVersion[] {
  const names = new Map(versions.map((one) => [`${one.kind} ${one.rule}`, one]))
  return [...names.values()].flatMap(({ kind, rule }) => newestOf(versions, kind, rule) ?? [])
}
