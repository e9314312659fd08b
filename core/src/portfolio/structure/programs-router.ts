import { z } from 'zod'
import { didYouMean, PmoError, program } from '../../config/index.ts'
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
import { figuredProgram, pastInput } from './figures-schemas.ts'
import type { FiguresService } from './figures-service.ts'

/** Programs: their figures with their projects; make and change those of the API. */
export function programsRouter(service: FiguresService, definitions: DefinitionService) {
  const rest = restRoutes('portfolios')
  const check = async (body: Readonly<Record<string, unknown>>): Promise<void> => {
    const home = body['portfolio']
    if (typeof home !== 'string') return
    const known = (await definitions.list('portfolio')).map(({ id }) => id)
    if (known.includes(home)) return
    throw new PmoError(
      'invalid-request',
      `The program names the portfolio "${home}", which does not exist; ${known.length === 0 ? 'there is none yet' : didYouMean(home, known)}`,
    )
  }
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/programs', 'Programs with their projects and figures'))
      .input(z.object({ ...pastInput, ...wholeListInput(['id', 'name']) }))
      .output(z.object({ programs: z.array(figuredProgram).readonly(), ...wholeListOutput }))
      .query(async ({ input: { asOf, knownAt, ...page } }) => {
        const all = await service.programs(given({ asOf, knownAt }))
        const { rows, ...next } = pageOfWhole(all, page, {
          id: ({ program: one }) => one.id,
          by: { id: ({ program: one }) => one.id, name: ({ program: one }) => one.name.toLowerCase() },
        })
        return { programs: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/programs/{id}', 'One program with its projects and figures'))
      .input(z.object({ id: z.string().min(1), ...pastInput }))
      .output(figuredProgram)
      .query(({ input: { id, ...question } }) => service.program(id, given(question))),
    ...definitionProcedures(definitions, {
      kind: 'program',
      path: 'programs',
      id: program.shape.id,
      body: program.omit({ id: true }),
      check,
    }),
  })
}
