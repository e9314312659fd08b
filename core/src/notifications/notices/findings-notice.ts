import type { Notice } from './notice.ts'

/** Findings that a text names; waivers that the data holds. */
const MOST_NAMED = 5
const MOST_HELD = 20

/** A finding, as far as it is told. */
export interface ToldFinding {
  readonly id: string
  readonly rule: string
  readonly severity: 'info' | 'warning' | 'error'
  readonly message: string
  readonly project?: string
  readonly owner?: string
  readonly due?: string
  readonly action?: { readonly text: string }
}

/** What has happened to findings and waivers since it was last told. */
export interface FindingChange {
  readonly findings: readonly {
    readonly type: 'opened' | 'resolved' | 'reopened'
    readonly total: number
    /** The worst of them. */
    readonly worst: readonly ToldFinding[]
  }[]
  readonly waivers: readonly {
    readonly id: string
    readonly rule: string
    readonly project: string | null
    readonly reason: string
    readonly until: string
    readonly reopened: number
  }[]
}

const WORDS = {
  opened: ['1 new finding', 'new findings'],
  resolved: ['1 finding is resolved', 'findings are resolved'],
  reopened: ['1 finding came again', 'findings came again'],
} as const

/** What is told of findings: all of a kind in one notification, however many; and the waivers that ended. Pure. */
export function findingNotices(
  { findings, waivers }: FindingChange,
  facts: { readonly at: string; readonly url?: string },
): readonly Notice[] {
  const base = { at: facts.at, ...(facts.url !== undefined && { url: facts.url }) }
  const notices: Notice[] = findings.flatMap(({ type, total, worst }): Notice[] => {
    if (total === 0) return []
    const [one, many] = WORDS[type]
    const projects = new Set(worst.map(({ project }) => project))
    const [project] = projects
    return [
      {
        ...base,
        // All of one project, and all of them are known: it is about that project.
        ...(projects.size === 1 && worst.length === total && project !== undefined && { project }),
        type: `finding.${type}`,
        title: total === 1 ? one : `${total} ${many}`,
        text: linesOf(worst, total, type === 'resolved'),
        data: { total, findings: worst.slice(0, MOST_HELD).map(factsOf) },
      },
    ]
  })
  if (waivers.length > 0) {
    const named = waivers.slice(0, MOST_NAMED).map((one) => {
      const where = one.project === null ? '' : ` in ${one.project}`
      return `${one.rule}${where}, until ${one.until}: ${one.reason} Open again: ${one.reopened}.`
    })
    notices.push({
      ...base,
      type: 'waiver.expired',
      title: waivers.length === 1 ? 'A waiver has ended' : `${waivers.length} waivers have ended`,
      text: withMore(named, waivers.length, 'pmo waivers --state expired'),
      data: {
        total: waivers.length,
        waivers: waivers.slice(0, MOST_HELD).map(({ id, rule, project, reason, until, reopened }) => ({
          waiver: id,
          rule,
          ...(project !== null && { project }),
          reason,
          until,
          reopened,
        })),
      },
    })
  }
  return notices
}

function linesOf(worst: readonly ToldFinding[], total: number, isOver: boolean): string {
  const lines = worst.slice(0, MOST_NAMED).map(({ message, action, owner, project }) => {
    const who = [project, owner].filter((part) => part !== undefined).join(', ')
    const what = isOver ? `No longer: ${message}` : [message, action?.text].filter(Boolean).join(' ')
    return who === '' ? what : `${what} (${who})`
  })
  return withMore(lines, total, isOver ? 'pmo findings --state resolved' : 'pmo findings')
}

function withMore(lines: readonly string[], total: number, command: string): string {
  const more = total > lines.length ? [`And ${total - lines.length} more: ${command}`] : []
  return [...lines, ...more].join('\n')
}

function factsOf({ id, rule, severity, message, project, owner, due }: ToldFinding) {
  return {
    finding: id,
    rule,
    severity,
    sentence: message,
    ...(project !== undefined && { project }),
    ...(owner !== undefined && { owner }),
    ...(due !== undefined && { due }),
  }
}
