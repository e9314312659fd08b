import { z } from 'zod'
import { portfolio } from '../../config/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import {
  configuredListInput,
  given,
  pageOfWhole,
  procedure,
  router,
  wholeListOutput,
} from '../../rpc/index.ts'
import { definitionProcedures } from './definition-procedures.ts'
import { figuredPortfolio, pastInput } from './figures-schemas.ts'
import type { FiguresService } from './figures-service.ts'

/** Portfolios: their figures with all that belongs to them; make and change those of the API. */
export function portfoliosRouter(service: FiguresService, definitions: DefinitionService) {
  const meta = (path: `/${string}`, summary: string) => ({
    openapi: { method: 'GET' as const, path, summary, tags: ['portfolios'] },
  })
  return router({
    list: procedure('viewer')
      .meta(meta('/portfolios', 'Portfolios with their programs, projects and figures'))
      .input(z.object({ ...pastInput, ...configuredListInput }))
      .output(z.object({ portfolios: z.array(figuredPortfolio).readonly(), ...wholeListOutput }))
      .query(async ({ input: { asOf, knownAt, ...page } }) => {
        const all = await service.portfolios(given({ asOf, knownAt }))
        const { rows, ...next } = pageOfWhole(
          all,
          { ...page, direction: 'ascending' },
          ({ portfolio: one }) => one?.id ?? '',
        )
        return { portfolios: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(meta('/portfolios/{id}', 'One portfolio with its programs, projects and figures'))
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
