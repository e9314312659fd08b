import type { Notice } from './notice.ts'

/** Conflicts that a text names, and that the data holds. */
const MOST_NAMED = 5
const MOST_HELD = 20

/** A conflict, as far as it is told. */
export interface ToldConflict {
  readonly id: string
  readonly kind: string
  readonly sentence: string
  readonly action: string
  readonly parties: readonly { readonly owner?: string }[]
}

/** What a look for conflicts has changed. */
export interface ConflictChange {
  readonly found: readonly ToldConflict[]
  readonly ended: readonly (ToldConflict & { readonly firstSeen: string })[]
}

/** What is told of conflicts: all that are new in one notification, and all that are over in another. Pure. */
export function conflictNotices(
  { found, ended }: ConflictChange,
  facts: { readonly at: string; readonly url?: string },
): readonly Notice[] {
  const base = { at: facts.at, ...(facts.url !== undefined && { url: facts.url }) }
  const notices: Notice[] = []
  if (found.length > 0) {
    notices.push({
      ...base,
      type: 'conflict.found',
      title: found.length === 1 ? 'A new conflict' : `${found.length} new conflicts`,
      text: linesOf(found, ({ sentence, action }) => `${sentence} ${action}`),
      data: {
        total: found.length,
        conflicts: found.slice(0, MOST_HELD).map((one) => ({ ...factsOf(one), action: one.action })),
      },
    })
  }
  if (ended.length > 0) {
    notices.push({
      ...base,
      type: 'conflict.ended',
      title: ended.length === 1 ? '1 conflict is over' : `${ended.length} conflicts are over`,
      text: linesOf(ended, ({ sentence }) => `No longer: ${sentence}`),
      data: {
        total: ended.length,
        conflicts: ended
          .slice(0, MOST_HELD)
          .map((one) => ({ ...factsOf(one), firstSeen: new Date(one.firstSeen).toISOString() })),
      },
    })
  }
  return notices
}

function linesOf(all: readonly ToldConflict[], text: (one: ToldConflict) => string): string {
  const lines = all.slice(0, MOST_NAMED).map((one) => {
    const owners = ownersOf(one)
    return owners.length === 0 ? text(one) : `${text(one)} (${owners.join(', ')})`
  })
  const more = all.length > MOST_NAMED ? [`And ${all.length - MOST_NAMED} more: pmo conflicts`] : []
  return [...lines, ...more].join('\n')
}

function factsOf(one: ToldConflict) {
  const { id, kind, sentence } = one
  return { conflict: id, kind, sentence, owners: ownersOf(one) }
}

function ownersOf({ parties }: ToldConflict): string[] {
  return [...new Set(parties.flatMap(({ owner }) => owner ?? []))]
}
