import {
  indicator,
  worstLight,
  type Indicator,
  type IndicatorInput,
  type IndicatorSubject,
  type SourceAsOf,
} from '../portfolio/index.ts'

/** What a part of the health is made of. */
export interface PartInput {
  readonly id: string
  readonly title: string
  readonly subject: IndicatorSubject
  readonly asOf: readonly SourceAsOf[]
  /** Figures that it looks at; those that nothing was agreed about have no say. */
  readonly figures: readonly Indicator[]
  /** Said where nothing was agreed about any of them, as a sentence. */
  readonly unjudged: string
}

const FORMULA = 'The worst light of the figures that are judged: red, amber, unknown, green.'

/**
 * One light of several figures: the worst of them. A mean would let good figures pay for a bad one; a light that hides
 * the figure that needs somebody is of no use to whoever decides. A figure that cannot be told keeps the whole from
 * being green (law 8), and never makes red or amber better.
 */
export function combinedPart({ id, title, subject, asOf, figures, unjudged }: PartInput): Indicator {
  const judged = figures.filter(({ light }) => light !== undefined)
  const light = worstLight(judged.flatMap((one) => one.light ?? []))
  const telling = judged.filter((one) => one.light === light)
  const doubtful = judged.filter((one) => one.light === 'unknown')
  const input: IndicatorInput = {
    id,
    title,
    subject,
    asOf,
    formula: FORMULA,
    coverage: {
      known: judged.length - doubtful.length,
      needed: judged.length,
      of: 'judged figures that can be told',
    },
    evidence: judged.map((one) => ({
      of: { kind: 'definition', field: one.id },
      title: `${one.title}: ${one.because}`,
      ...(one.light !== 'unknown' && { brings: { type: 'text', text: one.light ?? '' } }),
    })),
    assumptions: [...new Set(judged.flatMap(({ assumptions }) => assumptions))],
  }
  if (judged.length === 0) return indicator({ ...input, unknown: unjudged })
  if (light === 'unknown') {
    return indicator({
      ...input,
      yardstick: 'None of its figures is amber or red.',
      unknown: because(doubtful),
      complete: doubtful.flatMap(({ actions }) => actions),
    })
  }
  return indicator({
    ...input,
    yardstick: 'None of its figures is amber or red.',
    value: { type: 'text', text: light },
    judged: { light, because: because(telling) + beside(doubtful) },
    action: telling.flatMap(({ actions }) => actions),
    complete: doubtful.flatMap(({ actions }) => actions),
  })
}

/** Bad news stands, and does not hide what nobody knows. */
function beside(doubtful: readonly Indicator[]): string {
  return doubtful.length === 0 ? '' : ` Not known: ${doubtful.map(({ title }) => title).join(', ')}.`
}

function because(figures: readonly Indicator[]): string {
  return figures.map((one) => `${one.title}: ${one.because}`).join(' ')
}
