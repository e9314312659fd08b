import type { Phase, ProjectDefinition } from '../../config/index.ts'
import { indicator, type Indicator, type IndicatorInput } from './indicator.ts'
import { daysBetween } from './progress-measures.ts'

/** The phase that a project is in: the one it states, else the one that a day lies in. */
export function phaseOn(
  { phase, phases = [] }: Pick<ProjectDefinition, 'phase' | 'phases'>,
  today: string,
): { readonly name: string; readonly phase?: Phase; readonly stated: boolean } | undefined {
  if (phase !== undefined) {
    const known = phases.find(({ name }) => name === phase)
    return { name: phase, stated: true, ...(known !== undefined && { phase: known }) }
  }
  const begun = phases.filter(
    ({ start, finish }) => (start ?? finish) !== undefined && (start ?? '') <= today,
  )
  const current = begun.find(({ finish }) => finish === undefined || today <= finish)
  return current === undefined ? undefined : { name: current.name, phase: current, stated: false }
}

/** The phase as an indicator; none where a project has none. */
export function phaseIndicator(
  project: Pick<ProjectDefinition, 'id' | 'phase' | 'phases'>,
  today: string,
): Indicator[] {
  if (project.phase === undefined && project.phases === undefined) return []
  const current = phaseOn(project, today)
  const judged = current?.phase === undefined ? {} : judgePhase(current.phase, current.stated, today)
  return [
    indicator({
      id: 'phase',
      subject: { kind: 'project', id: project.id },
      title: 'Phase',
      formula: 'The phase that the project states, else the one that today lies in.',
      ...(current !== undefined && { value: { type: 'text', text: current.name } }),
      coverage: { known: current === undefined ? 0 : 1, needed: 1, of: 'phases for today' },
      asOf: [],
      evidence: (project.phases ?? []).map(({ name, start, finish, gate }) => ({
        of: { kind: 'definition', field: `phases: ${name}` },
        title: gate === undefined ? name : `${name}, then ${gate}`,
        ...((start ?? finish) !== undefined && {
          brings: {
            type: 'period',
            ...(start !== undefined && { start }),
            ...(finish !== undefined && { finish }),
          },
        }),
      })),
      complete: 'State the phase of the project, or phases with dates that hold today.',
      ...judged,
    }),
  ]
}

/** A phase that should be over holds up its gate: that is amber, since the finish tells whether it hurts. */
function judgePhase(
  { name, finish, gate }: Phase,
  stated: boolean,
  today: string,
): Partial<Pick<IndicatorInput, 'yardstick' | 'judged' | 'action' | 'assumptions'>> {
  if (finish === undefined) return {}
  const yardstick = `${name} was planned to end on ${finish}${gate === undefined ? '' : ` with ${gate}`}.`
  const late = daysBetween(finish, today)
  if (late > 0) {
    return {
      yardstick,
      judged: {
        light: 'amber',
        because: `${name} should have ended ${late} day${late === 1 ? '' : 's'} ago.`,
      },
      action:
        gate === undefined ? 'Plan the phases anew.' : `Hold the decision ${gate}, or plan the phases anew.`,
    }
  }
  return {
    yardstick,
    judged: { light: 'green', because: `${name} goes on until ${finish}.` },
    assumptions: stated ? [] : ['Nobody stated the phase; it is the one that today lies in.'],
  }
}
