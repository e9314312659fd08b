import type { Money } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import { commitmentRow, judgeCommitment, keptBy, namesOfFact, type KeptCommitment } from './commitments.ts'
import {
  indicator,
  worstLight,
  type Indicator,
  type IndicatorInput,
  type IndicatorValue,
  type SourceAsOf,
} from './indicator.ts'
import { isOpen, type ItemFact } from './item-fact.ts'
import {
  COST_ACTUAL,
  COST_PLANNED,
  EFFORT_PLANNED,
  EFFORT_REMAINING,
  EFFORT_SPENT,
  FINISH,
  OVERDUE,
  START,
} from './item-measures.ts'
import {
  judgeBudget,
  unknownCost,
  judgeFinish,
  judgeOverdue,
  judgeSlip,
  judgeStart,
  type Judgement,
} from './judge.ts'
import { Tally, type LookContext, type Measure } from './measure.ts'
import { convertMoney, sumMoney, type Rate } from './money.ts'
import { phaseIndicator } from './phase-indicator.ts'
import { progressMeasure } from './progress-measures.ts'

/** What figures of a project need beside its items. */
export interface ProjectContext {
  readonly project: ProjectDefinition
  /** Calendar day on which is judged, YYYY-MM-DD. */
  readonly today: string
  readonly asOf: readonly SourceAsOf[]
  /** Currency of the portfolio with its dated rates. */
  readonly currency?: { readonly currency: string; readonly rates: readonly Rate[] }
  /** The baseline that counts. */
  readonly baseline?: { readonly number: number; readonly name: string; readonly finish?: string }
}

/** Measures over the items of a project, by its declared method. */
export function measuresOf(project: Pick<ProjectDefinition, 'progress'>): readonly Measure[] {
  return [
    START,
    FINISH,
    OVERDUE,
    progressMeasure(project.progress),
    EFFORT_PLANNED,
    EFFORT_SPENT,
    EFFORT_REMAINING,
    COST_PLANNED,
    COST_ACTUAL,
  ]
}

/**
 * Figures of one project. Takes its items one at a time, in any order, so that a large project is read in pages; then tells its
 * indicators. Pure.
 */
export class ProjectFigures {
  readonly #context: ProjectContext
  readonly #tallies: readonly Tally[]
  readonly #wanted: ReadonlySet<string>
  readonly #found = new Map<string, ItemFact>()
  #items = 0
  #open = 0

  constructor(context: ProjectContext) {
    this.#context = context
    const look = lookContext(context)
    this.#tallies = measuresOf(context.project).map((measure) => new Tally(measure, look))
    this.#wanted = new Set((context.project.commitments ?? []).flatMap(({ item }) => item ?? []))
  }

  add(fact: ItemFact): void {
    for (const tally of this.#tallies) tally.add(fact)
    if (fact.kind === 'workItem') this.#items += 1
    if (fact.kind === 'workItem' && fact.undecided !== true && isOpen(fact)) this.#open += 1
    if (fact.undecided === true) return
    for (const name of this.#wanted.size === 0 ? [] : namesOfFact(fact)) {
      if (this.#wanted.has(name) && !this.#found.has(name)) this.#found.set(name, fact)
    }
  }

  /** The project's status first, then the figures that it rests on. */
  indicators(): Indicator[] {
    const { project, today, baseline } = this.#context
    const figures = this.#tallies.map((tally) => indicator(this.#input(tally)))
    const all = [
      ...figures,
      ...(baseline === undefined ? [] : [indicator(this.#slip(baseline))]),
      ...(project.commitments === undefined ? [] : [indicator(this.#commitments(project.commitments))]),
      ...phaseIndicator(project, today),
    ]
    return [this.#status(all), ...all]
  }

  #input(tally: Tally): IndicatorInput {
    const { measure, rows } = tally
    const { known, needed, of } = this.#coverage(tally)
    const { value, assumptions = [], ...told } = this.#told(tally)
    return {
      ...this.#base(measure.id, measure.title),
      formula: measure.formula,
      ...(value !== undefined && { value }),
      coverage: { known, needed, of },
      evidence: rows,
      evidenceTotal: tally.needed,
      complete: measure.complete,
      assumptions: [...(measure.assumptions ?? []), ...assumptions],
      ...told,
    }
  }

  /** Where a measure asks none of the items that are there, all of them were looked at. */
  #coverage({ measure, known, needed }: Tally): IndicatorInput['coverage'] {
    return needed === 0 && measure.none !== undefined
      ? { known: this.#items, needed: this.#items, of: 'items' }
      : { known, needed, of: measure.of }
  }

  #value({ measure, needed, value }: Tally): IndicatorValue | undefined {
    return needed === 0 && this.#items > 0 ? measure.none : value
  }

  /** The value of a measure, in the portfolio's currency, held against what was agreed. */
  #told(tally: Tally): Pick<IndicatorInput, 'value'> & Judgement {
    const { project, today } = this.#context
    const { measure, needed } = tally
    const value = this.#value(tally)
    const day = value?.type === 'day' ? value.day : undefined
    const count = value?.type === 'count' ? value.count : undefined
    const given = value === undefined ? {} : { value }
    if (measure === START) return { ...given, ...judgeStart(project, day, { today }) }
    if (measure === FINISH) return { ...given, ...judgeFinish(project, day, { today, open: this.#open }) }
    if (measure === OVERDUE) return { ...given, ...judgeOverdue(count, needed) }
    if (measure !== COST_PLANNED && measure !== COST_ACTUAL) return given
    const budget = this.#inCurrency(
      (project.budget ?? []).map(({ amount, currency }) => ({ amount, currency })),
    )
    if (value?.type !== 'money') {
      // A budget was agreed and nothing tells the cost: that is unknown. Where nothing was begun, nothing is asked.
      const isAsked = measure === COST_PLANNED || needed > 0
      return isAsked ? unknownCost(budget.amounts) : {}
    }
    const { amounts, assumptions } = this.#inCurrency(value.amounts)
    const judged = judgeBudget(measure === COST_ACTUAL ? 'actual' : 'planned', amounts, budget.amounts)
    return {
      value: { type: 'money', amounts },
      ...judged,
      assumptions: [...new Set([...assumptions, ...budget.assumptions, ...(judged.assumptions ?? [])])],
    }
  }

  #inCurrency(amounts: readonly Money[]): {
    readonly amounts: readonly Money[]
    readonly assumptions: readonly string[]
  } {
    const { currency, today } = this.#context
    if (currency === undefined) return { amounts: sumMoney(amounts), assumptions: [] }
    const { without, ...converted } = convertMoney(amounts, { ...currency, day: today })
    const beside = without.map(
      (code) => `There is no rate of ${code} for ${today}; its amounts stand beside, and are not added.`,
    )
    return { amounts: converted.amounts, assumptions: [...converted.assumptions, ...beside] }
  }

  #slip({ number, name, finish }: NonNullable<ProjectContext['baseline']>): IndicatorInput {
    const { finish: now, known: told, needed } = this.#finish()
    const known = finish !== undefined && now !== undefined
    return {
      ...this.#base('baseline-slip', 'Slip against the baseline'),
      formula: 'Calendar days from the finish of the baseline that counts to the finish now.',
      // A finish of a few items is not that of the project: it may be worse, and is never known to be as good.
      coverage: {
        known: Number(finish !== undefined) + told,
        needed: 1 + Math.max(1, needed),
        of: 'finish days of the baseline and of items',
      },
      evidence: [
        {
          of: { kind: 'definition', field: `baseline ${number}` },
          title: `Baseline ${number}, ${name}`,
          ...(finish !== undefined && { brings: { type: 'day', day: finish } }),
        },
        {
          of: { kind: 'project', id: this.#context.project.id },
          title: 'Finish now',
          ...(now !== undefined && { brings: { type: 'day', day: now } }),
        },
      ],
      complete: 'Plan a finish for the items without one, and keep a baseline with dates.',
      ...judgeSlip({ number, name }, known ? { finish, now } : undefined),
    }
  }

  #commitments(commitments: NonNullable<ProjectDefinition['commitments']>): IndicatorInput {
    const { today } = this.#context
    const { finish, known: told, needed } = this.#finish()
    const whole = {
      open: this.#open > 0,
      ...(finish !== undefined && { finish }),
    }
    /** What a few items say of the whole can break a promise, and never keeps one. */
    const wholly = (kept: ReturnType<typeof judgeCommitment>): ReturnType<typeof judgeCommitment> =>
      kept.state !== 'broken' && told < needed ? { state: 'unknown' } : kept
    const all = commitments.map((commitment): KeptCommitment => {
      const fact = commitment.item === undefined ? undefined : this.#found.get(commitment.item)
      if (commitment.item === undefined)
        return { commitment, ...wholly(judgeCommitment(commitment, whole, today)) }
      const kept = judgeCommitment(commitment, fact === undefined ? undefined : keptBy(fact), today)
      return { commitment, ...kept, ...(fact !== undefined && { fact }) }
    })
    const broken = all.filter(({ state }) => state === 'broken')
    const known = all.filter(({ state }) => state !== 'unknown').length
    return {
      ...this.#base('commitments', 'Broken commitments'),
      formula:
        'Number of commitments that were or will be reached after the promised day, or whose day has passed without them.',
      ...(known > 0 && { value: { type: 'count', count: broken.length } }),
      coverage: { known, needed: all.length, of: 'commitments whose day is known' },
      evidence: [...broken, ...all.filter(({ state }) => state !== 'broken')].map(commitmentRow),
      yardstick: 'Every commitment is kept on its day.',
      judged:
        broken.length === 0
          ? { light: 'green', because: 'All commitments are kept or on course.' }
          : {
              light: 'red',
              because: `Broken: ${broken.map(({ commitment }) => commitment.name).join(', ')}.`,
            },
      action: 'Tell those to whom it was promised, with what it means and what can be done.',
      complete: 'Name items that exist in the commitments, and plan a finish for them.',
    }
  }

  /** The worst of all that is judged. */
  #status(all: readonly Indicator[]): Indicator {
    const judged = all.filter(({ light }) => light !== undefined)
    const light = worstLight(judged.flatMap((one) => one.light ?? []))
    const telling = judged.filter((one) => one.light === light)
    const told = judged.filter((one) => one.light !== 'unknown').length
    const doubtful = judged.filter((one) => one.light === 'unknown')
    return indicator({
      ...this.#base('status', 'Status'),
      formula: 'The worst light of all figures that are judged: red, amber, unknown, green.',
      ...(light !== 'unknown' && { value: { type: 'text', text: light } }),
      coverage: { known: told, needed: judged.length, of: 'judged figures that can be told' },
      evidence: judged.map((one) => ({
        of: { kind: 'project', id: one.subject.id },
        title: `${one.title}: ${one.because}`,
        ...(one.light !== 'unknown' && { brings: { type: 'text', text: one.light ?? '' } }),
      })),
      yardstick: 'No figure of the project is amber or red.',
      ...(light !== 'unknown' && {
        judged: { light, because: telling.map((one) => `${one.title}: ${one.because}`).join(' ') },
      }),
      action: telling.flatMap((one) => one.actions),
      complete: doubtful.flatMap((one) => one.actions),
    })
  }

  /** The finish that items name, and how many of those that should name one do. */
  #finish(): { readonly finish?: string; readonly known: number; readonly needed: number } {
    const tally = this.#tallies.find(({ measure }) => measure === FINISH)
    const value = tally?.value
    return {
      known: tally?.known ?? 0,
      needed: tally?.needed ?? 0,
      ...(value?.type === 'day' && { finish: value.day }),
    }
  }

  #base(id: string, title: string) {
    const { project, asOf } = this.#context
    return { id, title, subject: { kind: 'project', id: project.id }, asOf } as const
  }
}

/** How the items of a project are looked at. */
export function lookContext({ project, today }: Pick<ProjectContext, 'project' | 'today'>): LookContext {
  return { today, weights: project.progress?.weights ?? {} }
}
