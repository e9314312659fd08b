import type { Container } from 'inversify'
import { GovernanceService, RegisterImports, RegisterService } from '../governance/index.ts'
import { COMPUTE, DATABASE, DEFINITIONS, SETTINGS } from './foundation.ts'
import { ORGANISATION, PERSONS } from './people.ts'
import { token } from './token.ts'

export const REGISTERS = token<RegisterService>('registers')
export const REGISTER_IMPORTS = token<RegisterImports>('register-imports')
export const GOVERNANCE = token<GovernanceService>('governance')

/** What the PMO keeps itself. */
export function bindGovernance(container: Container): void {
  container
    .bind(REGISTERS)
    .toResolvedValue(
      (database, definitions) => new RegisterService({ database, definitions }),
      [DATABASE, DEFINITIONS],
    )
  container
    .bind(REGISTER_IMPORTS)
    .toResolvedValue(
      (database, definitions, compute) => new RegisterImports({ database, definitions, compute }),
      [DATABASE, DEFINITIONS, COMPUTE],
    )
  container.bind(GOVERNANCE).toResolvedValue(
    (database, definitions, registers, organisation, persons, settings) =>
      new GovernanceService({
        database,
        definitions,
        registers,
        organisation,
        persons,
        ...(settings.governance?.artefactSets !== undefined && {
          artefactSets: settings.governance.artefactSets,
        }),
        today: () => Temporal.Now.plainDateISO('UTC').toString(),
      }),
    [DATABASE, DEFINITIONS, REGISTERS, ORGANISATION, PERSONS, SETTINGS],
  )
}
