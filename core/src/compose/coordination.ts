import type { Container } from 'inversify'
import { DependencyService } from '../coordination/index.ts'
import { DATABASE } from './foundation.ts'
import { PORTFOLIO } from './portfolio.ts'
import { token } from './token.ts'

export const DEPENDENCIES = token<DependencyService>('dependencies')

/** What lies between projects. */
export function bindCoordination(container: Container): void {
  container
    .bind(DEPENDENCIES)
    .toResolvedValue(
      (database, portfolio) => new DependencyService(database, portfolio),
      [DATABASE, PORTFOLIO],
    )
}
