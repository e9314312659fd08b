import type { GovernanceFact } from '@headless-pmo/sdk'
import type { ArtefactSet } from '../../config/index.ts'

/** An artefact that a project needs. */
export type ExpectedArtefact = NonNullable<GovernanceFact['expected']>[number]

const folded = (name: string): string => name.trim().toLowerCase()

/**
 * The artefacts that a project needs up to the phase that it is in: those of earlier phases now, those of its own at the gate.
 * @returns undefined where its phase is not known, or is none of the set that its class goes by; without a set, nothing is needed
 */
export function expectedArtefacts(
  sets: readonly ArtefactSet[],
  project: { readonly class?: string | undefined; readonly phase?: string | undefined },
): readonly ExpectedArtefact[] | undefined {
  const set = sets.find(
    ({ classes }) =>
      classes === undefined ||
      (project.class !== undefined && classes.some((one) => folded(one) === folded(project.class ?? ''))),
  )
  if (set === undefined) return []
  const { phase } = project
  if (phase === undefined) return undefined
  const current = set.phases.findIndex(({ names }) => names.some((name) => folded(name) === folded(phase)))
  if (current < 0) return undefined
  return set.phases.slice(0, current + 1).flatMap(({ names, artefacts }, index) =>
    artefacts.map(({ kind, state }) => ({
      kind,
      state,
      phase: names[0] ?? '',
      due: index < current ? ('now' as const) : ('at_gate' as const),
      set: set.id,
    })),
  )
}
