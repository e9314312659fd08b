import { contributionsOf } from '@headless-pmo/sdk'
import type { Law, Rounds } from '../laws/law.ts'
import { isLawBroken } from '../laws/law-broken.ts'
import type { LawSubject } from '../laws/subject.ts'
import type { LawResult } from './law-report.ts'

/** Why a law says nothing about a plugin; undefined when it does. */
export async function whyNot(law: Law, subject: LawSubject): Promise<string | undefined> {
  const { kinds } = law
  if (kinds.length > 0 && !kinds.some((kind) => contributionsOf(subject.plugin, kind).length > 0)) {
    return `the plugin contributes no ${kinds.join(', no ')}`
  }
  const applies = await law.applies(subject)
  return applies === true ? undefined : applies
}

/**
 * Tries one law.
 * @throws what the law throws beside LawBroken: then it could not be tried
 */
export async function tryLaw(
  law: Law,
  subject: LawSubject,
  { rounds, gap }: { readonly rounds: Rounds; readonly gap?: string | undefined },
): Promise<LawResult> {
  const started = performance.now()
  const result = (state: LawResult['state'], reason?: string): LawResult => ({
    law: law.id,
    title: law.title,
    state,
    ...(reason === undefined ? {} : { reason }),
    ms: Math.round(performance.now() - started),
  })
  const notAsked = await whyNot(law, subject)
  if (notAsked !== undefined) {
    return gap === undefined
      ? result('not applicable', notAsked)
      : result('closed gap', `knownGaps names ${law.id}, which says nothing here: ${notAsked}. Remove it.`)
  }
  try {
    await law.check(subject, rounds)
  } catch (error) {
    if (!isLawBroken(error)) throw error
    return gap === undefined ? result('broken', error.message) : result('gap', gap)
  }
  return gap === undefined
    ? result('passed')
    : result('closed gap', `${law.id} holds now: remove it from knownGaps ("${gap}").`)
}
