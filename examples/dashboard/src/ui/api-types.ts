import type { AppRouter } from '@headless-pmo/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'

/** What procedures take, by router and name. */
export type Inputs = inferRouterInputs<AppRouter>
/** What procedures answer, by router and name. */
export type Outputs = inferRouterOutputs<AppRouter>

/** A figure that says how far it can be trusted. */
export type Indicator = Outputs['measures']['get']['indicators'][number]
export type IndicatorValue = NonNullable<Indicator['value']>
export type EvidenceRow = Indicator['evidence'][number]
export type Light = NonNullable<Indicator['light']>
