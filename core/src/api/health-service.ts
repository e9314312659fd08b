import { verificationsOf } from '@headless-pmo/sdk'
import type { ConnectionService, ConnectionView } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import type { Jobs } from '../jobs/index.ts'
import type { NotifierService } from '../notifications/index.ts'
import type { PortfolioService } from '../portfolio/index.ts'
import type { Registry } from '../registry/index.ts'
import type { Run, SyncService } from '../sync/index.ts'
import type { WebhookService } from '../webhooks/index.ts'
import { databaseFindings } from './database-findings.ts'
import type { Finding } from './finding.ts'
import { notifierFinding } from './notifier-finding.ts'
import { pluginFinding } from './plugin-finding.ts'
import { heldFindings, webhookFindings } from './webhook-findings.ts'

export interface HealthParts {
  readonly database: Database
  readonly registry: Registry
  readonly connections: ConnectionService
  readonly notifiers: NotifierService
  readonly portfolio: PortfolioService
  readonly sync: SyncService
  readonly jobs: Jobs
  readonly webhooks: Pick<WebhookService, 'list'>
  readonly publicUrl?: string
}

/** Looks at the whole server and says what is wrong and what to do. */
export class HealthService {
  readonly #parts: HealthParts

  constructor(parts: HealthParts) {
    this.#parts = parts
  }

  /** Connections, how many of them fail, and how many wait for their tracker. */
  async sources(): Promise<{ total: number; failing: number; waiting: number }> {
    const connections = await this.#parts.connections.list()
    let failing = 0
    let waiting = 0
    for (const { id, problem } of connections) {
      const last = await this.#lastRun(id)
      if (last?.state === 'waiting') waiting += 1
      else if (problem !== undefined || last?.state === 'failed') failing += 1
    }
    return { total: connections.length, failing, waiting }
  }

  /** Everything, worst first within each subject's place. */
  async report(): Promise<Finding[]> {
    const findings = [...(await databaseFindings(this.#parts.database)), ...this.#plugins()]
    const connections = await this.#parts.connections.list()
    if (connections.length === 0) {
      findings.push({
        subject: 'connections',
        state: 'warning',
        sentence: 'No tracker is connected.',
        action: 'Add one to `connections` in pmo.config.ts, then restart the server.',
      })
    }
    for (const connection of connections) findings.push(...(await this.#connection(connection)))
    findings.push(...(await this.#notifiers()), ...(await this.#projects()), ...(await this.#jobs()))
    const expecting = connections.filter((one) => this.#wantsWebhooks(one)).map(({ id }) => id)
    const held = await this.#parts.webhooks.list()
    const told = [...new Set([...expecting, ...held.map(({ connection }) => connection)])]
    findings.push(...webhookFindings(told, this.#parts.publicUrl), ...heldFindings(held))
    return findings
  }

  async #notifiers(): Promise<Finding[]> {
    return (await this.#parts.notifiers.list()).map(notifierFinding)
  }

  #plugins(): Finding[] {
    return this.#parts.registry.plugins().map(pluginFinding)
  }

  async #lastRun(connection: string): Promise<Run | undefined> {
    return (await this.#parts.sync.runs({ connection, limit: 1 }))[0]
  }

  async #connection({ id, problem, managed, migrated }: ConnectionView): Promise<Finding[]> {
    const subject = `connection ${id}`
    if (problem !== undefined) {
      return [{ subject, state: 'error', sentence: problem, action: 'Correct it, then restart the server.' }]
    }
    const last = await this.#lastRun(id)
    const findings: Finding[] = []
    if (migrated !== undefined) {
      findings.push({
        subject,
        state: 'warning',
        sentence: `It is written for version ${migrated.from} of its plugin's config and runs as version ${migrated.to}: ${migrated.changes.join('; ')}.`,
        action:
          managed === 'file'
            ? 'Write it so in pmo.config.ts; pmo config pull writes it.'
            : 'Restart the server, which keeps the new form.',
      })
    }
    if (last === undefined) {
      findings.push({
        subject,
        state: 'warning',
        sentence: 'It has never been synced.',
        action: `Run: pmo sync ${id}`,
      })
    } else if (last.state === 'failed' || last.state === 'partial') {
      const reasons = [last.problem, ...last.streams.flatMap(({ reasons: all }) => all)].flatMap(
        (r) => r ?? [],
      )
      findings.push({
        subject,
        state: last.state === 'failed' ? 'error' : 'warning',
        sentence: reasons[0] ?? `Its last run ended ${last.state}.`,
        action: `When that is mended, run: pmo sync ${id}`,
      })
    } else if (last.state === 'waiting' && last.wait !== undefined) {
      findings.push({
        subject,
        state: 'warning',
        sentence: `It waits until ${last.wait.until} because ${last.wait.reason}.`,
      })
    }
    const held = await this.#parts.sync.removals({ connection: id, state: 'waiting' })
    for (const { run, items, stream } of held) {
      findings.push({
        subject,
        state: 'warning',
        sentence: `${items.length} items of its stream ${stream} are gone from the tracker and wait for a decision.`,
        action: `Look at them with pmo sync removals ${id}, then run pmo sync approve ${run}, or pmo sync reject ${run}.`,
      })
    }
    return findings.length > 0 ? findings : [{ subject, state: 'ok', sentence: 'Its last run went well.' }]
  }

  async #projects(): Promise<Finding[]> {
    const findings: Finding[] = []
    for (const { id } of await this.#parts.portfolio.list()) {
      const { containers, counts, shadowed } = await this.#parts.portfolio.get(id)
      const subject = `project ${id}`
      const missing = containers.filter(({ found }) => !found)
      for (const { connection, key } of missing) {
        findings.push({
          subject,
          state: 'warning',
          sentence: `Its source ${sourceText(connection, key)} leads to nothing that was synced.`,
          action: `Correct the source, or run: pmo sync${connection === undefined ? '' : ` ${connection}`}`,
        })
      }
      if (shadowed > 0) {
        findings.push({
          subject,
          state: 'warning',
          sentence: `${shadowed} items of its sources belong to a project before it.`,
          action: 'Make the sources of the projects distinct, or change the order of the projects.',
        })
      }
      if (missing.length === 0 && shadowed === 0) {
        findings.push({ subject, state: 'ok', sentence: `It has ${counts.total} items.` })
      }
    }
    return findings
  }

  async #jobs(): Promise<Finding[]> {
    const dead = await this.#parts.jobs.dead()
    if (dead.length === 0) return []
    return [
      {
        subject: 'jobs',
        state: 'warning',
        sentence: `${dead.length === 1 ? 'A job' : `${dead.length} jobs`} used up all attempts; the last one, ${dead[0]?.name ?? ''}: ${(dead[0]?.reason ?? '').replace(/\.+$/, '')}.`,
        action: 'Mend the reason; what they would have done happens with the next run.',
      },
    ]
  }

  /** A connection that was given the secret of its webhooks wants them. */
  #wantsWebhooks({ plugin, secrets, problem }: ConnectionView): boolean {
    if (problem !== undefined) return false
    const { webhook } = this.#parts.registry.contribution(plugin, 'connector')
    if (webhook === undefined) return false
    return verificationsOf(webhook).some(
      (one) => one.type === 'hmac' && secrets.some(({ name }) => name === one.secret),
    )
  }
}

/** `"acme/web" of the connection code`, as far as it is known. */
function sourceText(connection: string | undefined, key: string | undefined): string {
  const of = connection === undefined ? '' : `of the connection ${connection}`
  return key === undefined ? of : `"${key}" ${of}`.trimEnd()
}
