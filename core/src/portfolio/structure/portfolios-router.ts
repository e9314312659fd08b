import { z } from 'zod'
import { portfolio } from '../../config/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import {
  given,
  pageOfWhole,
  procedure,
  router,
  wholeListInput,
  wholeListOutput,
  restRoutes,
} from '../../rpc/index.ts'
import { definitionProcedures } from './definition-procedures.ts'
import { figuredPortfolio, pastInput } from './figures-schemas.ts'
import type { FiguresService } from './figures-service.ts'

/** Portfolios: their figures with all that belongs to them; make and change those of the API. */
export function portfoliosRouter(service: FiguresService, definitions: DefinitionService) {
  const rest = restRoutes('portfolios')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/portfolios', 'Portfolios with their programs, projects and figures'))
      .input(z.object({ ...pastInput, ...wholeListInput(['id', 'name']) }))
      .output(z.object({ portfolios: z.array(figuredPortfolio).readonly(), ...wholeListOutput }))
      .query(async ({ input: { asOf, knownAt, ...page } }) => {
        const all = await service.portfolios(given({ asOf, knownAt }))
        const { rows, ...next } = pageOfWhole(all, page, {
          id: ({ portfolio: one }) => one?.id ?? '',
          by: {
            // Projects of no portfolio come last.
            id: ({ portfolio: one }) => one?.id,
            name: ({ portfolio: one }) => one?.name.toLowerCase(),
          },
        })
        return { portfolios: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/portfolios/{id}', 'One portfolio with its programs, projects and figures'))
      .input(z.object({ id: z.string().min(1), ...pastInput }))
      .output(figuredPortfolio)
      .query(({ input: { id, ...question } }) => service.portfolio(id, given(question))),
    ...definitionProcedures(definitions, {
      kind: 'portfolio',
      path: 'portfolios',
      id: portfolio.shape.id,
      body: portfolio.omit({ id: true }),
      check: async () => {},
    }),
  })
}
