import type { FlowFact, FlowItem, RecordKey } from '@headless-pmo/sdk'
import type { EvidenceRow } from '../../portfolio/index.ts'
import { shown, type Figure, type FigureUnit } from '../figure.ts'
import { percentile } from './percentile.ts'

/** Names of items, for people. */
export type TitleOf = (item: RecordKey) => { readonly title: string; readonly key?: string } | undefined

const LEAST_SAMPLES = 5

/** The flow of a project as figures. */
export function flowTold(flow: FlowFact, titleOf: TitleOf): Figure[] {
  const active = flow.items.filter(({ state }) => state === 'active')
  const done = flow.items.filter(({ state, finished }) => state === 'done' && (finished ?? '') >= flow.from)
  const rows = (
    items: readonly FlowItem[],
    value: (item: FlowItem) => number | undefined,
    unit: FigureUnit,
  ) => rowsOf({ items, value, unit, titleOf })
  const window = `items that were done since ${flow.from}`
  const since =
    flow.historySince !== undefined && flow.historySince > flow.from
      ? [
          `Changes are known since ${flow.historySince.slice(0, 10)} alone; what was done before may be missing.`,
        ]
      : []
  const over = (id: string, title: string, more: Over): Figure => {
    const values = more.items.flatMap((item) => more.value(item) ?? [])
    const number = more.fold(values)
    return {
      id: `flow.${id}`,
      title,
      formula: more.formula,
      unit: more.unit,
      assumptions: since,
      coverage: { known: values.length, needed: more.items.length, of: more.of },
      ...rows(more.items, more.value, more.unit),
      ...(number !== undefined && { value: number }),
      ...(more.complete !== undefined && { complete: more.complete }),
    }
  }
  const cycle = (item: FlowItem) => item.cycleDays
  const knownStart = 'Let the tracker keep a history of states, or state when work began.'
  const percentiles = ([50, 85, 95] as const).map((share): Figure => {
    const figure = over(`cycle-p${share}`, `Cycle time, ${share} %`, {
      formula: `Elapsed days from begin to finish that ${share} % of the items done in the window did not exceed (nearest rank).`,
      unit: 'days',
      of: window,
      items: done,
      value: cycle,
      fold: (values) => percentile(values, share / 100),
      complete: knownStart,
    })
    const few = figure.coverage.known
    return few > 0 && few < LEAST_SAMPLES
      ? { ...figure, assumptions: [...since, `It rests on ${few} items alone.`] }
      : figure
  })
  return [
    {
      id: 'flow.wip',
      title: 'Work in progress',
      formula: 'Number of items that were begun and are not finished.',
      unit: 'items',
      ...(flow.items.length > 0 && { value: active.length }),
      coverage: { known: flow.items.length, needed: flow.items.length, of: 'items' },
      ...rows(active, () => 1, 'items'),
    },
    throughputTold(flow, since),
    ...percentiles,
    over('lead-p85', 'Lead time, 85 %', {
      formula:
        'Elapsed days from creation to finish that 85 % of the items done in the window did not exceed.',
      unit: 'days',
      of: window,
      items: done,
      value: leadDays,
      fold: (values) => percentile(values, 0.85),
    }),
    over('age-p85', 'Age of work in progress, 85 %', {
      formula: 'Elapsed days since work began that 85 % of the items in progress do not exceed.',
      unit: 'days',
      of: 'items in progress',
      items: active,
      value: ({ ageDays }) => ageDays,
      fold: (values) => percentile(values, 0.85),
      complete: knownStart,
    }),
    agingTold(flow, active, rows),
    efficiencyTold(done, window, rows),
    ...iterationsTold(flow, titleOf),
  ]
}

interface Over {
  readonly formula: string
  readonly unit: FigureUnit
  readonly of: string
  readonly items: readonly FlowItem[]
  readonly value: (item: FlowItem) => number | undefined
  readonly fold: (values: readonly number[]) => number | undefined
  readonly complete?: string
}

type Rows = (
  items: readonly FlowItem[],
  value: (item: FlowItem) => number | undefined,
  unit: FigureUnit,
) => Pick<Figure, 'evidence' | 'evidenceTotal'>

const MS_A_DAY = 86_400_000

function leadDays({ created, finished }: FlowItem): number | undefined {
  if (created === undefined || finished === undefined) return undefined
  return Math.max(0, Date.parse(finished) - Date.parse(created)) / MS_A_DAY
}

function throughputTold({ throughput, from, items }: FlowFact, assumptions: readonly string[]): Figure {
  const weeks = throughput.length
  const sum = throughput.reduce((all, { finished }) => all + finished, 0)
  return {
    id: 'flow.throughput',
    title: 'Throughput',
    formula: 'Items finished in the whole weeks of the window ÷ weeks.',
    unit: 'per week',
    ...(weeks > 0 && items.length > 0 && { value: sum / weeks }),
    ...(items.length === 0 && { unknown: 'There are no items.' }),
    assumptions,
    coverage: { known: weeks, needed: weeks, of: `weeks since ${from}` },
    evidence: throughput.map(({ week, finished }) => ({
      of: { kind: 'definition', field: `week of ${week}` },
      title: `Week of ${week}`,
      brings: { type: 'count', count: finished },
    })),
  }
}

/** Items older than 85 % of what the team has finished took: the alarm of the Kanban Guide's service level expectation. */
function agingTold({ cycle }: FlowFact, active: readonly FlowItem[], rows: Rows): Figure {
  const limit = cycle === undefined || cycle.samples < LEAST_SAMPLES ? undefined : cycle.p85
  const isOld = ({ ageDays }: FlowItem) =>
    ageDays === undefined || limit === undefined ? undefined : ageDays > limit
  const known = active.filter((item) => isOld(item) !== undefined)
  const old = active.filter((item) => isOld(item) === true)
  const isTold = limit !== undefined && (known.length > 0 || active.length === 0)
  return {
    id: 'flow.aging',
    title: 'Aging items',
    formula:
      "Number of items in progress for longer than 85 % of the items done in the window took: the team's own limit.",
    unit: 'items',
    coverage: { known: known.length, needed: active.length, of: 'items in progress whose begin is known' },
    ...rows(old, ({ ageDays }) => ageDays, 'days'),
    ...(isTold && { value: old.length }),
    ...(limit === undefined && {
      unknown: `Less than ${LEAST_SAMPLES} items with a known begin were done in the window, so that the team has no limit of its own.`,
    }),
    yardstick:
      limit === undefined
        ? 'No item is older than the team usually takes.'
        : `No item is in progress for more than ${Math.round(limit * 10) / 10} days.`,
    ...(isTold && {
      judged:
        old.length === 0
          ? { light: 'green', because: 'No item is older than the team usually takes.' }
          : {
              light: 'amber',
              because: `${old.length} of ${active.length} items in progress are older than the team usually takes.`,
            },
    }),
    action: 'Look at the oldest items first: finish them, split them, or put them back.',
  }
}

function efficiencyTold(done: readonly FlowItem[], window: string, rows: Rows): Figure {
  const known = done.filter(
    ({ activeDays, cycleDays }) => activeDays !== undefined && cycleDays !== undefined,
  )
  const sum = (value: (item: FlowItem) => number | undefined) =>
    known.reduce((all, item) => all + (value(item) ?? 0), 0)
  const [active, whole] = [sum(({ activeDays }) => activeDays), sum(({ cycleDays }) => cycleDays)]
  return {
    id: 'flow.efficiency',
    title: 'Flow efficiency',
    formula:
      'Days in progress and not blocked ÷ days from begin to finish, over the items done in the window.',
    unit: 'share',
    coverage: { known: known.length, needed: done.length, of: window },
    ...rows(done, ({ activeDays }) => activeDays, 'days'),
    ...(whole > 0 && { value: active / whole }),
    ...(known.length > 0 && whole === 0 && { unknown: 'The items took no time that could be told.' }),
  }
}

/** Spill-over and change of scope of the last iteration that is closed. */
function iterationsTold({ iterations }: FlowFact, titleOf: TitleOf): Figure[] {
  const last = iterations.findLast(({ state }) => state === 'closed')
  if (last === undefined) return []
  const share = (id: string, title: string, formula: string, keys: readonly RecordKey[]): Figure => {
    const committed = last.committed.length
    return {
      id: `flow.${id}`,
      title,
      formula,
      unit: 'ratio',
      method: `Of the last closed iteration, ${last.title}; what was in it at its start is its commitment.`,
      coverage: { known: committed, needed: committed, of: 'committed items' },
      evidence: keys.map((item) => ({ ...named(item, titleOf), brings: { type: 'count', count: 1 } })),
      ...(committed > 0 && { value: keys.length / committed }),
    }
  }
  return [
    share(
      'spill-over',
      'Spill-over',
      'Committed items that were not done at its end ÷ committed items.',
      last.spilled,
    ),
    share('scope-change', 'Change of scope', 'Items added after its start ÷ committed items.', last.added),
  ]
}

function rowsOf({
  items,
  value,
  unit,
  titleOf,
}: {
  readonly items: readonly FlowItem[]
  readonly value: (item: FlowItem) => number | undefined
  readonly unit: FigureUnit
  readonly titleOf: TitleOf
}): Pick<Figure, 'evidence' | 'evidenceTotal'> {
  const sorted = items.toSorted((a, b) => (value(b) ?? -1) - (value(a) ?? -1))
  return {
    evidence: sorted.slice(0, MOST_ROWS).map((item) => {
      const brings = value(item)
      return { ...named(item.item, titleOf), ...(brings !== undefined && { brings: shown(brings, unit) }) }
    }),
    evidenceTotal: items.length,
  }
}

const MOST_ROWS = 20

function named(item: RecordKey, titleOf: TitleOf): Pick<EvidenceRow, 'of' | 'title'> {
  const { title = item.ref, key } = titleOf(item) ?? {}
  return {
    of: { kind: 'workItem', connection: item.connection, ref: item.ref, ...(key !== undefined && { key }) },
    title,
  }
}
