import type { Container } from 'inversify'
import { FindingService, ownersNow, WaiverService } from '../standards/index.ts'
import { DATABASE, DEFINITIONS, REGISTRY, SETTINGS, STANDARDS_SETTINGS } from './foundation.ts'
import { NOTIFICATIONS } from './notifications.ts'
import { ORGANISATION } from './people.ts'
import { token } from './token.ts'

export const FINDINGS = token<FindingService>('findings')
export const WAIVERS = token<WaiverService>('waivers')

/** What rules have found, and what of it was accepted for a time. */
export function bindFindings(container: Container): void {
  container.bind(FINDINGS).toResolvedValue(
    (database, definitions, organisation, notifications) =>
      new FindingService({
        database,
        owners: ownersNow({ database, definitions, organisation }),
        onNews: (tx, news) => notifications.findingsChanged(tx, news),
      }),
    [DATABASE, DEFINITIONS, ORGANISATION, NOTIFICATIONS],
  )
  container.bind(WAIVERS).toResolvedValue(
    (database, definitions, registry, settings, standards, findings) => {
      const zone = settings.scheduling?.timeZone ?? 'UTC'
      return new WaiverService({
        database,
        today: () => Temporal.Now.plainDateISO(zone).toString(),
        now: () => Temporal.Now.instant().toString(),
        secondPerson: standards.approval === 'second-person',
        // A rule of the house is known by what it has judged.
        hasRule: async (id) =>
          registry.checks().some(({ manifest }) => manifest.id === id) || findings.hasJudged(id),
        hasProject: async (id) => (await definitions.find('project', id)) !== undefined,
      })
    },
    [DATABASE, DEFINITIONS, REGISTRY, SETTINGS, STANDARDS_SETTINGS, FINDINGS],
  )
}
