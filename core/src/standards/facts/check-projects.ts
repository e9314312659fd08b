import type { CheckProject, RecordKind, SourceFact } from '@headless-pmo/sdk'
import { parseDurationText, type ProjectDefinition } from '../../config/index.ts'
import { phaseOn, portfolioOf, type Defined } from '../../portfolio/index.ts'

/** How old a source may be where neither project nor portfolio says it, minutes. */
const STALE_AFTER = 24 * 60

/** Kinds of records that a connector gives: what a source that is old or was never whole leaves unknown. */
const KINDS: readonly RecordKind[] = [
  'account',
  'assignment',
  'baseline',
  'calendar',
  'change',
  'container',
  'dependency',
  'deployment',
  'fieldDefinition',
  'issueLog',
  'iteration',
  'membership',
  'milestone',
  'placement',
  'resource',
  'risk',
  'status',
  'workItem',
  'worklog',
]

/** A project as checks see it. @param today YYYY-MM-DD */
export function checkProjectOf(
  project: ProjectDefinition,
  defined: Defined,
  { today, sources }: { readonly today: string; readonly sources: readonly SourceFact[] },
): CheckProject {
  const phase = phaseOn(project, today)?.name
  const portfolio = portfolioOf(project, defined)
  const reason = unknownReason(project, sources)
  return {
    id: project.id,
    title: project.name,
    ...(phase !== undefined && { phase }),
    ...(project.class !== undefined && { class: project.class }),
    ...(project.program !== undefined && { program: project.program }),
    ...(portfolio !== undefined && { portfolio }),
    ...(project.unit !== undefined && { unit: project.unit }),
    ...(project.sponsor !== undefined && { sponsor: project.sponsor }),
    ...(project.manager !== undefined && { manager: project.manager }),
    ...(project.priority !== undefined && { priority: project.priority }),
    ...(project.committedFinish !== undefined && { committedFinish: project.committedFinish }),
    ...(reason !== undefined && { missing: Object.fromEntries(KINDS.map((kind) => [kind, reason])) }),
  }
}

/** Why nothing can be said of the records of a project (law 8); undefined: all of its sources are whole and fresh. */
function unknownReason({ sources }: ProjectDefinition, facts: readonly SourceFact[]): string | undefined {
  for (const connection of new Set(sources.map((source) => source.connection))) {
    const fact = facts.find((one) => one.connection === connection)
    if (fact?.lastFlawless === undefined)
      return `The data of "${connection}" has never been read as a whole; sync it.`
    if (fact.stale)
      return `The data of "${connection}" is of ${fact.lastFlawless}, which is older than agreed; sync it.`
  }
  return undefined
}

/** How old the data of a project may be, minutes. */
export function staleAfterOf(project: ProjectDefinition, defined: Defined): number {
  const home = portfolioOf(project, defined)
  const text = project.staleAfter ?? defined.portfolios.find(({ id }) => id === home)?.staleAfter
  const limit = text === undefined ? undefined : parseDurationText(text)
  return limit === undefined ? STALE_AFTER : limit / 60_000
}
