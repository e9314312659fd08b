import type { CheckSeverity } from '@headless-pmo/sdk'
import { VERSION } from '../../config/index.ts'
import {
  failures,
  writeReport,
  type CheckDocument,
  type DocumentFinding,
  type FailOn,
  type ReportFormat,
} from '../../standards/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'

type Finding = Awaited<ReturnType<Api['findings']['list']['query']>>['items'][number]
type Waiver = Awaited<ReturnType<Api['waivers']['list']['query']>>['items'][number]
type Results = Awaited<ReturnType<Api['standards']['results']['query']>>['items']

const PAGE = 500

/** How the report of `pmo check` is written, and what makes it fail. */
export interface ReportOptions {
  readonly format: ReportFormat
  readonly failOn: readonly FailOn[]
  /** The least severity at which an open finding is a breach. */
  readonly severity?: CheckSeverity
  /** File of the repository that results without an address are shown at (SARIF). */
  readonly path?: string
  /** Most findings that are written out. */
  readonly limit: number
}

/** What is told of: of which projects and rules; absent: of all. */
export interface ReportScope {
  readonly projects?: readonly string[]
  readonly rules?: readonly string[]
  /** Ids of plugins, or `house`. */
  readonly packs?: readonly string[]
}

/**
 * Writes what the rules say now to standard output in one of the forms that other tools read, and ends as it was asked to: with
 * `EXIT.attention` where something is so that it has to fail on.
 */
export async function reportCheck(
  context: CommandContext,
  api: Api,
  { scope, ...options }: ReportOptions & { readonly scope: ReportScope },
): Promise<number> {
  const { format, failOn, severity, path, limit } = options
  const document = await documentOf(api, scope, limit)
  context.output.write(
    writeReport(format, document, {
      ...(path !== undefined && { path }),
      ...(severity !== undefined && { severity }),
    }),
  )
  const listed = document.findings.length
  const all = document.counts.reduce((sum, { total }) => sum + total, 0)
  if (listed < all)
    context.output.note(`The report has the worst ${listed} of ${all} findings; --limit writes more.`)
  const why = failures(document, failOn, severity)
  for (const sentence of why) context.output.note(oneLine(`Fails: ${sentence}`))
  return why.length === 0 ? EXIT.ok : EXIT.attention
}

async function documentOf(api: Api, scope: ReportScope, limit: number): Promise<CheckDocument> {
  const { projects, packs } = scope
  const results = await resultsOf(api, scope)
  // Findings know their rules, and not where those come from.
  const rules = packs === undefined ? scope.rules : [...new Set(results.map(({ rule }) => rule))]
  const about = {
    ...(projects !== undefined && { project: [...projects] }),
    ...(rules !== undefined && { rule: [...rules] }),
  }
  const totals = await api.findings.totals.query(about)
  const judged = await allPages((page) => api.findings.judged.query({ ...about, ...page }))
  const undecided = await allPages((page) => api.findings.undecided.query({ ...about, ...page }))
  const found = await findingsOf(api, about, limit)
  const waivers = new Map(
    (await allPages((page) => api.waivers.list.query({ state: ['approved'], ...page }))).map((one) => [
      one.id,
      one,
    ]),
  )
  const told = new Map((await api.rules.list.query({})).rules.map((one) => [one.id, one]))
  const { asOf, ...sums } = totals
  const today = judged
    .map((one) => one.today)
    .toSorted()
    .at(-1)
  const known = new Map(results.map((one) => [one.rule, one]))
  const severities = new Map(results.map((one) => [`${one.rule}\n${one.unit}`, one.severity]))
  const judging = new Map(judged.map((one) => [one.rule, one]))
  return {
    ...(asOf !== undefined && { asOf }),
    ...(today !== undefined && { today }),
    toolVersion: VERSION,
    totals: sums,
    counts: found.counts,
    rules: [...judging.values()].map(({ rule, version }) => {
      const { title, severity, pack } = known.get(rule) ?? {}
      const { clause, why } = told.get(rule) ?? {}
      return {
        id: rule,
        version,
        ...(title !== undefined && { title }),
        ...(severity !== undefined && { severity }),
        ...(pack !== undefined && { pack }),
        ...(clause !== undefined && { clause }),
        ...(why !== undefined && { why }),
      }
    }),
    results: judged.map((one) => {
      const of = severities.get(`${one.rule}\n${one.unit}`)
      return of === undefined ? one : { ...one, severity: of }
    }),
    findings: found.items.map((finding) => documentFinding(finding, waivers)),
    undecided: undecided.flatMap(({ rule, version, unit, undecided: reasons }) =>
      reasons.map(({ verdict, message, count }) => ({ rule, version, unit, verdict, message, count })),
    ),
  }
}

async function findingsOf(
  api: Api,
  about: { readonly project?: string[]; readonly rule?: string[] },
  limit: number,
) {
  const items: Finding[] = []
  let page: Awaited<ReturnType<Api['findings']['list']['query']>> | undefined
  do {
    page = await api.findings.list.query({
      ...about,
      state: ['open', 'waived'],
      limit: Math.min(limit - items.length, PAGE),
      ...(page?.next !== undefined && { cursor: page.next }),
    })
    items.push(...page.items)
  } while (page.next !== undefined && items.length < limit)
  return { items, counts: page.counts }
}

async function resultsOf(api: Api, scope: ReportScope): Promise<Results> {
  const { projects, rules, packs } = scope
  return allPages((page) =>
    api.standards.results.query({
      ...(projects !== undefined && { projects: [...projects] }),
      ...(rules !== undefined && { rules: [...rules] }),
      ...(packs !== undefined && { packs: [...packs] }),
      ...page,
    }),
  )
}

async function allPages<T>(
  ask: (page: {
    readonly limit: number
    readonly cursor?: string
  }) => Promise<{ readonly items: readonly T[]; readonly next?: string | undefined }>,
): Promise<T[]> {
  const all: T[] = []
  let next: string | undefined
  do {
    const page = await ask({ limit: PAGE, ...(next !== undefined && { cursor: next }) })
    all.push(...page.items)
    next = page.next
  } while (next !== undefined)
  return all
}

function documentFinding(finding: Finding, waivers: ReadonlyMap<string, Waiver>): DocumentFinding {
  const { waiver: id, ...rest } = finding
  const waiver = id === undefined ? undefined : waivers.get(id)
  return {
    ...rest,
    ...(waiver !== undefined && {
      waiver: { id: waiver.id, reason: waiver.reason, until: waiver.until },
    }),
  }
}
