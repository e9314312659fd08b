import {
  mistakesText,
  PmoError,
  suggest,
  type ExpressionLimits,
  type HouseRule,
  type Mistake,
  type RuleSetting,
  type StandardsSettings,
} from '../../config/index.ts'
import type { Database, Tx } from '../../database/index.ts'
import { bookEntries, brokenRules, type BrokenRule, type PluginRule } from './book-entries.ts'
import { settingMistakes, type KnownNames } from './check-setting.ts'
import { changeLine, fileChanges, newestOf, plainBody } from './file-changes.ts'
import { fileMistakes } from './file-mistakes.ts'
import { checkHouseRule, ruleOf } from './house-rule.ts'
import { addRuleVersion, decideVersion, readVersions } from './queries.ts'
import { RuleBook } from './rule-book.ts'
import type { RuleVersion } from './rule-version.ts'
import type { Rule } from './rule.ts'
import type { RuleEntryKind } from './tables.ts'

/** What the file is called in "changed by". */
const FILE = 'pmo.config.ts'

/** What the rules stand on. */
export interface RuleParts {
  readonly database: Database
  readonly registry: { checks(): readonly PluginRule[] }
  /** Ids of what settings may name. */
  readonly names: () => Promise<KnownNames>
  /** The calendar day that it is now, `YYYY-MM-DD`. */
  readonly today: () => string
  /** The instant that it is now. */
  readonly now: () => string
  /** A change through the API waits until somebody else approves it. */
  readonly secondPerson: boolean
  readonly limits?: ExpressionLimits
  /** Told in the transaction in which rules or settings come into force. */
  readonly onChange?: (tx: Tx) => Promise<void>
}

/** A change that is asked for. */
export interface RuleChange {
  /** What is to be; absent: there is none from then on. */
  readonly body?: HouseRule | RuleSetting
  readonly by: string
  readonly reason?: string
}

/** Keeps the rules of the house and the settings of all rules, in versions, and tells what holds on a day. */
export class RuleService {
  readonly #parts: RuleParts

  constructor(parts: RuleParts) {
    this.#parts = parts
  }

  /** The rules of a day, those of plugins and those of the house. */
  async book(day: string = this.#parts.today()): Promise<RuleBook> {
    return new RuleBook(bookEntries({ ...(await this.#source(day)), plugins: this.#parts.registry.checks() }))
  }

  /** Rules of the house that are kept and cannot judge: written when something of the model was otherwise. */
  async broken(): Promise<readonly BrokenRule[]> {
    return brokenRules(await this.#source())
  }

  /** One rule. @throws PmoError `not-found` */
  async get(id: string): Promise<Rule> {
    return found(await this.book(), id)
  }

  /** All versions of a rule and of its settings, newest first. */
  history(rule: string): Promise<readonly RuleVersion[]> {
    return readVersions(this.#parts.database.root, { rule })
  }

  /** Changes that wait for somebody to approve them, newest first. */
  waiting(): Promise<readonly RuleVersion[]> {
    return readVersions(this.#parts.database.root, { state: 'waiting' })
  }

  /**
   * Checks a rule of the house as it would be, for trying it.
   * @throws PmoError `invalid-request` with every mistake, its place in the expression and what to write instead
   */
  checked(house: HouseRule): Rule {
    const result = checkHouseRule(house, { at: '', ...this.#limits() })
    if (!result.ok) throw new PmoError('invalid-request', mistakesText('The rule', result.mistakes))
    return ruleOf(house, { version: 'draft', needs: result.needs })
  }

  /**
   * Asks for a rule of the house to be added, changed or, without a body, taken away. It holds at once, or from its day;
   * where a second person has to approve, it waits.
   * @throws PmoError `invalid-request`, `conflict`, `managed-by-file`, `not-found`
   */
  async setHouse(id: string, change: RuleChange & { readonly body?: HouseRule }): Promise<RuleVersion> {
    const { body } = change
    if (body !== undefined) {
      this.checked(body)
      if (this.#parts.registry.checks().some(({ manifest }) => manifest.id === id))
        throw new PmoError('conflict', `"${id}" is the id of a rule of a plugin already; choose another id.`)
    }
    return this.#change('house', id, change)
  }

  /**
   * Asks for a rule to be set, or without a body for its setting to be taken away.
   * @throws PmoError `invalid-request` with every mistake, `not-found`, `conflict`, `managed-by-file`
   */
  async setSetting(id: string, change: RuleChange & { readonly body?: RuleSetting }): Promise<RuleVersion> {
    if (change.body !== undefined) {
      const rule = await this.get(id)
      const known = await this.#parts.names()
      const mistakes = settingMistakes(change.body, { rule, known, at: ['setting'] })
      if (mistakes.length > 0)
        throw new PmoError('invalid-request', mistakesText(`The rule "${id}"`, mistakes))
    }
    return this.#change('setting', id, change)
  }

  /**
   * Approves or rejects the change of a rule that waits; an approved one holds from the day it asks for, at the earliest
   * from today.
   * @throws PmoError `not-found` where none waits, `forbidden` where it is one's own
   */
  async decide(
    rule: string,
    decision: {
      readonly approve: boolean
      readonly by: string
      readonly reason?: string
      /** Where both a rule and its setting wait. */
      readonly kind?: RuleEntryKind
    },
  ): Promise<RuleVersion> {
    const { database, today, now, secondPerson, onChange } = this.#parts
    const { approve, by, reason, kind } = decision
    const decided = await database.transaction(async (tx) => {
      const [waits] = (await readVersions(tx, { rule, state: 'waiting' })).filter(
        (one) => kind === undefined || one.kind === kind,
      )
      if (waits === undefined)
        throw new PmoError(
          'not-found',
          `No change of the rule "${rule}" waits; \`pmo rules waiting\` lists them.`,
        )
      if (approve && secondPerson && waits.requestedBy === by)
        throw new PmoError(
          'forbidden',
          `The change of "${rule}" is your own; somebody else has to approve it.`,
        )
      const effectiveFrom = laterOf(waits.effectiveFrom, today())
      const isMine = await decideVersion(tx, waits, {
        state: approve ? 'approved' : 'rejected',
        by,
        at: now(),
        ...(reason !== undefined && { why: reason }),
        effectiveFrom,
      })
      if (!isMine)
        throw new PmoError('conflict', `Somebody has decided about "${rule}" meanwhile; look again.`)
      if (approve) await onChange?.(tx)
      return (await readVersions(tx, { rule })).find(
        (one) => one.kind === waits.kind && one.version === waits.version,
      )
    })
    if (decided === undefined) throw new PmoError('not-found', `The change of "${rule}" is gone.`)
    return decided
  }

  /**
   * What is wrong with the standards of a file, given the plugins that work. A setting of a rule that nobody contributes
   * is a mistake too, unless a plugin is out of order and may be the one that does.
   */
  async fileMistakes(
    standards: StandardsSettings,
    { allPluginsWork }: { readonly allPluginsWork: boolean },
  ): Promise<readonly Mistake[]> {
    return fileMistakes(standards, {
      ...(await this.#source()),
      plugins: this.#parts.registry.checks(),
      known: await this.#parts.names(),
      allPluginsWork,
    })
  }

  /** Whether no rule and no setting was ever kept. */
  async isEmpty(): Promise<boolean> {
    return (await readVersions(this.#parts.database.root)).length === 0
  }

  /** What applying the file would change, a line for each difference; writes nothing. */
  async compareFile(standards: StandardsSettings): Promise<readonly string[]> {
    return fileChanges(standards, await readVersions(this.#parts.database.root)).map(changeLine)
  }

  /**
   * Makes the kept entries of the file equal to it; an equal file writes nothing. What the file says counts as approved.
   * @returns a line for each difference
   * @throws PmoError `conflict` where the API has an entry of the same id; nothing is applied then
   */
  async applyFile(standards: StandardsSettings): Promise<readonly string[]> {
    const { database, today, now } = this.#parts
    return database.transaction(async (tx) => {
      const changes = fileChanges(standards, await readVersions(tx))
      const at = now()
      for (const { kind, rule, body, before } of changes) {
        if (before?.managed === 'api' && before.body !== undefined && before.state !== 'rejected')
          throw new PmoError(
            'conflict',
            `${kind === 'house' ? 'The rule' : 'The setting of the rule'} "${rule}" is in pmo.config.ts and was also made through the API; remove it there (pmo rules remove ${rule}), or take it out of the file.`,
          )
        await addRuleVersion(tx, {
          kind,
          rule,
          version: (before?.version ?? 0) + 1,
          managed: 'file',
          ...(body !== undefined && { body }),
          state: 'approved',
          requestedBy: FILE,
          requestedAt: at,
          effectiveFrom: fileFrom(body?.['from'], before, today()),
        })
      }
      return changes.map(changeLine)
    })
  }

  async #change(kind: RuleEntryKind, rule: string, change: RuleChange): Promise<RuleVersion> {
    const { database, today, now, secondPerson, onChange } = this.#parts
    const { body, by, reason } = change
    const at = now()
    const written = await database.transaction(async (tx) => {
      const before = await this.#changeable(tx, { kind, rule, isThere: body === undefined })
      checkFrom(body, before, today())
      const version: RuleVersion = {
        kind,
        rule,
        version: (before?.version ?? 0) + 1,
        managed: 'api',
        ...(body !== undefined && { body: plainBody(body) }),
        state: secondPerson ? 'waiting' : 'approved',
        requestedBy: by,
        requestedAt: at,
        ...(reason !== undefined && { reason }),
        effectiveFrom: laterOf(fromOf(body), today()),
      }
      await addRuleVersion(tx, version)
      if (version.state === 'approved') await onChange?.(tx)
      return version
    })
    return written
  }

  async #changeable(
    tx: Tx,
    {
      kind,
      rule,
      isThere,
    }: { readonly kind: RuleEntryKind; readonly rule: string; readonly isThere: boolean },
  ): Promise<RuleVersion | undefined> {
    const versions = await readVersions(tx, { rule })
    const before = newestOf(versions, kind, rule)
    if (before?.state === 'waiting')
      throw new PmoError(
        'conflict',
        `A change of "${rule}" by ${before.requestedBy} waits already; approve or reject it first (pmo rules approve ${rule}).`,
      )
    const [last] = versions.filter((one) => one.kind === kind && one.state === 'approved')
    if (last?.managed === 'file' && last.body !== undefined)
      throw new PmoError(
        'managed-by-file',
        `${kind === 'house' ? 'The rule' : 'The setting of the rule'} "${rule}" belongs to pmo.config.ts; change it there, then restart the server.`,
      )
    if (isThere && last?.body === undefined)
      throw new PmoError(
        'not-found',
        `There is no ${kind === 'house' ? 'rule of the house' : 'setting of a rule'} "${rule}".`,
      )
    return before
  }

  async #source(day = this.#parts.today()) {
    return { versions: await readVersions(this.#parts.database.root), day, ...this.#limits() }
  }

  #limits(): { readonly limits?: ExpressionLimits } {
    const { limits } = this.#parts
    return limits === undefined ? {} : { limits }
  }
}

function found(book: RuleBook, id: string): Rule {
  const rule = book.find(id)
  if (rule !== undefined) return rule
  const near = suggest(
    id,
    book.rules().map((one) => one.id),
  )
  throw new PmoError(
    'not-found',
    `There is no rule "${id.slice(0, 80)}"; ${near === undefined ? '`pmo rules list` tells them.' : `did you mean "${near}"?`}`,
  )
}

/**
 * What was judged is not judged by another rule afterwards: a change holds from today at the earliest. What is changed besides may keep
 * the day from which it has held already.
 * @throws PmoError `invalid-request`
 */
function checkFrom(body: RuleChange['body'], before: RuleVersion | undefined, today: string): void {
  const from = fromOf(body)
  if (from === undefined || from >= today || before?.body?.['from'] === from) return
  throw new PmoError(
    'invalid-request',
    `from: ${from} is over, and what was judged since then was judged without it; name a day from ${today} on, or leave it out.`,
  )
}

/** What a file says first may have held before it was read; what it says otherwise later holds from then on. */
function fileFrom(from: unknown, before: RuleVersion | undefined, today: string): string {
  if (typeof from !== 'string') return today
  return before === undefined ? from : laterOf(from, today)
}

function laterOf(day: string | undefined, today: string): string {
  return day !== undefined && day > today ? day : today
}

function fromOf(body: RuleChange['body']): string | undefined {
  return body?.from
}
