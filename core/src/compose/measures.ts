import type { Container } from 'inversify'
import { FlowService, MeasureService, ProjectItems } from '../measures/index.ts'
import { DATABASE, DEFINITIONS } from './foundation.ts'
import { GOVERNANCE } from './governance.ts'
import { ORGANISATION } from './people.ts'
import { FIGURES } from './portfolio.ts'
import { token } from './token.ts'

export const FLOW = token<FlowService>('flow')
export const MEASURES = token<MeasureService>('measures')

/** What is measured of projects. */
export function bindMeasures(container: Container): void {
  const items = new ProjectItems()
  container
    .bind(FLOW)
    .toResolvedValue(
      (database, definitions) =>
        new FlowService({ database, definitions, items, now: () => Temporal.Now.instant() }),
      [DATABASE, DEFINITIONS],
    )
  container.bind(MEASURES).toResolvedValue(
    (database, definitions, figures, organisation, flow, governance) =>
      new MeasureService({
        database,
        definitions,
        figures,
        organisation,
        flow,
        items,
        budget: async (project) => (await governance.facts([project]))[0]?.budget ?? [],
        now: () => Temporal.Now.instant(),
      }),
    [DATABASE, DEFINITIONS, FIGURES, ORGANISATION, FLOW, GOVERNANCE],
  )
}
