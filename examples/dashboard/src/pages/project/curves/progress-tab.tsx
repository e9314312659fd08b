import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../../app/pmo.tsx'
import { dayText, numberText } from '../../../ui/format.ts'
import type { Outputs } from '../../../ui/api-types.ts'
import { Measures, type Family } from '../measures.tsx'
import { BurnUpChart } from './burn-up-chart.tsx'
import { CurveFrame } from './curve-frame.tsx'

const FAMILIES: readonly Family[] = ['delivery']

/** What is done of how much, and when the rest may be. */
export function ProgressTab({
  project,
  asOf,
}: {
  readonly project: string
  readonly asOf: string | undefined
}) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.measures.burnUp.queryOptions({ project, ...(asOf !== undefined && { asOf }) }))
  return (
    <div className="stack">
      <CurveFrame
        title="Burn-up"
        how="Scope and what is done of it. The cone says where the pace of past weeks leads: 80 % of all courses stay in it."
        query={query}
      >
        {(curve) => (
          <>
            <BurnUpChart project={project} points={curve.points} cone={curve.cone} />
            <Finish curve={curve} />
          </>
        )}
      </CurveFrame>
      <Measures project={project} asOf={asOf} families={FAMILIES} />
    </div>
  )
}

function Finish({ curve }: { readonly curve: Outputs['measures']['burnUp'] }) {
  const { finish, coneUnknown, throughput } = curve
  if (coneUnknown !== undefined) return <p className="notice notice-doubt">There is no cone: {coneUnknown}</p>
  const weeks = throughput.length
  const sum = throughput.reduce((total, { finished }) => total + finished, 0)
  return (
    <dl className="facts">
      <dt>All done, 10 %</dt>
      <dd>{dayOr(finish.p10)}</dd>
      <dt>All done, 50 %</dt>
      <dd>{dayOr(finish.p50)}</dd>
      <dt>All done, 90 %</dt>
      <dd>{dayOr(finish.p90)}</dd>
      <dt>Pace</dt>
      <dd>{weeks === 0 ? 'unknown' : `${numberText(sum / weeks)} items a week, over ${weeks} weeks`}</dd>
    </dl>
  )
}

function dayOr(day: string | undefined): string {
  return day === undefined ? 'not told' : `by ${dayText(day)}`
}
