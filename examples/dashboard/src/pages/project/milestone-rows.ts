import type { Outputs } from '../../ui/api-types.ts'
import { numberText } from '../../ui/format.ts'

/** Working minutes of a day, as the schedule counts float. */
const MINUTES_A_DAY = 480

type Scheduled = Outputs['schedule']['list']['items'][number]
type End = Outputs['forecast']['run']['ends'][number]
type Compared = Outputs['baselines']['compare']['items'][number]

/** A milestone with all that is known of its day. */
export interface MilestoneRow {
  readonly key: string
  readonly kind: Scheduled['kind']
  readonly title: string
  /** In its tracker. */
  readonly url?: string
  /** How `schedule.explain` is asked about it. */
  readonly item: string
  readonly isDone: boolean
  readonly isCritical: boolean
  readonly isLate: boolean
  /** Last day that keeps the promise. */
  readonly promised?: string
  /** Day by the baseline that counts. */
  readonly baseline?: string
  readonly scheduled?: string
  readonly p50?: string
  readonly p80?: string
  /** Chance that the promised day is kept, 0 to 1. */
  readonly chance?: number
  /** Working minutes by which it can slip; less than none: it is over its promise. */
  readonly float?: number
  /** What no tracker states of it. */
  readonly assumptions: readonly string[]
}

const keyOf = (one: { readonly kind: string; readonly connection?: string; readonly ref: string }): string =>
  JSON.stringify([one.kind, one.connection ?? '', one.ref])

/**
 * Puts together what the schedule, the forecast and the baseline say of milestones, by their day; those without one come
 * last. What one of them does not tell stays absent.
 */
export function milestoneRows(
  scheduled: readonly Scheduled[],
  ends: readonly End[],
  compared: readonly Compared[],
): MilestoneRow[] {
  const forecast = new Map(ends.map((end) => [keyOf(end), end]))
  const baseline = new Map(compared.map((one) => [keyOf(one), one.finish?.before]))
  const rows = scheduled.map((row): MilestoneRow => {
    const key = keyOf(row)
    const end = forecast.get(key)
    const promised = end?.promised?.day ?? row.deadlineDay
    const before = baseline.get(key)
    return {
      key,
      kind: row.kind,
      title: row.title,
      ...(row.url !== undefined && { url: row.url }),
      item: row.kind === 'project' ? row.ref : `${row.connection}/${row.ref}`,
      isDone: row.done,
      isCritical: row.critical,
      isLate: row.late,
      ...(promised !== undefined && { promised }),
      ...(before !== undefined && { baseline: before }),
      ...(row.finishDay !== undefined && { scheduled: row.finishDay }),
      ...(end?.p50 !== undefined && { p50: end.p50.day }),
      ...(end?.p80 !== undefined && { p80: end.p80.day }),
      ...(end?.promisedChance !== undefined && { chance: end.promisedChance }),
      ...(row.totalFloat !== undefined && { float: row.totalFloat }),
      assumptions: row.assumptions.map(({ basis }) => basis),
    }
  })
  return rows.toSorted((one, other) => (one.scheduled ?? '9999').localeCompare(other.scheduled ?? '9999'))
}

/** By how many working days a milestone can slip. Pure. */
export function floatText({ float }: Pick<MilestoneRow, 'float'>): string {
  return float === undefined ? 'unknown' : `${numberText(float / MINUTES_A_DAY)} d`
}
