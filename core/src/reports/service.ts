import { randomUUID } from 'node:crypto'
import type { ComputePool } from '../compute/index.ts'
import { PmoError, type PlannedReport } from '../config/index.ts'
import type { Database, Tx } from '../database/index.ts'
import type { DefinitionService } from '../definitions/index.ts'
import type { GovernanceService } from '../governance/index.ts'
import { filterRows, type Overview, type OverviewService } from '../overview/index.ts'
import { portfolioOf } from '../portfolio/index.ts'
import type { FindingService, ScorecardService } from '../standards/index.ts'
import { portfolioStatus } from './build/portfolio-status.ts'
import { projectStatus } from './build/project-status.ts'
import type { ReportFacts } from './build/report-facts.ts'
import { standardsReport } from './build/standards-report.ts'
import { instantText } from './build/tell-time.ts'
import {
  keepReport,
  keptDocument,
  keptReports,
  type KeptFilter,
  type KeptReport,
  type ReportScope,
} from './queries.ts'
import type { ReportFormat } from './report-format.ts'
import type { ReportDocument, ReportName } from './report-document.ts'
import { registered } from './report-registry.ts'
import { RENDER } from './tasks.ts'

export interface ReportParts {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly overview: Pick<OverviewService, 'all' | 'project' | 'settled'>
  readonly governance: Pick<GovernanceService, 'escalations'>
  readonly findings: Pick<FindingService, 'list'>
  readonly scorecards: Pick<ScorecardService, 'list'>
  /** Titles of rules by id. */
  readonly titles: () => Promise<ReadonlyMap<string, string>>
  readonly compute: ComputePool
  /** Reports that are made by schedule. */
  readonly planned: readonly PlannedReport[]
  readonly now: () => Temporal.Instant
  /** IANA zone in which plans say when they are made, and whose days a report is kept for. */
  readonly timeZone: string
  /** Told in the transaction that keeps a report of a plan. */
  readonly onReady?: (tx: Tx, ready: ReadyReport) => Promise<void>
}

/** A report that was made by its plan. */
export interface ReadyReport {
  readonly id: string
  readonly plan: string
  readonly report: ReportName
  readonly title: string
  readonly missing: number
  readonly project?: string
}

/** Which report is asked for. */
export interface ReportQuestion {
  readonly report: ReportName
  readonly project?: string
  readonly portfolio?: string
}

/** A report as a text. */
export interface RenderedReport {
  readonly report: ReportName
  readonly title: string
  readonly asOf: string
  readonly missing: readonly string[]
  readonly format: ReportFormat
  readonly text: string
}

/** Findings that a report tells, the worst first; the rest is counted. */
const MOST_FINDINGS = 200
/** How long a report waits for the newest rows and forecasts: less where a person does; what is behind then says so. */
const PATIENCE_MS = 8_000
const PLANNED_PATIENCE_MS = 300_000

/** Reports: made of what is known now, kept as they were made. */
export class ReportService {
  readonly #parts: ReportParts

  constructor(parts: ReportParts) {
    this.#parts = parts
  }

  /**
   * A report of now, or the last one that was kept with data of an instant or before: what was once reported is not made
   * again, since nobody could have read it.
   * @throws PmoError `not-found`, `invalid-request`
   */
  async get(
    question: ReportQuestion & { readonly asOf?: string; readonly format: ReportFormat },
  ): Promise<RenderedReport> {
    const { asOf, format, ...about } = question
    if (asOf === undefined) await this.#parts.overview.settled(PATIENCE_MS)
    const document = asOf === undefined ? await this.document(about) : await this.#past(about, asOf)
    return this.#rendered(document, format)
  }

  /** A kept report. @throws PmoError `not-found` */
  async kept(id: string, format: ReportFormat): Promise<RenderedReport> {
    const document = await keptDocument(this.#parts.database.root, id)
    if (document === undefined) {
      throw new PmoError(
        'not-found',
        `There is no report "${id.slice(0, 60)}"; \`pmo report list\` lists them.`,
      )
    }
    return this.#rendered(document, format)
  }

  /** Reports that were kept, the newest first. @throws PmoError `invalid-request` for a wrong cursor */
  async list(
    filter: Omit<KeptFilter, 'scope' | 'asOf'> & { readonly project?: string; readonly portfolio?: string },
  ): Promise<{ readonly items: readonly KeptReport[]; readonly next?: string }> {
    const { project, portfolio, ...rest } = filter
    const scope: ReportScope | undefined =
      project !== undefined
        ? { kind: 'project', id: project }
        : portfolio !== undefined
          ? { kind: 'portfolio', id: portfolio }
          : undefined
    return keptReports(this.#parts.database.root, { ...rest, ...(scope !== undefined && { scope }) })
  }

  /** Makes a report and keeps it. @returns its id */
  async make(question: ReportQuestion & { readonly by: string }): Promise<{ readonly id: string }> {
    const { by, ...about } = question
    await this.#parts.overview.settled(PATIENCE_MS)
    const document = await this.document(about)
    const id = newId()
    await keepReport(this.#parts.database.root, {
      id,
      scope: scopeOf(about),
      document,
      day: this.#today(),
      by,
    })
    return { id }
  }

  /**
   * Makes the reports of a plan; once a day and project, however often it runs. One that fails keeps no other from being made.
   * @returns ids of those that were made now
   * @throws PmoError `not-found` for a plan that is configured no more; after the others were made, what kept one from it
   */
  async makePlanned(planId: string): Promise<readonly string[]> {
    const plan = this.#parts.planned.find(({ id }) => id === planId)
    if (plan === undefined)
      throw new PmoError('not-found', `There is no report "${planId}" in pmo.config.ts.`)
    const questions: readonly ReportQuestion[] =
      plan.report === 'project-status'
        ? (plan.projects ?? (await this.#projectIds())).map((project) => ({ report: plan.report, project }))
        : [{ report: plan.report, ...(plan.portfolio !== undefined && { portfolio: plan.portfolio }) }]
    await this.#parts.overview.settled(PLANNED_PATIENCE_MS)
    const made: string[] = []
    const failed: unknown[] = []
    for (const question of questions) {
      const id = await this.#keepPlanned(plan, question).catch((error: unknown) => void failed.push(error))
      if (id !== undefined) made.push(id)
    }
    if (failed.length > 0) throw failed[0]
    return made
  }

  /** @returns its id; undefined: it was made on this day already */
  async #keepPlanned(plan: PlannedReport, question: ReportQuestion): Promise<string | undefined> {
    const planId = plan.id
    const document = await this.document(question, plan)
    const id = newId()
    const isKept = await this.#parts.database.transaction(async (tx) => {
      const scope = scopeOf(question)
      const kept = await keepReport(tx, {
        id,
        scope,
        document,
        day: this.#today(),
        by: `plan ${planId}`,
        planned: planId,
      })
      if (kept && plan.notify !== false) {
        await this.#parts.onReady?.(tx, {
          id,
          plan: planId,
          report: plan.report,
          title: document.title,
          missing: document.missing.length,
          ...(question.project !== undefined && { project: question.project }),
        })
      }
      return kept
    })
    return isKept ? id : undefined
  }

  /** The plans of the configuration. */
  plans(): readonly PlannedReport[] {
    return this.#parts.planned
  }

  /** What a report says now. @throws PmoError `not-found`, `invalid-request` */
  async document(question: ReportQuestion, plan?: PlannedReport): Promise<ReportDocument> {
    const { report, project, portfolio } = question
    if (report === 'project-status') {
      if (project === undefined)
        throw new PmoError('invalid-request', 'The status of a project needs its id; name it with `project`.')
      return this.#project(project, plan)
    }
    if (project !== undefined)
      throw new PmoError(
        'invalid-request',
        `The report ${report} is about a portfolio; leave out the project.`,
      )
    const facts = await this.#facts(report, portfolio, plan)
    if (report === 'portfolio-status') return portfolioStatus(facts)
    const projects = facts.rows.map((row) => row.project.id)
    // About all projects it is about items of none and about the portfolio as well.
    const found = await this.#parts.findings.list({
      limit: MOST_FINDINGS,
      ...(portfolio !== undefined && { projects }),
    })
    // Every project, by the portfolio that the rows know it in.
    const { items } = await this.#parts.scorecards.list({ limit: (await this.#projectIds()).length + 1 })
    const wanted = new Set(projects)
    return standardsReport({
      ...facts,
      scorecards: items.filter((one) => wanted.has(one.project)),
      findings: found.items,
      findingsTotal: found.counts.reduce((sum, { total }) => sum + total, 0),
      titles: await this.#parts.titles(),
    })
  }

  async #project(id: string, plan: PlannedReport | undefined): Promise<ReportDocument> {
    const told = await this.#parts.overview.project(id)
    const found = await this.#parts.findings.list({ projects: [id], limit: MOST_FINDINGS })
    const { decision, owner } = registered('project-status')
    return projectStatus({
      asOf: told.asOf,
      rows: [told],
      absent: [],
      behind: behindOf(told),
      escalations: await this.#parts.governance.escalations(id),
      decision: plan?.decision ?? decision,
      owner: plan?.owner ?? owner,
      scope: `Project ${told.project.name} (${id})`,
      figures: told.figures,
      findings: found.items,
      findingsTotal: found.counts.reduce((sum, { total }) => sum + total, 0),
    })
  }

  /** Every project that is defined is told, or named as missing. @throws PmoError `not-found` */
  async #facts(
    report: ReportName,
    portfolio: string | undefined,
    plan: PlannedReport | undefined,
  ): Promise<ReportFacts> {
    const { definitions, overview, governance } = this.#parts
    const portfolios = await definitions.list('portfolio')
    const found = portfolios.find(({ id }) => id === portfolio)
    if (portfolio !== undefined && found === undefined) {
      const known = portfolios.map(({ id }) => id)
      const rest = known.length === 0 ? 'there is no portfolio yet' : `known: ${known.join(', ')}`
      throw new PmoError('not-found', `There is no portfolio "${portfolio.slice(0, 80)}"; ${rest}.`)
    }
    const all = await overview.all()
    const told = new Set(all.rows.map(({ project }) => project.id))
    const absent = (await this.#projectIds(portfolio))
      .filter((id) => !told.has(id))
      .map((project) => ({ project, why: 'it was defined after the data of this report were read.' }))
    const { decision, owner } = registered(report)
    return {
      asOf: all.asOf,
      rows: filterRows(all.rows, portfolio === undefined ? {} : { portfolio }),
      absent,
      behind: behindOf(all),
      escalations: await governance.escalations(),
      decision: plan?.decision ?? decision,
      owner: plan?.owner ?? ownerOf(found?.body) ?? owner,
      scope:
        portfolio === undefined
          ? 'All projects'
          : `Portfolio ${typeof found?.body['name'] === 'string' ? found.body['name'] : portfolio}`,
    }
  }

  async #past(about: ReportQuestion, asOf: string): Promise<ReportDocument> {
    const { root } = this.#parts.database
    const instant = endOf(asOf)
    const {
      items: [last],
    } = await keptReports(root, {
      report: about.report,
      scope: scopeOf(about),
      asOf: instant,
      limit: 1,
    })
    const document = last === undefined ? undefined : await keptDocument(root, last.id)
    if (document !== undefined) return document
    throw new PmoError(
      'not-found',
      `No report ${about.report} of then was kept; \`pmo report list\` shows those that were. Reports are kept from when they are planned in pmo.config.ts, or made with \`pmo report make\`.`,
    )
  }

  async #rendered(document: ReportDocument, format: ReportFormat): Promise<RenderedReport> {
    const { report, title, asOf, missing } = document
    const text = await this.#parts.compute.run(RENDER, { document, format })
    return { report, title, asOf, missing, format, text }
  }

  /** @param portfolio the projects of it alone */
  async #projectIds(portfolio?: string): Promise<readonly string[]> {
    const { definitions } = this.#parts
    const projects = await definitions.list('project')
    if (portfolio === undefined) return projects.map(({ id }) => id)
    const bodies = async (kind: 'portfolio' | 'program') =>
      (await definitions.list(kind)).map(({ id, body }) => ({ ...body, id }))
    // Bodies passed their schemas when they were written.
    const defined = {
      portfolios: await bodies('portfolio'),
      programs: await bodies('program'),
      projects: projects.map(({ id, body }) => ({ ...body, id })),
    } as unknown as Parameters<typeof portfolioOf>[1]
    return defined.projects.filter((one) => portfolioOf(one, defined) === portfolio).map(({ id }) => id)
  }

  #today(): string {
    return this.#parts.now().toZonedDateTimeISO(this.#parts.timeZone).toPlainDate().toString()
  }
}

/** What is older in a report than it could be: whoever decides by it has to know. */
function behindOf({
  asOf,
  isOutdated,
  isForecastBehind,
}: Pick<Overview, 'asOf' | 'isOutdated' | 'isForecastBehind'>): readonly string[] {
  if (isForecastBehind)
    return [
      'Something has changed since the forecasts were computed; newer ones were being made when this was written.',
    ]
  return isOutdated
    ? [
        `Something has changed since ${instantText(asOf)}; newer figures were being made when this was written.`,
      ]
    : []
}

function scopeOf({ project, portfolio }: ReportQuestion): ReportScope {
  if (project !== undefined) return { kind: 'project', id: project }
  return portfolio === undefined ? { kind: 'house', id: '' } : { kind: 'portfolio', id: portfolio }
}

function ownerOf(body: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const owner = body?.['owner']
  return typeof owner === 'string' ? owner : undefined
}

/** A day means its end. @throws PmoError `invalid-request` */
function endOf(text: string): string {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
      const next = Temporal.PlainDate.from(text).add({ days: 1 })
      return next.toZonedDateTime('UTC').toInstant().toString()
    }
    return Temporal.Instant.from(text).toString()
  } catch {
    throw new PmoError(
      'invalid-request',
      `"${text.slice(0, 40)}" is no day or instant; write it as 2026-01-31 or 2026-01-31T12:00:00Z.`,
    )
  }
}

const newId = (): string => `rep-${randomUUID()}`
