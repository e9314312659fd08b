import type { Container } from 'inversify'
import { DependencyService, LinkFinder, LinkService } from '../coordination/index.ts'
import { DATABASE, DEFINITIONS } from './foundation.ts'
import { PORTFOLIO } from './portfolio.ts'
import { token } from './token.ts'

export const LINK_FINDER = token<LinkFinder>('link-finder')
export const LINKS = token<LinkService>('links')
export const DEPENDENCIES = token<DependencyService>('dependencies')

/** What lies between projects. */
export function bindCoordination(container: Container): void {
  container.bind(LINK_FINDER).toResolvedValue((database) => new LinkFinder(database), [DATABASE])
  container
    .bind(LINKS)
    .toResolvedValue(
      (database, definitions) => new LinkService(database, definitions),
      [DATABASE, DEFINITIONS],
    )
  container
    .bind(DEPENDENCIES)
    .toResolvedValue(
      (database, portfolio, finder, links) => new DependencyService({ database, portfolio, finder, links }),
      [DATABASE, PORTFOLIO, LINK_FINDER, LINKS],
    )
}
