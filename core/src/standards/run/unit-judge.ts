import { breather, type CheckResult } from '@headless-pmo/engine'
import { computeTask, type ComputePool } from '../../compute/index.ts'
import { isPmoError } from '../../config/index.ts'
import { remoteAnswers } from '../../host/index.ts'
import type { RegisteredCheck, Registry } from '../../registry/index.ts'
import type { PackedFacts } from '../facts/index.ts'
import type { RuleInForce } from './rules-in-force.ts'
import type * as tasks from './judge.ts'
import { JUDGE_LIMITS, type JudgeLimits } from './limits.ts'
import type { RuleCall } from './rule-call.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import { failedOutcome } from './tally.ts'
import type { Unit } from './unit.ts'
import { RuleTooSlow, watchRule } from './watch-rule.ts'

const from = import.meta.url
const JUDGE = computeTask<typeof tasks.judge>({
  title: 'Judging by the rules',
  from,
  module: './judge',
  name: 'judge',
})
const TEXT = computeTask<typeof tasks.dataText>({
  title: 'Writing the data of a project for a plugin',
  from,
  module: './judge',
  name: 'dataText',
})

/** The pack of the rules that are written without code. */
const HOUSE = 'house'

/** A unit with all that is known of it, and the rules that are in force for it. */
export interface JudgeRequest {
  readonly unit: Unit
  readonly today: string
  readonly facts: PackedFacts
  readonly rules: readonly RuleInForce[]
  readonly signal?: AbortSignal
  /** Rules that have exceeded a limit in this run, with in how many units; kept by whoever runs. */
  readonly trouble: Map<string, number>
}

/** Evaluates rules where they can do no harm: in threads with limits of time and memory, or in their own processes. */
export class UnitJudge {
  readonly #compute: ComputePool
  readonly #registry: Pick<Registry, 'checks'>
  readonly #limits: JudgeLimits

  constructor(parts: {
    readonly compute: ComputePool
    readonly registry: Pick<Registry, 'checks'>
    readonly limits?: Partial<JudgeLimits>
  }) {
    this.#compute = parts.compute
    this.#registry = parts.registry
    this.#limits = { ...JUDGE_LIMITS, ...parts.limits }
  }

  /**
   * What each of the rules says of a unit, in the order of the rules. A rule that throws, never ends or eats memory gets
   * an error by name, and the others go on.
   *
   * @throws the reason of the signal; PmoError `compute-closed` where the server stops
   */
  async judge(request: JudgeRequest): Promise<readonly RuleOutcome[]> {
    const { rules, unit, trouble } = request
    const outcomes = new Map<string, RuleOutcome>()
    const local: RuleCall[] = []
    const registered = new Map(this.#registry.checks().map((one) => [one.manifest.id, one]))
    for (const effective of rules) {
      const { rule } = effective
      const of = ofRule(effective, unit)
      const times = trouble.get(rule.id) ?? 0
      if (times >= this.#limits.patience) {
        const why = `it exceeded its limits in ${times} projects of this run and was left out of the others`
        outcomes.set(rule.id, failedOutcome(of, { fault: 'limit', why }))
        continue
      }
      const call = await this.#callOf(effective, registered.get(rule.id), request)
      if ('unit' in call) outcomes.set(rule.id, call)
      else local.push(call)
    }
    for (const outcome of await this.#batch(request, local)) outcomes.set(outcome.rule, outcome)
    return rules.flatMap(({ rule }) => outcomes.get(rule.id) ?? [])
  }

  async #callOf(
    effective: RuleInForce,
    registered: RegisteredCheck | undefined,
    request: JudgeRequest,
  ): Promise<RuleCall | RuleOutcome> {
    const { rule, params, fingerprint, severity } = effective
    const of = ofRule(effective, request.unit)
    const about = { rule: rule.id, version: rule.version, fingerprint, severity, params }
    if (rule.pack === HOUSE) return { ...about, code: { from: 'house', house: rule } }
    if (registered === undefined)
      return failedOutcome(of, { fault: 'unusable', why: `no plugin that works contributes it any more` })
    const { plugin, module, manifest } = registered
    if (module !== undefined) return { ...about, code: { from: 'plugin', plugin, module } }
    try {
      const answers = await this.#answersOf(registered, effective, request)
      return { ...about, code: { from: 'answers', manifest, answers } }
    } catch (error) {
      request.signal?.throwIfAborted()
      if (isPmoError(error) && error.code === 'compute-closed') throw error
      this.#note(request.trouble, rule.id)
      return failedOutcome(of, {
        fault: 'unusable',
        why: error instanceof Error ? error.message : String(error),
      })
    }
  }

  /** What a plugin answers in its own process. */
  async #answersOf(
    registered: RegisteredCheck,
    { params }: RuleInForce,
    { unit, today, facts, signal }: JudgeRequest,
  ) {
    const check = await registered.open()
    const text = await this.#compute.run(TEXT, facts, { ...(signal !== undefined && { signal }) })
    const answers = await remoteAnswers(check, text, {
      params,
      today,
      ...(unit !== 'portfolio' && { only: unit }),
      ...(signal !== undefined && { signal }),
    })
    return answers ?? []
  }

  /** Runs rules together; where they end badly, the one at work is run alone and the others without it. */
  async #batch(request: JudgeRequest, calls: readonly RuleCall[]): Promise<readonly RuleOutcome[]> {
    if (calls.length === 0) return []
    const at = new Int32Array(new SharedArrayBuffer(8))
    Atomics.store(at, 0, -1)
    try {
      return await this.#run(request, calls, at)
    } catch (error) {
      request.signal?.throwIfAborted()
      if (isPmoError(error) && error.code === 'compute-closed') throw error
      const culprit = calls[Atomics.load(at, 0)]
      // No rule had begun: it is the data that is too much, and no rule is to blame.
      if (culprit === undefined) {
        const why = `the data that it looks at could not be made ready: ${this.#why(error)}`
        return calls.map((call) => failedOutcome({ ...call, unit: request.unit }, { fault: 'limit', why }))
      }
      // Alone already, or at it for the whole time that one rule has: it needs no second look.
      if (calls.length === 1 || error instanceof RuleTooSlow) {
        this.#note(request.trouble, culprit.rule)
        const judged = failedOutcome(
          { ...culprit, unit: request.unit },
          { fault: 'limit', why: this.#why(error) },
        )
        const others = calls.filter((call) => call !== culprit)
        return [judged, ...(await this.#batch(request, others))]
      }
      // The memory may have been taken by those before it: alone it shows what it needs itself.
      const alone = await this.#batch(request, [culprit])
      return [
        ...alone,
        ...(await this.#batch(
          request,
          calls.filter((call) => call !== culprit),
        )),
      ]
    }
  }

  async #run(
    { unit, today, facts, signal }: JudgeRequest,
    calls: readonly RuleCall[],
    at: Int32Array,
  ): Promise<readonly RuleOutcome[]> {
    using watch = watchRule(at, this.#limits)
    const judged = await this.#compute.run(
      JUDGE,
      { unit, today, facts, calls, at },
      {
        signal: AbortSignal.any([watch.signal, ...(signal === undefined ? [] : [signal])]),
        // Each rule is watched by itself; this one holds where the watch does not.
        timeoutMs: this.#limits.ruleMs * (calls.length + 1),
        memoryMb: this.#limits.memoryMb,
      },
    )
    const breathe = breather()
    const outcomes: RuleOutcome[] = []
    for (const { failures: pages, ...outcome } of judged) {
      const failures: CheckResult[] = []
      for (const page of pages) {
        await breathe()
        // Named boundary: the thread wrote what it was told to write.
        failures.push(...(JSON.parse(page) as readonly CheckResult[]))
      }
      outcomes.push({ ...outcome, failures })
    }
    return outcomes
  }

  #note(trouble: Map<string, number>, rule: string): void {
    trouble.set(rule, (trouble.get(rule) ?? 0) + 1)
  }

  #why(error: unknown): string {
    if (isPmoError(error) && error.code === 'compute-memory')
      return `it needed more than ${this.#limits.memoryMb} MB of memory and was ended`
    if (isPmoError(error) && error.code === 'compute-timeout')
      return `it took longer than ${this.#limits.ruleMs / 1000} s and was ended`
    return error instanceof Error ? error.message : String(error)
  }
}

function ofRule({ rule, fingerprint, severity }: RuleInForce, unit: Unit) {
  return { rule: rule.id, version: rule.version, fingerprint, severity, unit }
}
