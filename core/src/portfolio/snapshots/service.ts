import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { Indicator } from '../indicators/indicator.ts'
import type { ProjectView } from '../project-view.ts'
import type { FiguresService } from '../structure/figures-service.ts'
import { keepSnapshot, keptSnapshots, type SnapshotFilter } from './queries.ts'
import type { Snapshot, SnapshotFigure, SnapshotFigures } from './snapshot.ts'

export interface SnapshotParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly figures: Pick<FiguresService, 'projects'>
  readonly projects: () => Promise<readonly ProjectView[]>
  readonly now: () => Temporal.Instant
}

/** How projects stood, day by day. */
export class SnapshotService {
  readonly #parts: SnapshotParts

  constructor(parts: SnapshotParts) {
    this.#parts = parts
  }

  /**
   * Keeps how every project stands today (UTC). It may run as often as one likes: a day has one snapshot a project, the last word of the
   * day; equal figures write nothing.
   */
  async take(): Promise<{ readonly day: string; readonly written: number; readonly projects: number }> {
    const { database, figures, projects, now } = this.#parts
    const day = now().toString().slice(0, 10)
    const views = new Map((await projects()).map((view) => [view.id, view]))
    let written = 0
    for (const { project, indicators } of await figures.projects()) {
      const view = views.get(project.id)
      // It was defined between the two questions; the next run has it.
      if (view === undefined) continue
      const kept = await keepSnapshot(database.root, {
        project: project.id,
        day,
        figures: figuresOf(view, indicators),
      })
      if (kept) written += 1
    }
    return { day, written, projects: views.size }
  }

  /** A project's snapshots, the newest first; of a project that was removed too. @throws PmoError `not-found` for a name that never was */
  async trend(
    request: SnapshotFilter,
  ): Promise<{ readonly items: readonly Snapshot[]; readonly next?: string }> {
    const page = await keptSnapshots(this.#parts.database.root, request)
    if (page.items.length === 0) await this.#parts.definitions.get('project', request.project)
    return page
  }
}

/** What of a project's figures is kept: values and how far they can be trusted, without the rows. */
function figuresOf(
  { version, counts, freshness }: ProjectView,
  indicators: readonly Indicator[],
): SnapshotFigures {
  const figure = ({ value, state, light, coverage }: Indicator): SnapshotFigure => ({
    state,
    ...(value !== undefined && { value }),
    ...(light !== undefined && { light }),
    ...(coverage.share !== undefined && { coverage: coverage.share }),
  })
  return {
    version,
    counts,
    figures: Object.fromEntries(indicators.map((one) => [one.id, figure(one)])),
    asOf: freshness,
  }
}
