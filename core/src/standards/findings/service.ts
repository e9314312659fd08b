import type { CheckSeverity } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { Database, Tx } from '../../database/index.ts'
import type { Finding, FindingEvent, NamedEvidence } from './finding.ts'
import type { FindingDelta, Judgement, UndecidedSubjects } from './judgement.ts'
import { assignedItem } from './assigned-item.ts'
import { assertProjects } from './known-projects.ts'
import { ASSIGNEE } from './owner-role.ts'
import { ownerFilter, projectOwner, type OwnerSource, type ProjectOwners } from './owners.ts'
import {
  countFindings,
  findFinding,
  findingEvents,
  listFindings,
  listJudged,
  listUndecided,
  sumJudged,
  type FindingFilter,
  type JudgedFilter,
  type JudgedRow,
  type VerdictFilter,
} from './queries-list.ts'
import { projectsWithFindings, standingByRule } from './queries-doubts.ts'
import { takeNews, type NewsType, type WaiverNews } from './queries-news.ts'
import { forgetJudged, liveFindings, makeNews, resolveFindings } from './queries-record.ts'
import { recordJudgement } from './record.ts'
import type { FindingRecorder, Retired } from './recorder.ts'
import type { Waiver } from './waiver.ts'
import { listWaivers } from './waiver-queries.ts'

/** Findings that a notification names. */
const MOST_TOLD = 20
/** Events of a finding that are shown. */
const MOST_EVENTS = 200

/** What has happened to findings and waivers since it was last told. */
export interface FindingNews {
  /** By what happened; the worst findings of each with their owners. */
  readonly findings: readonly {
    readonly type: NewsType
    readonly total: number
    readonly worst: readonly Finding[]
  }[]
  /** Waivers that ended by themselves. */
  readonly waivers: readonly WaiverNews[]
}

export interface FindingParts {
  readonly database: Database
  readonly owners: OwnerSource
  /** Told in the transaction in which the news are taken. */
  readonly onNews?: (tx: Tx, news: FindingNews) => Promise<void>
}

/** Which findings are listed. */
export interface FindingQuestion extends Omit<FindingFilter, 'owner'> {
  /** Name of somebody, or what a rule names as its owner. */
  readonly owner?: string
}

/** How many subjects got each verdict, and how many findings stand in each state: nothing is hidden. */
export interface VerdictTotals {
  readonly pass: number
  readonly fail: number
  readonly notApplicable: number
  readonly unknown: number
  readonly error: number
  /** Findings that are open, and those that somebody has accepted; both are among the failures. */
  readonly open: number
  readonly waived: number
  /** Of those two, the findings whose rule could not judge again what they are about. */
  readonly unconfirmed: number
  /** Instant of the last run; absent: nothing was judged yet. */
  readonly asOf?: string
}

/** A finding with what happened to it, and the waivers about it. */
export interface FindingDetail extends Finding {
  readonly evidence: readonly NamedEvidence[]
  readonly events: readonly FindingEvent[]
  readonly waivers: readonly Waiver[]
}

/** Subjects that one rule could not judge in one unit. */
export interface UndecidedEntry {
  readonly unit: string
  readonly rule: string
  readonly version: string
  readonly project?: string
  /** Instant. */
  readonly at: string
  readonly undecided: readonly UndecidedSubjects[]
}

/** Findings: kept by runs, read by everybody. */
export class FindingService implements FindingRecorder {
  readonly #parts: FindingParts

  constructor(parts: FindingParts) {
    this.#parts = parts
  }

  record(tx: Tx, judgement: Judgement): Promise<FindingDelta> {
    return recordJudgement(tx, judgement)
  }

  async retire(tx: Tx, { unit, rules, at, run }: Retired): Promise<number> {
    await makeNews(tx)
    let total = 0
    for await (const page of liveFindings(tx, unit, rules)) {
      total += page.length
      await resolveFindings(
        tx,
        page.map(({ id }) => id),
        { unit, at, run },
      )
    }
    await forgetJudged(tx, unit, rules)
    return total
  }

  async announce(): Promise<void> {
    const { database, onNews } = this.#parts
    const owners = await this.#parts.owners.projects()
    await database.transaction(async (tx) => {
      const taken = await takeNews(tx, MOST_TOLD)
      if (onNews === undefined || (taken.findings.length === 0 && taken.waivers.length === 0)) return
      const told: FindingNews['findings'][number][] = []
      for (const { type, total, ids } of taken.findings) {
        const worst: Finding[] = []
        for (const id of ids) {
          const finding = await findFinding(tx, id)
          if (finding !== undefined) worst.push(owned(finding, owners))
        }
        told.push({ type, total, worst })
      }
      await onNews(tx, { findings: told, waivers: taken.waivers })
    })
  }

  /**
   * A page of findings, the worst first, and of each severity the longest known. Open ones where no state is asked for.
   * @throws PmoError `invalid-request`; `not-found` for a project that there never was
   */
  async list({ owner, ...filter }: FindingQuestion): Promise<{
    readonly items: readonly Finding[]
    readonly next?: string
    readonly counts: Awaited<ReturnType<typeof countFindings>>
  }> {
    const { root } = this.#parts.database
    const owners = await this.#parts.owners.projects()
    await this.#known(filter.projects)
    const asked = {
      ...filter,
      ...(owner !== undefined && {
        owner: ownerFilter(owner, owners, await this.#parts.owners.assignedTo(owner)),
      }),
    }
    const { items, ...next } = await listFindings(root, asked)
    return {
      items: await this.#owned(items, owners),
      ...next,
      counts: await countFindings(root, asked),
    }
  }

  /** Open findings of a severity and worse, of a project; what gates and tripwires look at. */
  async openOf(project: string, severity: CheckSeverity): Promise<readonly Finding[]> {
    const open: Finding[] = []
    let cursor: string | undefined
    do {
      const page = await listFindings(this.#parts.database.root, {
        projects: [project],
        severity,
        limit: 500,
        cursor,
      })
      open.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined)
    return open
  }

  /** Whether a rule has judged anything, in whichever verdict. */
  async hasJudged(rule: string): Promise<boolean> {
    const { items } = await listJudged(this.#parts.database.root, { rules: [rule], limit: 1 })
    return items.length > 0
  }

  /** One finding, also when it is resolved. @throws PmoError `not-found` */
  async get(id: string): Promise<FindingDetail> {
    const { root } = this.#parts.database
    const found = await findFinding(root, id)
    if (found === undefined)
      throw new PmoError(
        'not-found',
        `There is no finding "${id.slice(0, 60)}"; \`pmo findings\` lists them.`,
      )
    const [finding = found] = await this.#owned([found], await this.#parts.owners.projects())
    const waivers = await listWaivers(root, { finding: id, limit: 100 })
    return {
      ...finding,
      evidence: await this.#named(finding.evidence),
      events: await findingEvents(root, id, MOST_EVENTS),
      waivers: waivers.items,
    }
  }

  standing(filter: VerdictFilter = {}): ReturnType<FindingRecorder['standing']> {
    return standingByRule(this.#parts.database.root, filter)
  }

  /** @throws PmoError `not-found` */
  async #known(projects: readonly string[] | undefined): Promise<void> {
    if (projects === undefined) return
    const known = new Set((await this.#parts.owners.projects()).keys())
    await assertProjects(projects, known, (ids) => projectsWithFindings(this.#parts.database.root, ids))
  }

  /** How many subjects got each verdict when they were judged last, and how many findings are open and waived. */
  async totals(filter: VerdictFilter = {}): Promise<VerdictTotals> {
    const { root } = this.#parts.database
    await this.#known(filter.projects)
    const { last, not_applicable, ...sums } = await sumJudged(root, filter)
    const standing = await standingByRule(root, filter)
    const of = (count: 'open' | 'waived' | 'doubted'): number =>
      standing.reduce((sum, { [count]: some }) => sum + some, 0)
    return {
      ...sums,
      notApplicable: not_applicable,
      open: of('open'),
      waived: of('waived'),
      unconfirmed: of('doubted'),
      ...(last !== null && { asOf: last }),
    }
  }

  /**
   * A page of what each rule said of each unit last, with its open and waived findings.
   * @throws PmoError `invalid-request`
   */
  async judged(
    filter: JudgedFilter,
  ): Promise<{ readonly items: readonly JudgedRow[]; readonly next?: string }> {
    await this.#known(filter.projects)
    return listJudged(this.#parts.database.root, filter)
  }

  /**
   * A page of what could not be judged, by unit and rule.
   * @throws PmoError `invalid-request`
   */
  async undecided(
    filter: JudgedFilter,
  ): Promise<{ readonly items: readonly UndecidedEntry[]; readonly next?: string }> {
    await this.#known(filter.projects)
    const { items, ...next } = await listUndecided(this.#parts.database.root, filter)
    return {
      items: items.map(({ project, ...row }) => ({ ...row, ...(project !== null && { project }) })),
      ...next,
    }
  }

  /** With what the records are called that are pointed at: refs of trackers tell nobody anything. */
  async #named(evidence: Finding['evidence']): Promise<readonly NamedEvidence[]> {
    const keys = evidence.map((piece) =>
      'record' in piece ? piece.record : 'item' in piece ? piece.item : undefined,
    )
    const records = keys.filter((key) => key !== undefined)
    const items = records.length === 0 ? [] : await this.#parts.owners.items(records)
    const itemOf = new Map(records.map((record, index) => [record, items[index]]))
    return evidence.map((piece, index) => {
      const key = keys[index]
      const called = key === undefined ? undefined : itemOf.get(key)
      return called === undefined ? piece : { ...piece, called }
    })
  }

  /** With owners and items looked up. */
  async #owned(
    all: readonly Finding[],
    owners: ReadonlyMap<string, ProjectOwners>,
  ): Promise<readonly Finding[]> {
    const source = this.#parts.owners
    const records = all.flatMap(({ subject }) => (subject.grain === 'item' ? [subject.record] : []))
    const actors = new Map(
      all.flatMap((finding) => {
        const item = finding.ownerRole === ASSIGNEE ? assignedItem(finding) : undefined
        return item === undefined ? [] : [[finding, item] as const]
      }),
    )
    const assigned = [...actors.values()]
    const items = records.length === 0 ? [] : await source.items(records)
    const names = assigned.length === 0 ? [] : await source.assignees(assigned)
    const itemOf = new Map(records.map((record, index) => [record, items[index]]))
    const nameOf = new Map([...actors.keys()].map((finding, index) => [finding, names[index]]))
    return all.map((finding) => {
      const { subject } = finding
      const item = subject.grain === 'item' ? itemOf.get(subject.record) : undefined
      const owner = nameOf.get(finding)
      return {
        ...owned(finding, owners),
        ...(item !== undefined && { item }),
        ...(owner !== undefined && { owner }),
      }
    })
  }
}

function owned(finding: Finding, owners: ReadonlyMap<string, ProjectOwners>): Finding {
  const owner = projectOwner(finding.ownerRole, finding.project, owners)
  return owner === undefined ? finding : { ...finding, owner }
}
