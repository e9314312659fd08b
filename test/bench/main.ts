import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../support/postgres-cluster.ts'
import { measureAuthoring } from './authoring.ts'
import { measureBigPlan, TASKS } from './big-plan-bench.ts'
import { runScenario } from './child.ts'
import { measureDashboard } from './dashboard.ts'
import type { ForecastWork, Took } from './forecast.ts'
import { measureIsolation } from './isolation.ts'
import type { Cost } from './measure.ts'
import { measurePluginStart } from './start-plugins.ts'
import { measureStart } from './start.ts'
import { ACTIVITIES, measureTaskJuggler } from './taskjuggler.ts'
import { pagesAsked, TRACKERS, type BenchRequest, type BenchTracker } from './trackers.ts'

// Ratios against a floor that is measured in the same run. `BENCH_ISSUES` sets the size.
const ISSUES = Number(process.env['BENCH_ISSUES'] ?? 100_000)

interface RunSummary {
  readonly state: string
  readonly requests: number
  readonly items: number
  readonly written: number
  readonly reasons: readonly string[]
}
interface SyncFigures {
  readonly full: Cost & { readonly run: RunSummary }
  readonly again: Cost & { readonly run: RunSummary }
  readonly exported: Cost & { readonly bytes: number }
}
interface FloorFigures {
  readonly cost: Cost
  readonly rows: number
}

const home = mkdtempSync(join(tmpdir(), 'pmo-bench-'))
const round = (value: number, digits = 2): string => value.toFixed(digits)
const seconds = (ms: number): string => `${round(ms / 1000, 1)} s`

function line(what: string, value: string, aim = ''): void {
  console.log(`${what.padEnd(66)} ${value.padStart(12)}  ${aim}`)
}

async function syncBench(tracker: BenchTracker): Promise<void> {
  await using simulator = await tracker.start(ISSUES, home)
  const upstream = {
    PMO_BENCH_TRACKER: tracker.name,
    PMO_BENCH_URL: simulator.url,
    PMO_BENCH_TOKEN: simulator.token,
  }
  await using cluster = await startCluster({ fsync: true })

  let requests: readonly BenchRequest[] = []
  for (const database of tracker.databases) {
    const dataDir = join(home, `data-${tracker.name}-${database}`)
    const postgres = database === 'PostgreSQL' ? { databaseUrl: cluster.url() } : {}
    await simulator.control('DELETE', '/requests')
    const sync = await runScenario<SyncFigures>('sync-run.ts', { dataDir, ...postgres }, upstream)
    if (requests.length === 0) requests = await pagesAsked(tracker, simulator)
    const input = { requests, headers: tracker.headers(simulator) }
    const fetchOnly = await runScenario<FloorFigures>('page-floor.ts', { ...input, fetchOnly: true })
    const floorHome = database === 'PostgreSQL' ? postgres : { dataDir: join(home, `floor-${tracker.name}`) }
    const floor = await runScenario<FloorFigures>('page-floor.ts', { ...input, ...floorHome })
    report({ title: `${tracker.title}, ${database}`, sync, floor, fetchOnly })
  }
}

function report({
  title,
  sync,
  floor,
  fetchOnly,
}: {
  readonly title: string
  readonly sync: SyncFigures
  readonly floor: FloorFigures
  readonly fetchOnly: FloorFigures
}): void {
  const { full, again, exported } = sync
  console.log(
    `\n${title}: full sync of ${ISSUES} issues (${full.run.state}, ${full.run.items} items, ${full.run.requests} requests)`,
  )
  for (const reason of full.run.reasons) console.log(`  ${reason}`)
  line(
    '  wall time over bare fetch + JSON.parse + one insert a page',
    round(full.wallMs / floor.cost.wallMs),
    'aim ≤ 2.5 with PostgreSQL',
  )
  line(
    "  the same without the server's share",
    round((full.wallMs - fetchOnly.cost.wallMs) / (floor.cost.wallMs - fetchOnly.cost.wallMs)),
  )
  line(
    '  wall / floor / fetch alone',
    `${seconds(full.wallMs)} / ${seconds(floor.cost.wallMs)} / ${seconds(fetchOnly.cost.wallMs)}`,
  )
  line('  CPU of our process / of the floor', `${seconds(full.cpuMs)} / ${seconds(floor.cost.cpuMs)}`)
  line('  peak memory above the idle server, MiB', round(full.peakMiB - full.idleMiB, 0), 'aim < 600')
  line('  longest block of the main loop during the sync, ms', round(full.longestBlockMs, 0), 'aim ≤ 50')
  line(
    '  longest block of the main loop during the export, ms',
    round(exported.longestBlockMs, 0),
    'aim ≤ 50',
  )
  line('  export', `${seconds(exported.wallMs)} for ${round(exported.bytes / 1e6, 0)} MB`)
  line('  unchanged sync: requests', String(again.run.requests), 'delta: constant')
  line('  unchanged sync: rows written outside the run', String(again.run.written), 'aim 0')
  line('  unchanged sync: wall', seconds(again.wallMs))
}

async function startBench(): Promise<void> {
  const start = await measureStart()
  console.log('\nStart')
  line(
    '  healthy /health over opening an empty embedded database',
    round(start.healthyMs / start.floorMs),
    'aim ≤ 2',
  )
  line('  wall / floor', `${seconds(start.healthyMs)} / ${seconds(start.floorMs)}`)
  line(
    '  second start over opening a database that is there',
    round(start.againHealthyMs / start.againFloorMs),
  )
  line('  wall / floor', `${seconds(start.againHealthyMs)} / ${seconds(start.againFloorMs)}`)
}

/** Plugins of a large installation. */
const PLUGINS = 50

async function pluginStartBench(): Promise<void> {
  const { noneMs, manyMs, active, ran } = await measurePluginStart(PLUGINS)
  console.log('\nStart with plugins')
  line(`  ${PLUGINS} plugins with manifests above none`, seconds(manyMs - noneMs), 'aim ≤ 1 s')
  line('  with them / with none', `${seconds(manyMs)} / ${seconds(noneMs)}`)
  line('  plugins that work', String(active), `aim ${PLUGINS}`)
  line('  plugins whose code ran', ran ? 'some' : 'none', 'aim none')
}

/** Size of the sync that is done inline and isolated. */
const ISOLATED_ISSUES = Number(process.env['BENCH_ISOLATED_ISSUES'] ?? 20_000)

async function isolationBench(): Promise<void> {
  const { inlineMs, isolatedMs, boundary } = await measureIsolation(home, {
    issues: ISOLATED_ISSUES,
    rounds: 2,
  })
  const { pages, inline, apart } = boundary
  console.log(`\nA plugin in a process of its own: full sync of ${ISOLATED_ISSUES} issues, embedded database`)
  line('  wall over inline', round(isolatedMs / inlineMs), 'aim ≤ 1.4')
  line('  isolated / inline', `${seconds(isolatedMs)} / ${seconds(inlineMs)}`)
  line('  wall of reading and mapping over inline, nothing stored', round(apart.wallMs / inline.wallMs))
  line('  a page on the boundary, ms', round(apart.wallMs - inline.wallMs), `mean of ${pages} pages`)
  line(
    '  CPU of the server for a page, isolated / inline, ms',
    `${round(apart.cpuMs, 1)} / ${round(inline.cpuMs, 1)}`,
  )
}

async function planBench(): Promise<void> {
  const { megabytes, written, sax, stream, mapped, sync } = await measureBigPlan(home)
  console.log(`\nA plan of ${TASKS} tasks (${round(megabytes, 0)} MB of XML)`)
  line('  reading it over a bare SAX pass', round(stream.wallMs / sax.wallMs), 'aim ≤ 3')
  line('  the same with the mapping', round(mapped.wallMs / sax.wallMs))
  line(
    '  read / with mapping / SAX',
    `${seconds(stream.wallMs)} / ${seconds(mapped.wallMs)} / ${seconds(sax.wallMs)}`,
  )
  line('  peak memory of reading above idle, MiB', round(stream.peakMiB - stream.idleMiB, 0), 'aim < 300')
  line('  the same with the mapping, MiB', round(mapped.peakMiB - mapped.idleMiB, 0), 'aim < 300')
  line('  writing it', seconds(written.wallMs))
  for (const [database, { full, again }] of Object.entries(sync)) {
    const { state, items } = full.run
    line(`  sync, ${database} (${state}, ${items} items)`, seconds(full.wallMs))
    line('    peak memory above the idle server, MiB', round(full.peakMiB - full.idleMiB, 0))
    line('    longest block of the main loop, ms', round(full.longestBlockMs, 0), 'aim ≤ 50')
    line('    unchanged: rows written', String(again.run.written), 'aim 0')
  }
}

function authoringBench(): void {
  const { commands, seconds: took, laws, lines } = measureAuthoring()
  const all = lines.connector + lines.wire + lines.fake + lines.test
  console.log('\nA plugin of one’s own')
  line('  commands from `plugin new` to a green conformance run', String(commands ?? 'not green'), 'aim 2')
  line('  of that, waiting', `${round(took, 1)} s`, `${laws} laws kept`)
  line('  lines of code of the connector', String(lines.connector), 'the sketch in the design: 43')
  line('  lines of its wire format, list and mapping', String(lines.wire))
  line('  lines of the fake tracker', String(lines.fake))
  line('  lines of the tests', String(lines.test))
  line('  lines of the whole package, all written by `plugin new`', String(all))
}

async function taskJugglerBench(): Promise<void> {
  const figures = await measureTaskJuggler()
  console.log(`\nThe schedule of ${ACTIVITIES} tasks against TaskJuggler`)
  if (figures === undefined) {
    line('  TaskJuggler is not installed (Debian: apt-get install tj3)', 'not measured')
    return
  }
  const { theirsMs, theirStartMs, oursFirstMs, oursMs, different } = figures
  line('  its time without its start over ours', round((theirsMs - theirStartMs) / oursMs, 0), 'aim ≥ 100')
  line('  the same over the first schedule of a process', round((theirsMs - theirStartMs) / oursFirstMs, 0))
  line('  TaskJuggler / of that its start', `${seconds(theirsMs)} / ${seconds(theirStartMs)}`)
  line('  ours, first / again, ms', `${round(oursFirstMs, 1)} / ${round(oursMs, 1)}`)
  line('  tasks with other dates', String(different), 'aim 0')
}

interface ScheduleFigures {
  readonly bareOrder: number
  readonly barePasses: number
  readonly schedule: number
  readonly open: number
  readonly slips: number
  readonly slipMedian: number
  readonly slipWorst: number
  readonly mostReached: number
}

async function scheduleBench(): Promise<void> {
  const items = Number(process.env['BENCH_ITEMS'] ?? 1_000_000)
  const figures = await runScenario<ScheduleFigures>('critical-path-run.ts', { items, rounds: 7 })
  const { bareOrder, barePasses, schedule, open, slips, slipMedian, slipWorst, mostReached } = figures
  console.log(`\nThe critical path of ${items} items and twice as many links in seven calendars, in memory`)
  line(
    '  ordering and both passes over bare ones without calendars',
    round(schedule / (bareOrder + barePasses)),
    'aim ≤ 4',
  )
  line('  ours, ms', round(schedule, 0))
  line('  bare order + passes, ms', `${round(bareOrder, 0)} + ${round(barePasses, 0)}`)
  line(
    `  one slip that reaches ≤ 1 %, median of ${slips}, % of all`,
    round((slipMedian / schedule) * 100),
    'aim ≤ 2',
  )
  line('  the slowest of them, % of all', round((slipWorst / schedule) * 100), `up to ${mostReached} items`)
  line('  opening a schedule for slips, once, ms', round(open, 0))
}

interface JudgedFigures {
  readonly rules: number
  readonly floor: Cost
  readonly full: Cost & { readonly units: number }
  readonly none: Cost
  readonly few: Cost & { readonly units: number }
  readonly spread: Cost & { readonly units: number }
  /** After a change that dates hang on. */
  readonly moved: Cost & { readonly units: number }
}

async function standardsBench(): Promise<void> {
  const items = Number(process.env['BENCH_ITEMS'] ?? 1_000_000)
  const projects = Math.max(10, Math.round(items / 1000))
  await using cluster = await startCluster({ fsync: true })
  const input = { items, projects, url: cluster.url() }
  const { rules, floor, full, none, few, spread, moved } = await runScenario<JudgedFigures>(
    'standards-run.ts',
    input,
  )
  console.log(`\n${rules} rules of four packs over ${items} items in ${projects} projects, PostgreSQL`)
  line('  judging all of it over reading the same rows once', round(full.wallMs / floor.wallMs), 'aim ≤ 5')
  line('  wall / floor', `${seconds(full.wallMs)} / ${seconds(floor.wallMs)}`)
  // Of this process alone, its threads included: on a machine that others use too it says more than the clock does.
  line('  processor time / floor', `${seconds(full.cpuMs)} / ${seconds(floor.cpuMs)}`)
  line('  peak memory above idle, MiB', round(full.peakMiB - full.idleMiB, 0))
  line('  longest block of the main loop, ms', round(full.longestBlockMs, 0), 'aim ≤ 50')
  line('  nothing new, % of that', round((none.wallMs / full.wallMs) * 100))
  line(
    `  100 items in 10 projects (${few.units} judged), % of that`,
    round((few.wallMs / full.wallMs) * 100),
    'aim ≤ 1',
  )
  line(
    `  100 items in 100 projects (${spread.units} judged), % of that`,
    round((spread.wallMs / full.wallMs) * 100),
  )
  line(
    `  100 items with other dates in 10 projects (${moved.units} judged), % of that`,
    round((moved.wallMs / full.wallMs) * 100),
  )
  line('  wall of the four', [none, few, spread, moved].map(({ wallMs }) => seconds(wallMs)).join(' / '))
  line('  their processor time', [none, few, spread, moved].map(({ cpuMs }) => seconds(cpuMs)).join(' / '))
}

interface LoadFigures {
  readonly all: number
  readonly computed: number
  readonly longestBlock: number
}

async function loadBench(): Promise<void> {
  const items = ISSUES
  const figures = await runScenario<Record<'first' | 'again', LoadFigures>>('portfolio-load-run.ts', {
    items,
  })
  console.log(`\nThe schedule of ${items} items with their links out of the embedded database`)
  for (const [title, { all, computed, longestBlock }] of [
    ['everything', figures.first],
    ['after 100 changes', figures.again],
  ] as const) {
    line(`  ${title}`, seconds(all))
    line(
      '    of that reading and handing over / building and scheduling',
      `${seconds(all - computed)} / ${seconds(computed)}`,
    )
    line('    longest block of the main loop, ms', round(longestBlock, 0), 'aim ≤ 50')
  }
}

/** Items of the network that is simulated, and how often. */
const SIMULATED = { items: 1000, iterations: 100_000, rounds: 3 }

async function forecastBench(): Promise<void> {
  const figures = await runScenario<Record<ForecastWork, Took> & { readonly threads: number }>(
    'forecast.ts',
    SIMULATED,
  )
  const { floor, floorDraw, alike, mixed, critical, whole, threads } = figures
  const { items, iterations } = SIMULATED
  console.log(`\nForecast: ${iterations} iterations of ${items} linked items, ${threads} threads`)
  const over = (one: Took): string => round(one.wall / (floor.wall / threads))
  line('  wall over (drawing + bare forward passes) / cores', over(alike), 'aim ≤ 1.5')
  line('  CPU over the same of one thread', round(alike.cpu / floor.cpu))
  line('  one item in 20 in another calendar: wall over the same', over(mixed))
  line('  CPU over the same of one thread', round(mixed.cpu / floor.cpu))
  line('  with criticality: wall over the same', over(critical))
  line('  with criticality, quantiles and sensitivity', over(whole))
  line(
    '  simulated / floor of one thread / of that drawing',
    `${seconds(alike.wall)} / ${seconds(floor.wall)} / ${seconds(floorDraw.wall)}`,
  )
}

// The processes that are started here do not keep this one alive; waiting for them must.
const alive = setInterval(() => {}, 1000)

/** The value below which a share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

async function dashboardBench(): Promise<void> {
  const items = Number(process.env['BENCH_ITEMS'] ?? 100_000)
  const projects = Math.min(200, items)
  const { first, again, actions, interactions, longTasks } = await measureDashboard({ items, projects })
  const ms = (value: number): string => `${round(value, 0)} ms`
  console.log(`dashboard: ${items} items in ${projects} projects, PostgreSQL, Chromium's own entries`)
  line('first view of the portfolio, nothing computed yet', ms(first))
  line('first view of the portfolio, again', ms(again))
  for (const { what, times } of actions) {
    line(
      `${what}, from the action to its paint: median, p95`,
      `${ms(quantile(times, 0.5))}, ${ms(quantile(times, 0.95))}`,
    )
  }
  line(
    `interaction to next paint, p95 of ${interactions.length}`,
    ms(quantile(interactions, 0.95)),
    'aim: ≤ 200 ms',
  )
  line(
    'tasks above 50 ms',
    longTasks.length === 0 ? 'none' : longTasks.map((task) => round(task, 0)).join(', '),
  )
}

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  authoring: authoringBench,
  start: startBench,
  plugins: pluginStartBench,
  isolation: isolationBench,
  plan: planBench,
  schedule: scheduleBench,
  load: loadBench,
  standards: standardsBench,
  dashboard: dashboardBench,
  taskjuggler: taskJugglerBench,
  forecast: forecastBench,
  ...Object.fromEntries(TRACKERS.map((tracker) => [tracker.name, () => syncBench(tracker)])),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => PARTS[name] === undefined)
if (unknown.length > 0)
  throw new Error(`There is no bench "${unknown.join('", "')}"; there are ${Object.keys(PARTS).join(', ')}.`)
try {
  for (const [name, run] of Object.entries(PARTS))
    if (wanted.length === 0 || wanted.includes(name)) await run()
} finally {
  clearInterval(alive)
  rmSync(home, { recursive: true, force: true })
}
