import type { CheckProject, Sourced, WorkItem } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { ComputePool } from '../../../compute/index.ts'
import type { Database } from '../../../database/index.ts'
import type { FactCollector, FactMarks } from '../../facts/index.ts'
import { packPages } from '../../facts/packed-text.ts'
import type { Judgement } from '../../findings/index.ts'
import type { StandardsParts } from '../standards-parts.ts'
import { StandardsService } from '../service.ts'
import { hostileChecks, sampleRules, type SampleSetting } from './sample-rules.ts'

type Item = Sourced<WorkItem>

/** Rules that are on in a world unless a test says otherwise: those that behave. */
const OFF: Readonly<Record<string, SampleSetting>> = Object.fromEntries(
  hostileChecks
    .filter(({ manifest }) => manifest.id.startsWith('hostile.'))
    .map(({ manifest }) => [manifest.id, { enabled: false }]),
)

/** Has the change feed tell of a new item of this name, and waits until it does. */
export type Change = (ref: string) => Promise<void>

let touches = 0

/** A small portfolio that a test changes, with a service over it and what was handed to the findings. */
export class SampleWorld {
  projects: CheckProject[] = [
    { id: 'shop', title: 'Shop' },
    { id: 'dock', title: 'Dock' },
  ]
  items: Item[] = []
  settings: Readonly<Record<string, SampleSetting>> = {}
  marks: Map<string, FactMarks> = new Map()
  membership = '1'
  now = Temporal.Instant.from('2027-03-01T10:00:00Z')
  /** How often the findings were told to tell what is new. */
  announced = 0
  readonly judgements: Judgement[] = []
  readonly retired: { readonly unit: string; readonly rules?: readonly string[] }[] = []
  /** Units whose data was taken, in the order in which it was. */
  readonly packed: string[] = []
  /** Throws in the place of packing, where a test sets it. */
  onPack: (unit: string) => void = () => undefined
  onRecord: (judgement: Judgement) => void = () => undefined
  readonly service: StandardsService
  readonly #change: Change
  readonly #affected = new Map<number, string>()
  readonly #database: Database

  constructor(
    database: Database,
    { compute, change }: { readonly compute: ComputePool; readonly change: Change },
    more: Partial<StandardsParts> = {},
  ) {
    this.#database = database
    this.#change = change
    this.service = new StandardsService({
      database,
      compute,
      registry: { checks: () => hostileChecks },
      facts: this.#facts(),
      scoped: async () => [],
      projectsOf: async () => new Map(),
      rules: async () => sampleRules(hostileChecks, { ...OFF, ...this.settings }),
      findings: {
        record: async (_, judgement) => {
          this.onRecord(judgement)
          this.judgements.push(judgement)
          const opened = judgement.judged.reduce((sum, { outcome }) => sum + outcome.failures.length, 0)
          return { opened, seenAgain: 0, resolved: 0, reopened: 0, waived: 0 }
        },
        retire: async (_, gone) => {
          this.retired.push({ unit: gone.unit, ...(gone.rules !== undefined && { rules: gone.rules }) })
          return 0
        },
        announce: async () => {
          this.announced += 1
        },
        standing: async () => [{ rule: 'fair.not-too-long', open: 1, waived: 2, doubted: 1 }],
      },
      zone: 'UTC',
      now: () => this.now,
      holder: 'test:1:a',
      isGone: () => false,
      ...more,
    })
  }

  item(project: string | undefined, ref: string, more: Partial<Item> = {}): void {
    const basis = { kind: 'workItem', connection: 'gh', container: 'C', type: 'task', title: ref } as const
    this.items.push({ ...basis, ref, project, status: 'Open', statusCategory: 'todo', ...more })
  }

  /** Lets the change feed tell of a change that concerns a unit. */
  async touch(unit: string): Promise<void> {
    await this.#change(`touch-${(touches += 1)}`)
    const { rows } = await sql<{ id: number }>`select max(id) as id from pmo.record`.execute(
      this.#database.root,
    )
    this.#affected.set(rows[0]?.id ?? 0, unit)
  }

  #facts(): FactCollector {
    return {
      pack: async (unit) => {
        const key = unit === 'portfolio' ? unit : (unit.project ?? 'unassigned')
        this.packed.push(key)
        this.onPack(key)
        return {
          projects: this.projects,
          records: packPages(this.items),
          facts: {},
          size: this.items.length,
        }
      },
      packDates: async (_, packed) => packed,
      projects: async () => this.projects,
      fingerprints: async () => this.marks,
      affectedBy: async (records) => new Set(records.flatMap((id) => this.#affected.get(id) ?? [])),
      membership: async () => this.membership,
    }
  }
}
