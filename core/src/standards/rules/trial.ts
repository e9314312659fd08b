import { recordKey, type CheckProject, type RecordKey } from '@headless-pmo/sdk'
import { mistakesText, PmoError, type HouseRule, type RuleSetting } from '../../config/index.ts'
import { settingMistakes } from './check-setting.ts'
import { RuleBook } from './rule-book.ts'
import type { RuleParts, RuleService } from './service.ts'
import type { EffectiveRule, Rule, Rules } from './rule.ts'

/** Failures that a trial shows. */
const SHOWN = 10

/** What a run by given rules says without keeping anything; the outcomes of a run are it. */
export interface TrialOutcome {
  readonly unit: { readonly project?: string } | 'portfolio'
  readonly counts: TrialCounts
  readonly failures: readonly { readonly subject: unknown; readonly message: string }[]
  readonly undecided: readonly { readonly message: string; readonly count: number }[]
}

/** Subjects by verdict. */
export interface TrialCounts {
  readonly pass: number
  readonly fail: number
  readonly notApplicable: number
  readonly unknown: number
  readonly error: number
}

/** A rule that is tried. */
export interface Trial {
  /** A rule of the house as it would be; absent: the rule `rule` as it is. */
  readonly house?: HouseRule
  /** How it would be set. */
  readonly setting?: RuleSetting
  readonly rule?: string
  readonly projects?: readonly string[]
  readonly signal?: AbortSignal
}

/** What a rule would find in the data as it is now. */
export interface TrialResult {
  readonly rule: string
  readonly counts: TrialCounts
  /** The first of what it would find. */
  readonly findings: readonly {
    readonly project?: string
    readonly subject: unknown
    readonly message: string
    /** What its item is called, where it is about one. */
    readonly item?: TrialItem
  }[]
  /** Why subjects could not be judged, the most frequent first. */
  readonly undecided: readonly { readonly message: string; readonly count: number }[]
  /** In one sentence. */
  readonly sentence: string
}

/** What people call an item, and where they see it. */
export interface TrialItem {
  readonly key?: string
  readonly title?: string
  readonly url?: string
}

/** Judges by a rule without keeping anything. */
export type Preview = (request: {
  readonly given: Rules
  readonly rules: readonly string[]
  readonly projects?: readonly string[]
  readonly signal?: AbortSignal
}) => Promise<readonly TrialOutcome[]>

/** Tries rules and settings on the data as it is, before they are switched on. */
export class RuleTrials {
  readonly #rules: RuleService
  readonly #names: RuleParts['names']
  readonly #projects: () => Promise<readonly CheckProject[]>
  readonly #preview: Preview
  readonly #items: (items: readonly RecordKey[]) => Promise<readonly (TrialItem | undefined)[]>

  constructor(parts: {
    readonly rules: RuleService
    readonly names: RuleParts['names']
    /** The projects as checks see them. */
    readonly projects: () => Promise<readonly CheckProject[]>
    readonly preview: Preview
    /** What items are called, in the order of the keys. */
    readonly items: (items: readonly RecordKey[]) => Promise<readonly (TrialItem | undefined)[]>
  }) {
    this.#projects = parts.projects
    this.#rules = parts.rules
    this.#names = parts.names
    this.#preview = parts.preview
    this.#items = parts.items
  }

  /** A rule as it judges a project. @throws PmoError `not-found` */
  async effective(rule: Rule, id: string): Promise<EffectiveRule> {
    const project = (await this.#projects()).find((one) => one.id === id)
    if (project !== undefined) return (await this.#rules.book()).effective(rule, project)
    throw new PmoError('not-found', `There is no project "${id.slice(0, 60)}"; \`pmo projects\` lists them.`)
  }

  /**
   * What a rule would find.
   * @throws PmoError `invalid-request` with every mistake, `not-found`
   */
  async try({ house, setting, rule: id, projects, signal }: Trial): Promise<TrialResult> {
    const name = house?.id ?? setting?.rule ?? id
    if (name === undefined)
      throw new PmoError(
        'invalid-request',
        'Say what to try: a rule of the house, a setting, or the id of a rule.',
      )
    const other = [id, setting?.rule].find((one) => one !== undefined && one !== name)
    if (other !== undefined)
      throw new PmoError(
        'invalid-request',
        `"${name}" and "${other.slice(0, 80)}" are two rules; try one after the other.`,
      )
    const book = await this.#rules.book()
    const rule = house === undefined ? await this.#rules.get(name) : this.#rules.checked(house)
    if (setting !== undefined) {
      const mistakes = settingMistakes(setting, { rule, known: await this.#names(), at: ['setting'] })
      if (mistakes.length > 0)
        throw new PmoError('invalid-request', mistakesText(`The rule "${name}"`, mistakes))
    }
    const held = setting ?? book.settingOf(name)
    // Also what is switched off is tried.
    const { enabled: _off, from: _from, ...set } = held ?? { rule: name }
    const given = new RuleBook([{ ...book.entryOf(name), rule, setting: set, enabled: true }])
    const outcomes = await this.#preview({
      given,
      rules: [name],
      ...(projects !== undefined && { projects }),
      ...(signal !== undefined && { signal }),
    })
    return this.#named(resultOf(name, outcomes))
  }

  /** With what the items are called: refs of trackers tell nobody anything. */
  async #named(result: TrialResult): Promise<TrialResult> {
    const keys = result.findings.map(({ subject }) => recordOf(subject))
    const records = keys.filter((key) => key !== undefined)
    const items = records.length === 0 ? [] : await this.#items(records)
    const itemOf = new Map(records.map((record, index) => [record, items[index]]))
    return {
      ...result,
      findings: result.findings.map((finding, index) => {
        const key = keys[index]
        const item = key === undefined ? undefined : itemOf.get(key)
        return item === undefined ? finding : { ...finding, item }
      }),
    }
  }
}

/** The item that a subject is; undefined of a project or the portfolio. */
function recordOf(subject: unknown): RecordKey | undefined {
  const read = recordKey.safeParse(Object(subject).record)
  return read.success ? read.data : undefined
}

function resultOf(rule: string, outcomes: readonly TrialOutcome[]): TrialResult {
  const counts = outcomes.reduce<TrialCounts>(
    (sum, { counts: one }) => ({
      pass: sum.pass + one.pass,
      fail: sum.fail + one.fail,
      notApplicable: sum.notApplicable + one.notApplicable,
      unknown: sum.unknown + one.unknown,
      error: sum.error + one.error,
    }),
    { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0 },
  )
  const findings = outcomes
    .flatMap(({ unit, failures }) =>
      failures.map(({ subject, message }) => ({
        ...(unit !== 'portfolio' && unit.project !== undefined && { project: unit.project }),
        subject,
        message,
      })),
    )
    .slice(0, SHOWN)
  const reasons = new Map<string, number>()
  for (const { message, count } of outcomes.flatMap(({ undecided }) => undecided))
    reasons.set(message, (reasons.get(message) ?? 0) + count)
  const undecided = [...reasons]
    .map(([message, count]) => ({ message, count }))
    .toSorted((a, b) => b.count - a.count || (a.message < b.message ? -1 : 1))
    .slice(0, SHOWN)
  return { rule, counts, findings, undecided, sentence: sentenceOf(counts, findings.length) }
}

function sentenceOf({ pass, fail, notApplicable, unknown, error }: TrialCounts, shown: number): string {
  const here = fail > shown ? `, here are ${shown}` : ''
  const found =
    fail === 0
      ? 'It would find nothing'
      : `It would have ${fail} ${fail === 1 ? 'finding' : 'findings'}${here}`
  const rest = [
    `${pass} ${pass === 1 ? 'passes' : 'pass'}`,
    ...(notApplicable > 0 ? [`it does not apply to ${notApplicable}`] : []),
    ...(unknown > 0 ? [`${unknown} cannot be judged`] : []),
    ...(error > 0 ? [`it fails itself at ${error}`] : []),
  ]
  return `${found}; ${rest.join(', ')}.`
}
