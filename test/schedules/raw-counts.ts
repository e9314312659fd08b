/** What standards count in a plan of Microsoft Project, read from its XML with nothing but patterns. */
export interface RawCounts {
  readonly links: number
  readonly leads: number
  readonly lags: number
  readonly finishToStart: number
  /** Leaves without actual finish, inactive ones left out. */
  readonly open: number
  readonly hard: number
  readonly constrained: number
  /** Without a predecessor, without a successor, without one of both. */
  readonly noPredecessor: number
  readonly noSuccessor: number
  readonly unlinked: number
  readonly highFloat: number
  readonly negativeFloat: number
  readonly longer: number
  /** Of a day or more, and of them those with neither resource nor cost. */
  readonly aDayOrMore: number
  readonly nobody: number
  readonly invalid: number
  readonly summaries: number
  readonly summaryLinks: number
  readonly milestones: number
  readonly baselined: number
  readonly leaves: number
}

const DAY = 480
const MONTHS = 44 * DAY
const HARD = new Set(['2', '3', '5', '7'])

/**
 * Counts by the words of the standards, not by ours: incomplete is what has no actual finish; slack is in tenths of a minute.
 *
 * @param native written by Microsoft Project itself; a converted file has no total slack of its own
 * @param computed the day up to when progress counts where the plan states no status date
 */
export function rawCounts(xml: string, native: boolean, computed: string): RawCounts {
  const status = /<StatusDate>([^<]*)</.exec(xml.slice(0, xml.indexOf('<Tasks')))?.[1] ?? computed
  const tasks = blocks(xml, 'Task').filter(
    (task) =>
      value(task, 'IsNull') !== '1' && value(task, 'UID') !== '0' && value(task, 'ExternalTask') !== '1',
  )
  const uids = new Set(tasks.map((task) => value(task, 'UID')))
  const summaries = new Set(
    tasks.filter((task) => value(task, 'Summary') === '1').map((task) => value(task, 'UID')),
  )
  const links = tasks.flatMap((task) =>
    blocks(task, 'PredecessorLink').map((link) => ({
      from: value(link, 'PredecessorUID'),
      to: value(task, 'UID'),
      type: value(link, 'Type'),
      lag: Number(value(link, 'LinkLag') ?? 0),
    })),
  )
  const leaves = tasks.filter((task) => value(task, 'Summary') !== '1' && value(task, 'Active') !== '0')
  const open = leaves.filter((task) => value(task, 'ActualFinish') === undefined)
  const starts = new Set(links.map(({ to }) => to))
  const ends = new Set(links.map(({ from }) => from))
  const staffed = new Set(
    blocks(xml, 'Assignment')
      .filter((one) => Number(value(one, 'ResourceUID')) > 0)
      .map((one) => value(one, 'TaskUID')),
  )
  const slackOf = (task: string): number => {
    const [total, start, finish] = ['TotalSlack', 'StartSlack', 'FinishSlack'].map(
      (name) => Number(value(task, name) ?? 0) / 10,
    )
    return native ? (total ?? 0) : Math.min(start ?? 0, finish ?? 0)
  }
  const of = (list: readonly string[], is: (task: string) => boolean): number => list.filter(is).length
  const has = (set: ReadonlySet<string | undefined>, task: string): boolean => set.has(value(task, 'UID'))
  const day = open.filter((task) => minutesOf(value(task, 'Duration')) >= DAY)
  return {
    links: links.length,
    leads: links.filter(({ lag }) => lag < 0).length,
    lags: links.filter(({ lag }) => lag > 0).length,
    finishToStart: links.filter(({ type }) => type === '1').length,
    open: open.length,
    hard: of(open, (task) => HARD.has(value(task, 'ConstraintType') ?? '0')),
    constrained: of(open, (task) => (value(task, 'ConstraintType') ?? '0') !== '0'),
    noPredecessor: of(open, (task) => !has(starts, task)),
    noSuccessor: of(open, (task) => !has(ends, task)),
    unlinked: of(open, (task) => !has(starts, task) || !has(ends, task)),
    highFloat: of(open, (task) => slackOf(task) > MONTHS),
    negativeFloat: of(open, (task) => slackOf(task) < 0),
    longer: of(open, (task) => minutesOf(promised(task, 'Duration') ?? value(task, 'Duration')) > MONTHS),
    aDayOrMore: day.length,
    nobody: of(day, (task) => !has(staffed, task) && Number(value(task, 'Cost') ?? 0) === 0),
    invalid: of(leaves, (task) => isInvalid(task, status)),
    summaries: summaries.size,
    summaryLinks: links.filter(({ from, to }) => summaries.has(from) || summaries.has(to)).length,
    milestones: of(tasks, (task) => value(task, 'Milestone') === '1' && uids.has(value(task, 'UID'))),
    baselined: of(leaves, (task) => promised(task, 'Finish') !== undefined),
    leaves: leaves.length,
  }
}

function isInvalid(task: string, status: string): boolean {
  const [start, finish] = [value(task, 'ActualStart'), value(task, 'ActualFinish')]
  if ((start ?? '') > status || (finish ?? '') > status) return true
  if (finish !== undefined) return false
  return (
    (start === undefined && (value(task, 'Start') ?? status) < status) ||
    (value(task, 'Finish') ?? status) < status
  )
}

/** A value of the baseline without a number. */
function promised(task: string, name: string): string | undefined {
  const baseline = blocks(task, 'Baseline').find((one) => (value(one, 'Number') ?? '0') === '0')
  return baseline === undefined ? undefined : value(baseline, name)
}

function blocks(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, inside = '']) => inside)
}

/** The text of an element, not of one of the same name further in. */
function value(block: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(withoutParts(block))?.[1]
}

const bare = new Map<string, string>()

function withoutParts(block: string): string {
  const known = bare.get(block)
  if (known !== undefined) return known
  const own = block.replaceAll(
    /<(PredecessorLink|Baseline|ExtendedAttribute|TimephasedData|OutlineCode)>.*?<\/\1>/gs,
    '',
  )
  bare.set(block, own)
  return own
}

/** `PT16H30M0S` in minutes. */
function minutesOf(duration: string | undefined): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(\d+)H(\d+)M(\d+)S$/.exec(duration ?? '') ?? []
  return Number(hours) * 60 + Number(minutes) + Number(seconds) / 60
}
