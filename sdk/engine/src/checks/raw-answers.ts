import type { AnyCheck, PortfolioData } from '@headless-pmo/sdk'
import { checkContext, resolver, type CheckRun } from './check-context.ts'
import { freezeData } from './freeze-data.ts'
import { missingNeed } from './missing-needs.ts'
import { indexOf } from './portfolio-index.ts'
import { subjectsOf } from './subjects-of.ts'

/** What a check said about one subject, not yet looked at; or what it threw. */
export type RawAnswer = { readonly answer: unknown } | { readonly threw: string }

/**
 * The check's own part in being evaluated, in the process of its plugin: its answers about all subjects that it can be asked about, in
 * their order. {@link replayAnswers} makes a check of them that is evaluated as any other.
 *
 * @throws where the parameters do not fit the check's schema
 */
export async function* rawAnswers(
  check: AnyCheck,
  data: PortfolioData,
  options: {
    readonly params: unknown
    readonly today: string
    /** As in the options of an evaluation. */
    readonly only?: { readonly project?: string }
    readonly breathe: () => Promise<void> | undefined
  },
): AsyncGenerator<RawAnswer> {
  const { params, today, only, breathe } = options
  const index = indexOf(data)
  const resolve = resolver(check, index)
  const run: CheckRun = { check, index, resolve, params: freezeData(check.params.parse(params)), today }
  for (const subject of subjectsOf(check, run.index, only)) {
    await breathe()
    if (missingNeed(run.index, check, subject) !== undefined) continue
    try {
      yield { answer: check.evaluate(checkContext(run, subject)) }
    } catch (error) {
      yield { threw: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** A check that answers what its process has answered, one subject after the other. */
export function replayAnswers(check: AnyCheck, answers: readonly RawAnswer[]): AnyCheck {
  let next = 0
  return {
    ...check,
    evaluate() {
      const answer = answers[next++]
      if (answer === undefined) throw new Error('its process gave fewer answers than there are subjects')
      if ('threw' in answer) throw new Error(answer.threw)
      // Whatever it is: evaluating a check begins with looking at what it answers.
      return answer.answer as ReturnType<AnyCheck['evaluate']>
    },
  }
}
